import { expect } from "chai";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { soar } from "../cli/soar.ts";
import { manifest } from "./tenant.ts";

const PAGE = "docs/commands.md";

interface Example {
  words: string[];
  readable: string;
  context: unknown;
}

/** The examples of the page: the line, what a terminal shows, and what is added to the context. */
function examplesOf(page: string): Example[] {
  const parts = page.split(/^### /m).slice(1);
  return parts.map((part) => {
    const block = (language: string) => new RegExp(`^\`\`\`${language}\n([^]*?)\n\`\`\`$`, "m").exec(part)?.[1];
    const context: unknown = JSON.parse(block("json") ?? "{}");
    return { words: wordsOf(block("sh") ?? ""), readable: block("text") ?? "", context };
  });
}

/** The words of a line as a shell takes them: single quotes, and backslashes outside of them. */
function wordsOf(line: string): string[] {
  const words = line.match(/(?:'[^']*'|\\.|[^\s'\\])+/g) ?? [];
  return words.map((word) => word.replace(/'([^']*)'|\\(.)/g, "$1$2"));
}

/** What is documented, and of longer lists the beginning only. */
function beginningOf(given: unknown, documented: unknown): unknown {
  if (Array.isArray(given) && Array.isArray(documented)) {
    return given.slice(0, documented.length).map((member, index) => beginningOf(member, documented[index]));
  }
  if (typeof given !== "object" || given === null || typeof documented !== "object" || documented === null)
    return given;
  const members = new Map<string, unknown>(Object.entries(documented));
  return Object.fromEntries(Object.entries(given).map(([key, member]) => [key, beginningOf(member, members.get(key))]));
}

describe("docs/commands.md", () => {
  const page = readFileSync(PAGE, "utf8");
  const examples = examplesOf(page);
  let folder = "";
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "soar-page-"));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it("is what the manifest and the recordings give (else: npx soar docs --write docs/commands.md)", async () => {
    const { code, err } = await soar(["docs", "--check", PAGE]);
    expect(err).to.equal("");
    expect(code).to.equal(0);
  });

  it("has an example of every command, by a recorded run", () => {
    const names = manifest.commands.map(({ name }) => name);
    expect(examples.map(({ words }) => words[2])).to.have.members(names);
    expect(examples.filter(({ readable }) => readable === "")).to.deep.equal([]);
  });

  it("can also be made from the simulator, by the demo in the newest incident and what else is recorded", async () => {
    const { code, out, err } = await soar(["docs", "--simulator"]);
    // One tenant for all: what one command has removed another one cannot; and it has other file events.
    const lacking = [...err.matchAll(/^warning: no recording of (\S+) succeeds; .*\n/gm)].map(([, name]) => name);
    expect([code, lacking]).to.deep.equal([0, ["code42-departingemployee-remove", "code42-case-add-file-event"]]);
    const simulated = examplesOf(out);
    expect(simulated.filter(({ readable }) => readable !== "")).to.have.length(manifest.commands.length - 2);
    expect(simulated.map(({ words }) => words.slice(0, 3).join(" "))).to.include("soar run code42-watchlists-add-user");
    expect(out)
      .to.include("Example, run in an incident (`--incident ID`):")
      .and.include("watchlist=DEPARTING_EMPLOYEE");
  });

  for (const [index, { words, readable, context }] of examples.entries()) {
    it(`gives, for ${words.join(" ")}, what it shows`, async () => {
      const [command, ...rest] = words;
      expect(command).to.equal("soar");
      const replay = ["--replay", "test_data", "--store", `sqlite:${join(folder, `${String(index)}.db`)}`];
      const shown = await soar([...rest, ...replay], { columns: 80 });
      expect([shown.code, shown.err]).to.deep.equal([0, ""]);
      // An entry's head stands between the entries; what is cut is there from its beginning.
      for (const text of readable.split("\n… and ")[0]?.split("\n\n") ?? []) {
        expect(shown.out).to.include(text.replace(/^(?:warning|file): /, ""));
      }
      const again = await soar([
        ...rest,
        ...replay.with(3, `sqlite:${join(folder, `${String(index)}-json.db`)}`),
        "--json",
      ]);
      const added = (JSON.parse(again.out) as { context: unknown }).context;
      expect(beginningOf(added, context)).to.deep.equal(context);
    });
  }
});
