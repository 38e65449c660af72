import type { Rule } from "../src/manifest/rules/rule.ts";
import { ruleGroups } from "../src/manifest/rules/rules.ts";

/** The text of docs/lint.md. The same rules give the same text. */
export function lintPage(): string {
  return [INTRODUCTION, ...ruleGroups.map(({ title, rules }) => section(title, rules))].join("\n");
}

// --- internal ---

const INTRODUCTION = `# What \`soar lint\` finds

<!-- Generated from src/manifest/rules by \`node docs/write-lint.ts\`. Do not edit. -->

\`\`\`sh
soar lint                            # the integration in this folder
soar lint path/to/folder other.yml   # files, and all manifests and playbooks below a folder without integration.yml
soar lint --since v1.2.0             # also what has changed since then, and the version that asks for
soar lint --sarif lint.sarif --junit lint.xml
\`\`\`

Each finding is a line \`file:line:column error|warning CODE what\`, with what to do below it. Exit 2 when one is an error,
0 when there are none but warnings. \`--json\` prints \`{ "files": [{ path, kind, findings }] }\`, and with \`--since\` also
\`changes\` and \`verdict\`.

**What is looked at.** Of any XSOAR integration its manifest; playbooks, mappers and classifiers. Of a folder with an
\`integration.yml\` also the modules beside it, the recordings in \`test_data\` and the files in \`playbooks\`. Of a playbook
its structure: what its tasks are made of and lead to, its values' paths, operators and transformers; in the folder
\`playbooks\` of an integration also its calls of that integration's commands. Modules are parsed, never run. Recordings
are replayed, which does run the integration's handlers, without a network: \`--no-recordings\` leaves that out, for speed
and for code that you do not trust. Nothing is replayed while there are errors, or of integrations that are only come
across below a folder.

**What is mended.** \`--fix\` writes \`_manifest.gen.ts\` anew where it is stale. A manifest is never written: only its author
knows which of two names is the right one, and comments and layout stay as they are.

**Reports.** \`--sarif FILE\` and \`--junit FILE\` write the findings to files as well; standard output stays as it is. In JUnit's
XML a file is a test that its errors fail; warnings are the test's output.

**Since a revision.** The manifest is compared with itself at a git revision. Breaking changes are warnings at their
places; the error is C001, when the version in package.json was raised by less than the changes ask for by
[semantic versioning](https://semver.org). Below 1.0.0 a breaking change raises the middle number, any other change the last.
`;

function section(title: string, rules: Partial<Record<string, Rule>>): string {
  const entries = Object.entries(rules).flatMap(([code, rule]) => (rule === undefined ? [] : [entry(code, rule)]));
  return [`## ${title}\n`, ...entries].join("\n");
}

function entry(code: string, { severity, what, remedy, example }: Rule): string {
  const level = /^C[123]/.test(code) ? "" : ` (${severity})`;
  return `### ${code}${level}\n\n${what}. ${remedy}\n\n\`\`\`text\n${example}\n\`\`\`\n`;
}
