import type { ServerDefinition } from '../../../src/config/model/definition';
import { type ParsedConfig, parseConfig } from '../../../src/config/parse/parseConfig';

/** A configuration text read as that of `/w/mcp-config.yaml`. */
export function parse(text: string): ParsedConfig {
  return parseConfig(text, { file: '/w/mcp-config.yaml', folder: '/w' });
}

/** The definitions of a configuration text that must be free of problems. */
export function definitionsOf(text: string): readonly ServerDefinition[] {
  const { definitions, problems } = parse(text);
  if (problems.length > 0) throw new Error(problems.map(({ message }) => message).join(' '));
  return definitions;
}
