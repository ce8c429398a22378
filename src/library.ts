// The door of `npm install mcp-pool`: the pool for programs, without VS Code. What is not named here may change at any time.
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
export type { Disposable } from './base/disposables';
export type { Event } from './base/events';
export { type Failure, FailureError, type FailureKind, isFailure } from './base/failure';
export type { InputDefinition, Problem, ServerDefinition } from './config/definition';
export type { OAuthSettings, WrittenEntry } from './config/entryTypes';
export type { ParsedConfig } from './config/parse';
export { parseConfig } from './config/parse';
export type { GatewayAddress } from './gateway/gateway';
export { type OpenGateway, type OpenGatewayOptions, openGateway } from './gateway/openGateway';
export type { GatewayLimits, GatewayOptions } from './gateway/options';
export type { Catalog, List, ListName } from './mcp/catalog';
export type { HealthOptions } from './mcp/healthWatch';
export type { ServerLogLine } from './mcp/launchOptions';
export type { RestartOptions } from './mcp/restartPlan';
export type { Server } from './mcp/server';
export type { ReadyInfo, ServerState } from './mcp/state';
export type { CallOptions, TimeLimits } from './mcp/timedRequests';
export type { Broadcast, BroadcastRequest } from './pool/broadcast';
export type {
  Call,
  CallOutcome,
  CallProgress,
  CallRequest,
  Confirmation,
  FinishedCall,
} from './pool/call';
export { succeeded } from './pool/call';
export type { PoolEvent } from './pool/events';
export type { ServerMetrics, ToolMetrics } from './pool/metrics';
export { PoolMetrics } from './pool/metrics';
export type { OpenPoolOptions } from './pool/openPool';
export { openPool } from './pool/openPool';
export type { Pool } from './pool/pool';
export type { ProgramPool, ServerHealth } from './pool/programPool';
export type { CallOrigin, Requester } from './pool/requester';
