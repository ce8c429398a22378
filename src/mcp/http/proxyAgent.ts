// A separate module, because a bundler gives a dynamic import of a CommonJS package only its default export.
export { Client, fetch, ProxyAgent } from 'undici';
