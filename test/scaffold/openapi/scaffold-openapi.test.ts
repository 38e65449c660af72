import { expect } from "chai";
import fc from "fast-check";
import { globSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { check } from "prettier";
import ts from "typescript";
import { parseCommandLine } from "../../../src/dispatch/command-line.ts";
import { ArgumentError } from "../../../src/errors.ts";
import type { JsonObject } from "../../../src/json.ts";
import { lintManifest } from "../../../src/manifest/lint.ts";
import { openApiChoices, openApiIntegration } from "../../../src/scaffold/openapi/scaffold-openapi.ts";
import { runCommand, startSimulator } from "../../../src/testing/index.ts";
import { soar } from "../../cli/soar.ts";
import { anyDocument } from "./any-document.ts";
import { answering, documentOf, documentText } from "./document-of.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const toolchain = { soarkit: "*", versions: {} };
const DOCUMENTS: Record<string, string> = {
  quayside: "quayside.yaml",
  larkfield: "larkfield.json",
  mossgate: "mossgate.yaml",
  gnarl: "gnarl.yaml",
};

/** Writes an integration into a folder of its own below `folder`; gives its command lines. */
async function write(folder: string, name: string, text: string): Promise<string[]> {
  const { files, samples } = await openApiIntegration(text, `${name}.json`, { name }, toolchain);
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name, file)), { recursive: true });
    writeFileSync(join(folder, name, file), content);
  }
  return samples.lines;
}

/** What the compiler says of all integrations below a folder, in one go. */
function typeFaults(folder: string): string[] {
  mkdirSync(join(folder, "node_modules"), { recursive: true });
  symlinkSync(root, join(folder, "node_modules", "soarkit"));
  for (const name of ["valibot", "chai", "mocha", "@types"]) {
    symlinkSync(join(root, "node_modules", name), join(folder, "node_modules", name));
  }
  const files = globSync("*/{commands,test}/**/*.ts", { cwd: folder }).map((path) => join(folder, path));
  const [first = ""] = globSync("*/tsconfig.json", { cwd: folder });
  const read = ts.readConfigFile(join(folder, first), (path) => ts.sys.readFile(path));
  const { options } = ts.parseJsonConfigFileContent(read.config, ts.sys, folder);
  const program = ts.createProgram(files, { ...options, customConditions: ["soarkit-source"] });
  return ts
    .getPreEmitDiagnostics(program)
    .filter(({ file }) => file === undefined || file.fileName.startsWith(folder))
    .map(({ file, messageText }) => `${file?.fileName ?? ""}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`);
}

/** Runs command lines one after the other on one simulator; gives what failed. Undeclared context fails, too. */
async function failures(integration: string, lines: readonly string[]): Promise<string[]> {
  const simulator = await startSimulator(integration, {
    seed: 1,
    startAt: "2026-01-05T12:00:00Z",
    knobs: { rate: "0" },
  });
  const failed: string[] = [];
  try {
    for (const line of lines) {
      const { command, args } = parseCommandLine(line);
      const { error } = await runCommand(command, args, { integration, simulator });
      if (error) failed.push(`${line}: ${error.message}`);
    }
  } finally {
    await simulator.close();
  }
  return failed;
}

async function unformatted(folder: string): Promise<string[]> {
  const wrong: string[] = [];
  for (const path of globSync("**/*.{ts,json}", { cwd: folder, exclude: ["**/node_modules"] })) {
    if (path.endsWith(".gen.ts")) continue;
    const text = ts.sys.readFile(join(folder, path)) ?? "";
    if (!(await check(text, { filepath: path, printWidth: 120 }))) wrong.push(path);
  }
  return wrong;
}

describe("an integration made from a document", () => {
  const folder = mkdtempSync(join(tmpdir(), "soar-openapi-"));
  const lines: Record<string, string[]> = {};
  before(async () => {
    for (const [name, file] of Object.entries(DOCUMENTS)) {
      lines[name] = await write(folder, name, documentText(file).text);
    }
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  for (const name of Object.keys(DOCUMENTS)) {
    it(`lints without findings, and every command runs against its simulator: ${name}`, async () => {
      const place = join(folder, name);
      const { code, out } = await soar(["lint", place, "--quiet"]);
      expect([code, out]).to.deep.equal([0, ""]);
      expect((await soar(["--integration", place, "types", "--check"])).code).to.equal(0);
      expect(await failures(place, lines[name] ?? [])).to.deep.equal([]);
    });

    it(`is laid out as prettier does: ${name}`, async () => {
      expect(await unformatted(join(folder, name))).to.deep.equal([]);
    });
  }

  it("compiles under strict rules", () => {
    expect(typeFaults(folder)).to.deep.equal([]);
  }).timeout(120_000);

  it("looks as if somebody had written it", async () => {
    const { files } = await openApiIntegration(
      documentText("quayside.yaml").text,
      "q",
      { name: "quayside" },
      toolchain,
    );
    expect(files["commands/quayside-ticket-get.ts"]).to.equal(`import type { Handler } from "soarkit";
import { ifFound } from "./_found.ts";
import type { Quayside } from "./_manifest.gen.ts";
import { ticketTable, toTicket } from "./_map/ticket.ts";

export const run: Handler<Quayside, "quayside-ticket-get"> = async ({ args, client, signal }) => {
  const ticket = await ifFound(client.ticket.get(args.ticket_id, signal));
  if (ticket === undefined) return { warnings: [\`There is no ticket \${args.ticket_id}.\`] };
  const context = toTicket(ticket);
  return { readable: ticketTable("Ticket", [context]), context: { "Quayside.Ticket": context }, raw: ticket };
};
`);
    expect(Object.keys(files).filter((path) => !path.startsWith("commands/"))).to.have.members([
      "integration.yml",
      "soar.yml",
      "README.md",
      "test/commands.test.ts",
      "package.json",
      "tsconfig.json",
      ".mocharc.cjs",
      ".npmrc",
      ".prettierrc.json",
      ".gitignore",
    ]);
    const imported = Object.entries(files)
      .filter(([path]) => path.startsWith("commands/"))
      .flatMap(([, text]) => [...text.matchAll(/from "([^."][^"]*)"/g)].map(([, module]) => module));
    expect(new Set(imported)).to.deep.equal(new Set(["soarkit", "soarkit/simulator", "valibot"]));
  });

  it("runs its own examples, whatever is required within what they send, and whatever its things are like", async () => {
    const object = (properties: JsonObject, required = Object.keys(properties)): JsonObject => {
      return { type: "object", required, properties };
    };
    const text = { type: "string" };
    const lacking = object({ a: text, b: { type: "string", default: "x" } }, ["a"]);
    const sending = (schema: JsonObject) => ({ requestBody: { content: { "application/json": { schema } } } });
    const listOf = (items: JsonObject): JsonObject => ({ type: "array", items });
    // More ids than there are things: the first of them is one only where they are counted through.
    const ids = Array.from({ length: 90 }, (_, index) => `k${String(index + 1)}`);
    const whole = object({
      id: { enum: ids },
      kind: text,
      owner: { type: "object" },
      parts: listOf(object({ id: text, a: text })),
    });
    const document = documentOf({
      // It is sent the kind and the owner as something else than its things have, and parts that lack their ids.
      "/things": {
        post: {
          ...sending(object({ kind: { type: "integer" }, owner: text, parts: listOf(lacking) })),
          ...answering(whole),
        },
      },
      "/things/{id}": {
        get: answering(whole),
        patch: { ...sending(object({ in: object({ in: object({ in: lacking }) }) })), ...answering(whole) },
        // It has a default in what may be left out, and shows its things otherwise.
        post: {
          ...sending(object({ out: lacking }, [])),
          ...answering(object({ id: text, parts: object({ a: text }) })),
        },
      },
    });
    const own = await write(folder, "nested", document);
    expect(own).to.deep.equal([
      "!nested-thing-get id=k1",
      String.raw`!nested-thing-create kind=1 owner=example parts="[{\"a\":\"example\"}]"`,
      '!nested-thing-update-patch id=k1 in_in="a=example"',
      "!nested-thing-update-post id=k1",
    ]);
    const integration = join(folder, "nested");
    expect(await failures(integration, own)).to.deep.equal([]);
    const simulator = await startSimulator(integration, { seed: 1 });
    try {
      const given = { kind: 1, owner: "o", parts: [{ a: "mine" }, { a: "yours" }] };
      const { result } = await runCommand("nested-thing-create", given, { integration, simulator });
      expect(result?.raw).to.deep.include({
        id: "k26",
        parts: [
          { id: "id-1", a: "mine" },
          { id: "id-2", a: "yours" },
        ],
      });
    } finally {
      await simulator.close();
    }
  });

  it("reports what it made and left out, and what its reader should know", async () => {
    const { report, spec } = await openApiIntegration(
      documentText("quayside.yaml").text,
      "q",
      { name: "quayside", operations: ["GET /tickets*", "atomFeed"], baseUrl: "https://other.example" },
      toolchain,
    );
    expect(spec.baseUrl).to.equal("https://other.example");
    expect(report.commands.map(({ command }) => command)).to.deep.equal([
      "quayside-ticket-list",
      "quayside-ticket-count",
      "quayside-ticket-get",
      "quayside-ticket-comment-list",
      "quayside-ticket-attachment-download",
    ]);
    expect(report.leftOut).to.deep.include({
      operation: "GET /feed",
      why: "it answers application/atom+xml, and only JSON and files are read",
    });
    expect(report.leftOut).to.deep.include({ operation: "POST /tickets", why: "not chosen" });
    expect(report.remarks).to.deep.equal(["headers that may be left out are no arguments: X-Trace-Id"]);
  });

  it("keeps the names of commands, whatever else is chosen", async () => {
    const { text } = documentText("quayside.yaml");
    const { report } = await openApiIntegration(
      text,
      "q",
      { name: "quayside", operations: ["listAdminUsers"] },
      toolchain,
    );
    expect(report.commands).to.deep.equal([{ command: "quayside-admin-user-list", operation: "GET /admin/users" }]);
  });

  it("takes its address from its name where the document says none, and tells so", async () => {
    const text = documentOf({ "/things": { get: answering({ type: "string" }) } });
    const { spec, report } = await openApiIntegration(text, "a", { name: "acme" }, toolchain);
    expect(spec.baseUrl).to.equal("https://acme.example");
    expect(report.remarks).to.deep.equal(["it names no server: set the instance's Server URL, or give --base-url"]);
  });

  it("is chosen from a list that tells what each operation becomes", async () => {
    const choices = await openApiChoices(documentText("quayside.yaml").text, "q", "quayside");
    expect(choices).to.have.length(34);
    expect(choices[0]).to.deep.equal({
      operation: "GET /tickets",
      command: "quayside-ticket-list",
      tags: ["Tickets"],
      summary: "List tickets",
    });
    expect(choices.find(({ operation }) => operation === "GET /legacy/tickets")?.obstacle).to.equal("deprecated");
  });
});

/** A drawn document may have no operation that can become a command. */
function ifNothingCanBeMade(error: unknown): undefined {
  if (error instanceof ArgumentError && error.message.startsWith("Not one operation")) return undefined;
  throw error;
}

describe("integrations made from documents of any kind", () => {
  it("have names of their own, lint without findings, compile, and run", async () => {
    const folder = mkdtempSync(join(tmpdir(), "soar-openapi-any-"));
    try {
      let made = 0;
      const lines = new Map<string, string[]>();
      await fc.assert(
        fc.asyncProperty(anyDocument, async (document) => {
          const name = `any${++made}`;
          const own = await write(folder, name, JSON.stringify(document)).catch(ifNothingCanBeMade);
          fc.pre(own !== undefined);
          lines.set(name, own);
          const manifest = ts.sys.readFile(join(folder, name, "integration.yml")) ?? "";
          expect(lintManifest(manifest, "integration.yml")).to.deep.equal([]);
        }),
        { numRuns: 12, endOnFailure: true },
      );
      expect(typeFaults(folder)).to.deep.equal([]);
      for (const [name, own] of lines) expect(await failures(join(folder, name), own), name).to.deep.equal([]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }).timeout(180_000);
});
