import type { CommandWords } from "./completion-tree.ts";

/** A word in single quotes, for any of the three shells. */
const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** `name:what it is`, as zsh lists words; a colon of the word itself would end it. */
const described = ({ name, about }: { readonly name: string; readonly about: string }): string =>
  quoted(`${name.replaceAll(":", "\\:")}:${about}`);

const pathsBelow = (tree: readonly CommandWords[]): string =>
  tree
    .slice(1)
    .map(({ path }) => quoted(path))
    .join(" | ");

/** Options that take a value, each behind its command, with what the value may be. */
const valued = (tree: readonly CommandWords[]) =>
  tree.flatMap(({ path, options }) =>
    options.flatMap(({ name, values }) => (values === undefined ? [] : [{ after: quoted(`${path} ${name}`), values }])),
  );

/** For bash. What is no word of ours is completed as a file. */
export const bashCompletion = (
  tree: readonly CommandWords[],
): string => `# Completion of celadon for bash: source <(celadon completion bash)
_celadon() {
  local cur=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD - 1]} path=celadon words= i
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "$path \${COMP_WORDS[i]}" in
      ${pathsBelow(tree)}) path="$path \${COMP_WORDS[i]}" ;;
    esac
  done
  COMPREPLY=()
  case "$path $before" in
${valued(tree)
  .map(
    ({ after, values }) => `    ${after}) COMPREPLY=($(compgen -W ${quoted(values.join(" "))} -- "$cur")); return ;;`,
  )
  .join("\n")}
  esac
  case "$path" in
${tree
  .map(({ path, commands, options, choices }) => {
    const words = [...commands.map(({ name }) => name), ...choices, ...options.map(({ name }) => name)];
    return `    ${quoted(path)}) words=${quoted(words.join(" "))} ;;`;
  })
  .join("\n")}
  esac
  # Options only where one has begun, or where nothing else can come: a file is what most commands want.
  if [[ $cur != -* && $words == *" --"* && $words != --* ]]; then words=\${words%% --*}; fi
  if [[ $cur == -* || $words != --* ]]; then COMPREPLY=($(compgen -W "$words" -- "$cur")); fi
}
complete -o bashdefault -o default -F _celadon celadon
`;

/** For zsh: as a file \`_celadon\` on the fpath, or sourced. */
export const zshCompletion = (tree: readonly CommandWords[]): string => `#compdef celadon
# Completion of celadon for zsh: source <(celadon completion zsh)
_celadon() {
  local at=celadon word
  local -a commands options choices
  for word in "\${(@)words[2,CURRENT-1]}"; do
    case "$at $word" in
      (${pathsBelow(tree)}) at="$at $word" ;;
    esac
  done
  case "$at \${words[CURRENT-1]}" in
${valued(tree)
  .map(
    ({ after, values }) =>
      `    (${after}) ${values.length === 0 ? "_files" : `compadd -- ${values.map(quoted).join(" ")}`}; return ;;`,
  )
  .join("\n")}
  esac
  case "$at" in
${tree
  .map(
    ({ path, commands, options, choices }) =>
      `    (${quoted(path)}) commands=(${commands.map(described).join(" ")}); options=(${options.map(described).join(" ")}); choices=(${choices.map(quoted).join(" ")}) ;;`,
  )
  .join("\n")}
  esac
  if [[ $PREFIX == -* ]]; then _describe option options
  elif (( \${#commands} )); then _describe command commands
  elif (( \${#choices} )); then compadd -- $choices
  else _files; fi
}
if [[ \${funcstack[1]} == _celadon ]]; then _celadon "$@"; else compdef _celadon celadon; fi
`;

/** For fish. */
export const fishCompletion = (
  tree: readonly CommandWords[],
): string => `# Completion of celadon for fish: celadon completion fish | source
function __celadon_at
  set -l at celadon
  for word in (commandline -opc)[2..]
    switch "$at $word"
      case ${tree
        .slice(1)
        .map(({ path }) => quoted(path))
        .join(" ")}
        set at "$at $word"
    end
  end
  test "$at" = "$argv[1]"
end
${tree
  .flatMap(({ path, commands, options, choices }) => {
    const here = `complete -c celadon -n ${quoted(`__celadon_at "${path}"`)}`;
    return [
      ...commands.map(({ name, about }) => `${here} -f -a ${quoted(name)} -d ${quoted(about)}`),
      ...choices.map((choice) => `${here} -f -a ${quoted(choice)}`),
      ...options.map(({ name, about, values }) => {
        const value = values === undefined ? "" : values.length === 0 ? " -r" : ` -x -a ${quoted(values.join(" "))}`;
        return `${here} -l ${quoted(name.replace(/^--/, ""))}${value} -d ${quoted(about)}`;
      }),
    ];
  })
  .join("\n")}
`;
