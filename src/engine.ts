// The door of dist/engine.js: all that needs YAML, zod, ajv or the MCP SDK, loaded when a workspace first needs it.
// The only file that hands on what others define.
export { parseConfig } from './config/parse';
export { fieldsOf, isFormable, readField } from './pool/fields';
export { Pool } from './pool/pool';
export { issueText, validate } from './pool/validation';
