/** Whether a host is this machine by its name or number alone; it is not looked up. Takes the form of `URL.hostname`. */
export function isLoopbackHost(hostname: string): boolean {
  return /^(?:localhost|.+\.localhost|127\.\d+\.\d+\.\d+|\[::1\])\.?$/i.test(hostname);
}

/**
 * Why an address that a server chose is not opened in the browser, as the end of a sentence; undefined when it may be. Any other
 * scheme starts a program on the machine, and plain HTTP could be anyone's page.
 */
export function unopenable(address: string | URL): string | undefined {
  if (!URL.canParse(String(address))) return 'it is not an address';
  const { protocol, hostname, username, password } = new URL(address);
  if (protocol !== 'https:' && protocol !== 'http:')
    return `it starts with '${protocol.slice(0, 60)}', and only 'https:' is opened`;
  if (protocol === 'http:' && !isLoopbackHost(hostname))
    return `it starts with 'http:', which is opened only when it leads to this machine`;
  if (username || password) return 'it contains a user name or a password, which can hide where it leads';
  return undefined;
}
