// The door of dist/undici.js: what a way through a proxy needs, loaded with the first request that takes one.
export { Client, fetch, ProxyAgent } from 'undici';
