// The door of dist/gateway.js: the pool over HTTP, loaded when somebody wants one. It hands on what others define, as only doors do.
export { createGatewayApp, type GatewayApp, type GatewayAppOptions } from './gateway/app';
export { type AttachmentChange, Attachments } from './gateway/attachments';
export { type Announcement, announce, find, gatewaysFolder } from './gateway/discovery';
export { EventFeed, type FeedEvent } from './gateway/eventFeed';
export { Gateway, type GatewayAddress } from './gateway/gateway';
export { gatewayAuthorizer } from './gateway/gatewayFetch';
export { McpEndpoint } from './gateway/mcp/mcpEndpoint';
export { PoolOffering } from './gateway/mcp/poolOffering';
export { defaultLimits, type GatewayLimits, type GatewayOptions } from './gateway/options';
export { readToken, Tokens } from './gateway/token';
