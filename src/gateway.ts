// The door of dist/gateway.js: the pool over HTTP, loaded when somebody wants one. It hands on what others define, as only doors do.
export { createGatewayApp } from './gateway/app';
export { announce, find, gatewaysFolder } from './gateway/discovery';
export { Gateway } from './gateway/gateway';
export { readToken } from './gateway/token';
