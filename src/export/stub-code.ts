/**
 * What stands in an exported integration where its code would be. Handlers are TypeScript modules on Node, which no
 * engine of XSOAR runs (its JavaScript is ES5 without modules), so the code only says where the commands do run.
 */
export function stubCode(type: string | undefined, display: string): string {
  const message = stubMessage(display).replaceAll("'", "\\'");
  if (type === "python") return `# ${MADE_BY}\nraise Exception('${message}')`;
  const comment = type === "powershell" ? "#" : "//";
  const statement =
    type === "powershell" ? `throw '${stubMessage(display).replaceAll("'", "''")}'` : `throw '${message}';`;
  return `${comment} ${MADE_BY}\n${statement}`;
}

// --- internal ---

const MADE_BY = "Written by `soar export`.";

function stubMessage(display: string): string {
  return `${display.replaceAll(/[\n\\]/gu, " ")} runs in soarkit, not on Cortex XSOAR: its handlers are TypeScript. Run its commands with soar run.`;
}
