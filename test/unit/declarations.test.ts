import assert from 'node:assert/strict';
import type * as Sdk from '@modelcontextprotocol/client';
import type { z } from 'zod';
import type { OAuthSettings, WrittenEntry } from '../../src/config/model/entryTypes';
import type { oauthSchema } from '../../src/config/model/oauthSchema';
import type { logLevels, serverSchema } from '../../src/config/model/schema';
import type * as Plain from '../../src/library/protocolTypes';

type Fits<From, To> = [From] extends [To] ? true : false;
// Without the keys, one that may be left out could be missing on either side.
type Same<A, B> = Fits<A, B> & Fits<B, A> & Fits<keyof A, keyof B> & Fits<keyof B, keyof A>;

// Each line is wrong for the compiler when its types have come apart.
const given: {
  // What the pool gives.
  Tool: Fits<Sdk.Tool, Plain.Tool>;
  Resource: Same<Sdk.Resource, Plain.Resource>;
  ResourceTemplate: Same<Sdk.ResourceTemplateType, Plain.ResourceTemplateType>;
  Prompt: Same<Sdk.Prompt, Plain.Prompt>;
  CallToolResult: Same<Sdk.CallToolResult, Plain.CallToolResult>;
  ReadResourceResult: Same<Sdk.ReadResourceResult, Plain.ReadResourceResult>;
  GetPromptResult: Same<Sdk.GetPromptResult, Plain.GetPromptResult>;
  ElicitRequest: Fits<Sdk.ElicitRequestParams, Plain.ElicitRequestParams>;
  CreateMessageRequest: Fits<Sdk.CreateMessageRequestParams, Plain.CreateMessageRequestParams>;
  // What it takes.
  ElicitResult: Same<Plain.ElicitResult, Sdk.ElicitResult>;
  CreateMessageResult: Same<Plain.CreateMessageResult, Sdk.CreateMessageResult>;
  LoggingLevel: Same<Sdk.LoggingLevel, Plain.LoggingLevel>;
  Annotations: Same<Sdk.ToolAnnotations, Plain.ToolAnnotations>;
  // The configuration.
  Entry: Same<z.input<typeof serverSchema>, WrittenEntry>;
  OAuth: Same<z.infer<typeof oauthSchema>, OAuthSettings>;
  Severity: Same<(typeof logLevels)[number], Plain.LoggingLevel>;
} = {
  Tool: true,
  Resource: true,
  ResourceTemplate: true,
  Prompt: true,
  CallToolResult: true,
  ReadResourceResult: true,
  GetPromptResult: true,
  ElicitRequest: true,
  CreateMessageRequest: true,
  ElicitResult: true,
  CreateMessageResult: true,
  LoggingLevel: true,
  Annotations: true,
  Entry: true,
  OAuth: true,
  Severity: true,
};

describe('The shipped types', () => {
  it('match the SDK and the schemas, as the compiler checks', () => {
    assert.ok(Object.values(given).every(Boolean));
  });
});
