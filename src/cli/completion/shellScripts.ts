import type { CommandContext } from '../context/commandContext';

// The scripts hand the line to `mcp-pool __complete`, which knows all the rest: a new version needs no new script.

/** Bash cuts words at `=` and `:` and expects only what comes after the cut. */
const bash = `# mcp-pool: source <(mcp-pool completion bash)
_mcp_pool() {
  local line word cut candidate text
  line=\${COMP_LINE:0:COMP_POINT}
  word=\${line##*[[:space:]]}
  cut=
  case $COMP_WORDBREAKS in *=*) [[ $word == *=* ]] && cut=\${word%"\${word##*=}"} ;; esac
  case $COMP_WORDBREAKS in *:*) [[ $word == *:* && \${word%"\${word##*:}"} > $cut ]] && cut=\${word%"\${word##*:}"} ;; esac
  COMPREPLY=()
  while IFS=$'\\t' read -r candidate text; do
    [[ -n $candidate ]] && COMPREPLY+=("\${candidate#"$cut"}")
  done < <("\${1/#\\~/$HOME}" __complete "$line" 2>/dev/null)
  [[ \${#COMPREPLY[@]} -eq 1 && \${COMPREPLY[0]} == *= ]] && compopt -o nospace 2>/dev/null
  return 0
}
complete -o default -F _mcp_pool mcp-pool
`;

const zsh = `#compdef mcp-pool
# mcp-pool: source <(mcp-pool completion zsh)
_mcp_pool() {
  local line value text
  local -a open closed openTexts closedTexts
  while IFS=$'\\t' read -r value text; do
    [[ -n $value ]] || continue
    if [[ $value == *= ]]; then
      open+=("$value"); openTexts+=("$value  $text")
    else
      closed+=("$value"); closedTexts+=("$value  $text")
    fi
  done < <("\${words[1]/#\\~/$HOME}" __complete "\${(j: :)words[1,CURRENT]}" 2>/dev/null)
  if (( \${#open} + \${#closed} == 0 )); then
    _files
    return
  fi
  (( \${#open} )) && compadd -l -S '' -d openTexts -a open
  (( \${#closed} )) && compadd -l -d closedTexts -a closed
  return 0
}
compdef _mcp_pool mcp-pool
`;

const fish = `# mcp-pool: mcp-pool completion fish | source
function __mcp_pool_complete
    set -l words (commandline -opc)
    eval (string escape -- $words[1]) __complete (string escape -- (commandline -cp)) 2>/dev/null
end
complete -c mcp-pool -f -k -a '(__mcp_pool_complete)'
complete -c mcp-pool -l config -r -F
complete -c mcp-pool -l save -r -F
complete -c mcp-pool -l token-file -r -F
`;

const scripts: Readonly<Record<Shell, string>> = { bash, zsh, fish };

/** `completion <shell>`: prints the script with which a shell completes `mcp-pool`. */
export async function completion({ output }: CommandContext, shell: Shell): Promise<number> {
  output.print(scripts[shell]);
  return 0;
}

/** The shells that completion knows. */
export const shells = ['bash', 'zsh', 'fish'] as const;

/** One of them. */
export type Shell = (typeof shells)[number];
