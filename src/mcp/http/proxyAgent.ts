// A module of ours, because a bundler gives a dynamic import of a CommonJS package nothing but its default export.
export { Client, fetch, ProxyAgent } from 'undici';
