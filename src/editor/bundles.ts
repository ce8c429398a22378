/** The heavy part of the product: YAML, zod, ajv and the MCP SDK. */
export type Engine = typeof import('../engine');

/** What is needed once a person does something: forms, picks, results. */
export type Dialogs = typeof import('../dialogs');

/** The pool over HTTP. */
export type GatewayBundle = typeof import('../gateway');

/** Loads dist/gateway.js at the first call. */
export function loadGateway(): Promise<GatewayBundle> {
  return import('../gateway');
}

/** Loads dist/engine.js at the first call. */
export function loadEngine(): Promise<Engine> {
  return import('../engine');
}

/** Loads dist/dialogs.js at the first call. */
export function loadDialogs(): Promise<Dialogs> {
  return import('../dialogs');
}
