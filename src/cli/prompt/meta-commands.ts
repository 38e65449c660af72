/** What the prompt itself understands, beside the integration's commands. */
export const META_COMMANDS: readonly { name: string; usage: string; description: string }[] = [
  { name: "help", usage: "help [COMMAND]", description: "list the commands, or explain one" },
  { name: "context", usage: "context [DT]", description: "print the context, or what a DT expression gives in it" },
  { name: "incident", usage: "incident [ID]", description: "work in this incident; without an ID in the playground" },
  { name: "war-room", usage: "war-room", description: "print the entries so far" },
  { name: "exit", usage: "exit", description: "leave; so do Ctrl-D, and Ctrl-C twice" },
];

/** The first word of a line, and the rest of it. */
export function splitLine(text: string): { word: string; rest: string } {
  const [, word = "", rest = ""] = /^\s*(\S*)\s*(.*?)\s*$/s.exec(text) ?? [];
  return { word, rest };
}

/** The words that `soar context` would be given. */
export function contextWords(rest: string): string[] {
  const [, path, value] = /^set\s+(\S+)\s+(.+)$/s.exec(rest) ?? [];
  if (path !== undefined && value !== undefined) return ["set", path, value];
  return rest === "" ? [] : [rest];
}
