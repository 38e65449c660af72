import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const FILES: Record<string, string> = {
  "integration.yml": `
commonfields: { id: Acme, version: -1 }
name: Acme
display: Acme
category: Endpoint
description: Made up.
configuration:
  - { name: url, display: Server URL, type: 0, required: true }
  - { name: login, display: Client ID, type: 9 }
  - { name: key, display: "", displaypassword: API key, type: 9, hiddenusername: true }
script:
  type: javascript
  script: "-"
  commands:
    - name: acme-user-list
      description: Lists users.
      arguments: [{ name: name, description: Only these. }]
      outputs: [{ contextPath: Acme.User.ID, description: Of the user. }]
    - name: acme-note
      description: Says something.
      arguments: [{ name: kind, required: true, auto: PREDEFINED, predefined: [a b] }, { name: text, required: true }]
    - { name: acme-broken, description: Never works. }
    - { name: acme-hidden, description: Is not shown., hidden: true }
`,
  "commands/_connect.js": `export const connect = ({ params, http }) => http({ baseUrl: params.url, auth: { kind: "none" } });`,
  "commands/acme-user-list.js": `
const answer = { "~standard": { version: 1, vendor: "acme", validate: (value) => ({ value }) } };
export const run = async ({ args, client, signal }) => {
  const query = { name: args.name, page: 1 };
  const { users } = await client.send({ method: "GET", path: "/users", query, answer, signal });
  const rows = users.map(({ ID }) => \`| \${ID} |\\n\`).join("");
  return { readable: \`### Users\\n|ID|\\n|---|\\n\${rows}\`, context: { "Acme.User": users }, warnings: ["Be careful."] };
};`,
  "commands/acme-note.js": `export const run = async () => ({ files: [{ name: "a.txt", content: (async function* () { yield new TextEncoder().encode("hello"); })() }] });`,
  "commands/acme-broken.js": `export const run = async () => { throw new Error("no luck"); };`,
  "commands/acme-hidden.js": `export const run = async () => ({ readable: "" });`,
};

/** A folder with a small integration of a made-up vendor, without recordings. */
export function makeDirectory(): string {
  const folder = mkdtempSync(join(tmpdir(), "soar-docs-test-"));
  for (const [path, text] of Object.entries(FILES)) put(join(folder, path), text);
  return folder;
}

/** Puts a recording beside it: of `command`, in which the vendor knows the users with these IDs. */
export function putRecording(
  folder: string,
  path: string,
  given: { command: string; args?: Record<string, unknown>; ids?: string[]; incident?: object },
): void {
  const { command, args = {}, ids, incident } = given;
  const name = typeof args.name === "string" ? { name: [args.name] } : {};
  const exchange = {
    at: "2026-03-01T12:00:00.000Z",
    ms: 5,
    request: { method: "GET", path: "/users", query: { ...name, page: ["1"] } },
    answer: {
      status: 200,
      headers: { "content-type": "application/json" },
      body: { users: ids?.map((ID) => ({ ID })) },
    },
  };
  const recording = {
    soarkit: 1,
    command,
    args,
    recordedAt: "2026-03-01T12:00:00.000Z",
    params: { url: "http://127.0.0.1" },
    ...(incident && { incident }),
    exchanges: ids ? [exchange] : [],
  };
  put(join(folder, "test_data", path), JSON.stringify(recording));
}

// --- internal ---

function put(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
