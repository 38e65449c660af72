import type { Command } from "./manifest.ts";

/** Commands that are shown together. */
export interface CommandGroup {
  title: string;
  commands: Command[];
}

/**
 * The commands that people see, by what they are about: the word that follows what all names begin with. Those that are
 * alone with theirs come together as "Other", the deprecated ones last. The manifest's order is kept otherwise.
 */
export function groupCommands(all: readonly Command[]): CommandGroup[] {
  const visible = all.filter(({ hidden }) => !hidden);
  const current = visible.filter(({ deprecated }) => !deprecated);
  const deprecated = visible.filter((command) => command.deprecated);
  const skipped = sharedWords(current.map(({ name }) => wordsOf(name).slice(0, -1))).length;
  const topics = new Map<string, Command[]>();
  for (const command of current) {
    const topic = wordsOf(command.name)[skipped] ?? "";
    topics.set(topic, [...(topics.get(topic) ?? []), command]);
  }
  const groups: CommandGroup[] = [];
  const others: Command[] = [];
  for (const commands of topics.values()) {
    if (commands.length === 1) others.push(...commands);
    else groups.push({ title: titleOf(commands, skipped), commands });
  }
  if (others.length > 0) groups.push({ title: groups.length === 0 ? "All commands" : "Other", commands: others });
  if (deprecated.length > 0) groups.push({ title: "Deprecated", commands: deprecated });
  return groups;
}

// --- internal ---

function wordsOf(name: string): string[] {
  return name.split(/[-_.]+/u);
}

/** The words that all begin with. */
function sharedWords(names: readonly string[][]): string[] {
  const [first = [], ...others] = names;
  const end = first.findIndex((word, index) => others.some((words) => words[index] !== word));
  return end === -1 ? first : first.slice(0, end);
}

function titleOf(commands: readonly Command[], skipped: number): string {
  const title = sharedWords(commands.map(({ name }) => wordsOf(name).slice(skipped))).join(" ");
  return title.charAt(0).toUpperCase() + title.slice(1);
}
