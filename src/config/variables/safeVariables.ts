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

/**
 * Whether a variable of the environment is one that programs need to run at all, and that every server gets by default:
 * locations, the user, language, network. Its value is not secret, but the address of a proxy may contain a password.
 */
export function isSafeVariable(name: string): boolean {
  return safe.has(name.toUpperCase()) || (safePrefix.test(name) && !/token|auth|password/i.test(name));
}
