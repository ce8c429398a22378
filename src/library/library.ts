// The entry point of `npm install mcp-pool`: the pool for programs, without VS Code. Anything not exported here may change at any time.
// It is built once, as CommonJS, so that a program that imports and one that requires have the same classes.

export type {
  BlobResourceContents,
  CallToolResult,
  ContentBlock,
  CreateMessageRequestParams,
  CreateMessageResult,
  ElicitRequestParams,
  ElicitResult,
  GetPromptResult,
  LoggingLevel,
  Prompt,
  PromptMessage,
  ReadResourceResult,
  Resource,
  ResourceTemplateType,
  TextResourceContents,
  Tool,
  ToolAnnotations,
} from '@modelcontextprotocol/client';
export type { Disposable } from '../base/disposables';
export type { Event } from '../base/emitter';
export { type Failure, FailureError, type FailureKind, isFailure } from '../base/failure';
export type { InputDefinition, Problem, ServerDefinition } from '../config/model/definition';
export type { OAuthSettings, WrittenEntry } from '../config/model/entryTypes';
export type { ParsedConfig } from '../config/parse/parseConfig';
export { parseConfig } from '../config/parse/parseConfig';
export type { GatewayLimits, GatewayOptions } from '../gateway/access/gatewayOptions';
export type { GatewayAddress } from '../gateway/server/gatewayServer';
export type { Catalog, List, ListName } from '../mcp/catalog/catalog';
export type { ReadyInfo } from '../mcp/connection/newClient';
export type { CallOptions, TimeLimits } from '../mcp/connection/timedRequests';
export type { HealthOptions } from '../mcp/server/heartbeat';
export type { RestartOptions } from '../mcp/server/restartPlan';
export type { Server } from '../mcp/server/server';
export type { ServerState } from '../mcp/server/serverState';
export type { ServerLogLine } from '../mcp/transport/poolTransport';
export type { Broadcast, BroadcastRequest } from '../pool/broadcast';
export type {
  Call,
  CallOutcome,
  CallProgress,
  CallRequest,
  Confirmation,
  FinishedCall,
} from '../pool/call';
export { succeeded } from '../pool/call';
export type { PoolEvent } from '../pool/poolEvent';
export type { ServerMetrics, ToolMetrics } from '../pool/poolMetrics';
export { PoolMetrics } from '../pool/poolMetrics';
export type { CallOrigin, Requester } from '../pool/requester';
export { type OpenGateway, type OpenGatewayOptions, openGateway } from '../runtime/openGateway';
export type { OpenPoolOptions } from '../runtime/openPool';
export { openPool } from '../runtime/openPool';
export type { ProgramPool, ProgramPool as Pool, ServerHealth } from '../runtime/programPool';
