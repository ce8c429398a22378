import type { StdioLaunch } from '../config/definition';

const safeNames = [
  // Programs and homes
  'PATH',
  'HOME',
  'USER',
  'LOGNAME',
  'SHELL',
  'TERM',
  'TMPDIR',
  'TMP',
  'TEMP',
  'PWD',
  // Windows
  'PATHEXT',
  'SYSTEMROOT',
  'SYSTEMDRIVE',
  'WINDIR',
  'COMSPEC',
  'APPDATA',
  'LOCALAPPDATA',
  'PROGRAMDATA',
  'PROGRAMFILES',
  'PROGRAMFILES(X86)',
  'USERPROFILE',
  'USERNAME',
  'USERDOMAIN',
  'HOMEDRIVE',
  'HOMEPATH',
  'PROCESSOR_ARCHITECTURE',
  'NUMBER_OF_PROCESSORS',
  // Language and time
  'LANG',
  'LANGUAGE',
  'TZ',
  // Proxies and certificates
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'NO_PROXY',
  'ALL_PROXY',
  'NODE_EXTRA_CA_CERTS',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'REQUESTS_CA_BUNDLE',
  'CURL_CA_BUNDLE',
  // Version managers and caches
  'NVM_DIR',
  'NVM_BIN',
  'FNM_DIR',
  'VOLTA_HOME',
  'ASDF_DIR',
  'ASDF_DATA_DIR',
  'PYENV_ROOT',
  'UV_CACHE_DIR',
  'UV_TOOL_DIR',
  'PNPM_HOME',
  'BUN_INSTALL',
  'DENO_DIR',
  // Desktop sessions and containers
  'DISPLAY',
  'WAYLAND_DISPLAY',
  'DBUS_SESSION_BUS_ADDRESS',
  'DOCKER_HOST',
  'DOCKER_CONTEXT',
  'DOCKER_CONFIG',
];
const safe = new Set(safeNames);
const safePrefix = /^(?:LC_|XDG_|npm_config_)/;

/** The whole environment of a program: what it inherits, and what its launch says. */
export function childEnvironment(own: NodeJS.ProcessEnv, launch: StdioLaunch): NodeJS.ProcessEnv {
  const { inheritEnv, env } = launch;
  const names = Array.isArray(inheritEnv) ? new Set(inheritEnv) : undefined;
  const inherited = inheritEnv === 'all' ? own : safeEnvironment(own, (name) => names?.has(name) ?? false);
  return Object.fromEntries(
    Object.entries({ ...inherited, ...env }).filter((entry): entry is [string, string] => entry[1] !== null),
  );
}

/**
 * The part of an environment that a server gets without being asked for: what programs need to run at all. The rest stays
 * out, because editors and shells are full of tokens that are none of a server's business.
 */
export function safeEnvironment(
  env: NodeJS.ProcessEnv,
  more: (name: string) => boolean = () => false,
): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(
    ([name]) =>
      more(name) ||
      safe.has(name.toUpperCase()) ||
      (safePrefix.test(name) && !/token|auth|password/i.test(name)),
  );
  return Object.fromEntries(kept);
}
