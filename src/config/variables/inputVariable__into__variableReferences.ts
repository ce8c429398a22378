/** The variable of the environment that answers an input where nobody can be asked. */
export function inputVariable(id: string): string {
  return `MCP_POOL_INPUT_${id.toUpperCase().replace(/[^A-Z\d]/g, '_')}`;
}
