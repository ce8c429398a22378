import { UriTemplate } from '@modelcontextprotocol/client';

/** The names of the variables of a URI template, each once. https://www.rfc-editor.org/rfc/rfc6570 */
export function templateVariables(template: string): readonly string[] {
  return [...new Set(new UriTemplate(template).variableNames)];
}

/** The URI that a template gives with these values. */
export function expandTemplate(template: string, values: Readonly<Record<string, string>>): string {
  return new UriTemplate(template).expand({ ...values });
}
