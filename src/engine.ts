// The door of dist/engine.js: all that needs YAML, zod, ajv or the MCP SDK, loaded when a workspace first needs it.
// It hands on what others define, as only doors do.

export { entryOf, suggestName } from './config/commandWords';
export { readDuration } from './config/duration';
export { withServer } from './config/edit';
export { withInputs } from './config/editInputs';
export { withTool } from './config/editLists';
export { freeName, sameEntry } from './config/foreign/clashes';
export { clientTitles } from './config/foreign/clients';
export { chooseServers, findForeign } from './config/foreign/readForeign';
export { writeForeign } from './config/foreign/writeForeign';
export { completions } from './config/language/complete';
export { hoverAt } from './config/language/hover';
export { symbolsOf } from './config/language/symbols';
export { parseConfig } from './config/parse';
export { checkSurroundings } from './config/surroundings';
export { writtenEntries } from './config/written';
export { FileLock } from './mcp/auth/fileLock';
export { SecretFiles } from './mcp/auth/secretFiles';
export { SignIns } from './mcp/auth/signIns';
export { CatalogFiles } from './mcp/catalogFiles';
export { Proxies } from './mcp/http/proxies';
export { machineOf } from './mcp/machine';
export { ProcessLedger } from './mcp/processLedger';
export { createShellPath } from './mcp/shellPath';
export { stateFolder } from './mcp/stateFolder';
export { expandTemplate, templateVariables } from './mcp/uriTemplate';
export { ApprovedTools, faceOf, faceText } from './pool/approvedTools';
export { failedStep } from './pool/diagnosis';
export { diagnose } from './pool/doctor';
export { renderDoctor } from './pool/doctorReport';
export { faceDifference } from './pool/faceDifference';
export { FaceFiles } from './pool/faceFiles';
export { fieldsOf, isFormable, readField } from './pool/fields';
export { Pool } from './pool/pool';
export { issueText, validate } from './pool/validation';
