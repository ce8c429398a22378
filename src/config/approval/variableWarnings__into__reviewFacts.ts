/** Variables by which other code is loaded into a program, or another program is run in its place. */
const loaders =
  /^(?:NODE_OPTIONS|NODE_PATH|LD_.+|DYLD_.+|PYTHON.+|PERL5(?:LIB|OPT|DB)|PERLLIB|RUBY(?:OPT|LIB)|(?:_JAVA|JAVA_TOOL|JDK_JAVA)_OPTIONS|CLASSPATH|BASH_ENV|ENV|SHELLOPTS|BASHOPTS|PROMPT_COMMAND|IFS|PATH|PATHEXT|COMSPEC|SHELL|EDITOR|VISUAL|PAGER|BROWSER|GIT_.+|SSH_ASKPASS|DOTNET_STARTUP_HOOKS|COR(?:ECLR)?_PROFILER.*|GCONV_PATH|ELECTRON_RUN_AS_NODE|GLIBC_TUNABLES|LUA_(?:INIT|PATH|CPATH).*|R_PROFILE.*|PHPRC|PHP_INI_SCAN_DIR)$/i;

/** Variables by which packages are fetched from somewhere else. */
const registries =
  /^(?:npm_config_.+|yarn_.+|pnpm_.+|bun_.+|uv_.+|pip_.+|pipx_.+|deno_.+|cargo_.+|GOPROXY|GOFLAGS|DOCKER_HOST)$/i;

/** Variables by which the network is reached by way of somebody else. */
const networks =
  /^(?:(?:https?|all|ftp|no)_proxy|NODE_TLS_REJECT_UNAUTHORIZED|NODE_EXTRA_CA_CERTS|NODE_USE_ENV_PROXY|SSL_CERT_(?:FILE|DIR)|(?:CURL|REQUESTS)_CA_BUNDLE|OPENSSL_CONF)$/i;

/** Why a variable deserves a second look: it decides about more than the settings of a program. Undefined for the others. */
export function variableWarning(name: string): string | undefined {
  if (loaders.test(name)) return 'decides which code runs';
  if (registries.test(name)) return 'decides where packages come from';
  if (networks.test(name)) return 'decides how the network is reached';
  return undefined;
}
