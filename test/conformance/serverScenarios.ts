const legacy = ['2025-11-25'] as const;
const both = ['2025-11-25', '2026-07-28'] as const;
const modern = ['2026-07-28'] as const;

/** The scenarios of the suite for servers that apply to a gateway, and the revisions they run in. */
export const applicable: Readonly<Record<string, readonly string[]>> = {
  'server-initialize': legacy,
  'server-session-lifecycle': legacy,
  'server-stateless': modern,
  'logging-set-level': legacy,
  ping: legacy,
  'completion-complete': both,
  'tools-list': both,
  'tools-call-simple-text': both,
  'tools-call-image': both,
  'tools-call-audio': both,
  'tools-call-embedded-resource': both,
  'tools-call-mixed-content': both,
  'tools-call-with-logging': legacy,
  'tools-call-error': both,
  'tools-call-with-progress': both,
  'tools-call-sampling': legacy,
  'tools-call-elicitation': legacy,
  'json-schema-2020-12': both,
  'elicitation-sep1034-defaults': legacy,
  'elicitation-sep1330-enums': legacy,
  'server-sse-multiple-streams': both,
  'resources-list': both,
  'resources-read-text': both,
  'resources-read-binary': both,
  'resources-templates-read': both,
  'resources-subscribe': legacy,
  'resources-unsubscribe': legacy,
  'sep-2164-resource-not-found': modern,
  'prompts-list': both,
  'prompts-get-simple': both,
  'prompts-get-with-args': both,
  'prompts-get-embedded-resource': both,
  'prompts-get-with-image': both,
  'dns-rebinding-protection': both,
  caching: modern,
  'http-header-validation': modern,
};

/** The others, each with the reason why it does not apply. */
export const left: Readonly<Record<string, string>> = {
  'server-sse-polling': 'the gateway never closes the stream of a call before its result',
  'http-custom-header-server-validation':
    'arguments count as they stand in the body; headers that repeat them are for what stands in between',
  'input-required-result-*':
    'ask for tools with keys and states of their own; the gateway makes its own. Tested in gatewayMcp.test.ts with real clients',
  'tasks-*': 'the extension is not offered',
  'sep-2640-skills-*': 'the extension is not offered',
};
