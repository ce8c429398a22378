import {
  delegatedRequester,
  extensionRequester,
  linkRequester,
  mcpRequester,
  paletteRequester,
  programRequester,
  type Requester,
  restRequester,
  taskRequester,
  terminalRequester,
  windowRequester,
} from '../../../src/pool/requester';

/** Everybody who may ask for a call, by the words for where it came in. */
export const requesters: Readonly<Record<Requester['origin'], Requester>> = {
  palette: paletteRequester,
  terminal: terminalRequester,
  editor: windowRequester,
  program: programRequester,
  delegated: delegatedRequester,
  extension: extensionRequester,
  link: linkRequester,
  rest: restRequester,
  mcp: mcpRequester,
  task: taskRequester,
};
