import type { Shell } from "./shells.ts";

/**
 * What a shell runs at its start to complete `soar`. The scripts only hand over the line and hand on the answer: nothing
 * that was typed, and nothing that comes back, is ever evaluated.
 */
export function scriptFor(shell: Shell): string {
  return SCRIPTS[shell];
}

// --- internal ---

/** Works from bash 3.2 on, which macOS has: there without `compopt`, so without the space behind a finished word. */
const BASH = `# bash completion for soar
_soar() {
  local soar=soar kind='' space='' line
  case $1 in */*) soar=\${1/#\\~\\//$HOME/} ;; esac
  COMPREPLY=()
  {
    IFS= read -r kind
    IFS= read -r space
    while IFS= read -r line; do COMPREPLY+=("$line"); done
  } < <("$soar" complete bash -- "line=\${COMP_LINE:0:COMP_POINT}" "word=$2" "type=$COMP_TYPE" "columns=$COLUMNS" </dev/null 2>/dev/null)
  type compopt >/dev/null 2>&1 && compopt -o nosort 2>/dev/null
  case $kind in
    files) while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen -f -- "$2") ;;
    folders) while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen -d -- "$2") ;;
  esac
  if type compopt >/dev/null 2>&1; then
    case $kind in files | folders) compopt -o filenames ;; esac
    [ "$space" = space ] && compopt +o nospace
  fi
  return 0
}
complete -o nospace -F _soar soar
`;

const ZSH = `#compdef soar
# zsh completion for soar
_soar() {
  local soar=soar kind prefix line
  local -a lines words_open shown_open words_done shown_done parts
  [[ \${words[1]} == */* ]] && soar=\${words[1]/#\\~\\//$HOME/}
  lines=("\${(@f)$("$soar" complete zsh -- "line=\${(j: :)words[1,CURRENT-1]} $QIPREFIX$IPREFIX$PREFIX" "columns=$COLUMNS" </dev/null 2>/dev/null)}")
  kind=\${lines[1]} prefix=\${lines[2]}
  for line in "\${(@)lines[3,-1]}"; do
    parts=("\${(@ps:\\t:)line}")
    if [[ -n \${parts[3]} ]]; then
      words_open+=("\${parts[1]}") shown_open+=("\${parts[2]}")
    else
      words_done+=("\${parts[1]}") shown_done+=("\${parts[2]}")
    fi
  done
  local found=1
  (( \${#words_open} )) && compadd -U -V soar -l -S '' -d shown_open -a words_open && found=0
  (( \${#words_done} )) && compadd -U -V soar -l -d shown_done -a words_done && found=0
  if [[ $kind == (files|folders) ]]; then
    [[ -n $prefix ]] && compset -P "\${(b)prefix}"
    if [[ $kind == folders ]]; then _files -/ && found=0; else _files && found=0; fi
  fi
  return found
}
if [[ \${funcstack[1]} == _soar ]]; then
  _soar "$@"
else
  (( $+functions[compdef] )) || { autoload -Uz compinit && compinit -i }
  compdef _soar soar
fi
`;

const FISH = `# fish completion for soar
function __soar_complete
    set -l soar soar
    set -l typed (commandline -opc)
    string match -q -- '*/*' $typed[1]; and set soar $typed[1]
    set -l line (commandline -cp | string collect)
    set -l lines ($soar complete fish -- "line=$line" </dev/null 2>/dev/null)
    set -l kind $lines[1]
    set -e lines[1]
    switch "$kind"
        case files
            __fish_complete_path (commandline -ct)
        case folders
            __fish_complete_directories (commandline -ct) ''
    end
    test (count $lines) -gt 0; and printf '%s\\n' $lines
end
complete -c soar -e
complete -c soar -f -k -a '(__soar_complete)'
`;

const SCRIPTS: Readonly<Record<Shell, string>> = { bash: BASH, zsh: ZSH, fish: FISH };
