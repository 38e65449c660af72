import { expect } from "chai";
import fc from "fast-check";
import { readFileSync } from "node:fs";
import { format } from "prettier";
import { generateDocs, type DocsInput } from "../../src/manifest/generate-docs.ts";
import { parseManifest } from "../../src/manifest/load.ts";
import type { Manifest } from "../../src/manifest/manifest.ts";
import { DOCS_MANIFEST } from "./docs-manifest.ts";
import { manifestOf } from "./manifest-of.ts";

const EXPECTED = readFileSync(new URL("generated-docs.md", import.meta.url), "utf8");

const input: DocsInput = {
  manifest: manifestOf(DOCS_MANIFEST),
  source: "Each example is a recorded run.",
  lineOf: ({ name }) => `soar run ${name} …`,
  variablesOf: ({ name }) =>
    name === "login" ? [["A_ID"], ["A_SECRET", "B_SECRET"]] : [[`SOAR_${name.toUpperCase()}`]],
  examples: [
    {
      command: "acme-user-get",
      line: "soar run acme-user-get id=1,2",
      readable: "┌──┐\n│ 1│  \n└──┘",
      context: { Acme: { User: [{ ID: "1", tags: ["a", "b", "c"] }, { ID: "2", tags: [] }, { ID: "3" }] } },
      isInIncident: true,
      requests: [
        { method: "GET", path: "/v2/users/u-1", isPage: false },
        { method: "GET", path: "/v2/users/u-2", isPage: false },
        { method: "GET", path: "/v2/devices", isPage: true },
      ],
    },
    {
      command: "acme-wipe",
      line: "soar run acme-wipe",
      readable: "```\nok",
      context: {},
      isInIncident: false,
      requests: [],
    },
  ],
};

/** Headings outside code. */
function headingsOf(markdown: string): string[] {
  return markdown.split("\n").filter((line) => /^#{1,6} /.test(line));
}

describe("generateDocs", () => {
  it("describes parameters, contents and commands, with the runs that it is given", () => {
    expect(generateDocs(input)).to.equal(EXPECTED);
  });

  it("gives what prettier gives, for any width", async () => {
    for (const printWidth of [80, 120])
      expect(await format(EXPECTED, { parser: "markdown", printWidth })).to.equal(EXPECTED);
  });

  it("says where examples come from only when there are some", () => {
    expect(generateDocs({ ...input, examples: [] })).not.to.include("recorded");
    const { manifest, examples, lineOf, variablesOf } = input;
    expect(generateDocs({ manifest, examples, lineOf, variablesOf })).not.to.include("recorded");
  });

  it("describes an integration that has next to nothing", () => {
    const manifest = manifestOf("commonfields: { id: Little }\nscript: { commands: [{ name: bare }] }");
    expect(generateDocs({ ...input, manifest, examples: [] })).to.equal(
      [
        "# Little",
        "<!-- Written by `soar docs`: change the manifest or the recordings, and write it again. -->",
        "## Commands",
        "| Command         | Effect |\n| --------------- | ------ |\n| [`bare`](#bare) | read   |",
        "## All commands",
        "### `bare`",
        "- Effect: read. It changes nothing at the vendor.",
        "It takes no arguments.",
        "It declares no context.",
        "Example:",
        "```sh\nsoar run bare …\n```\n",
      ].join("\n\n"),
    );
  });

  it("has a title where the manifest gives none that can be seen", () => {
    const titleOf = (display: string, id: string) => {
      const manifest = manifestOf(JSON.stringify({ commonfields: { id }, display, script: { commands: [] } }));
      return generateDocs({ ...input, manifest, examples: [] }).split("\n")[0];
    };
    expect([titleOf("\u202e", "Acme"), titleOf("\u202e", "\u202e")]).to.deep.equal(["# Acme", "# Commands"]);
  });

  it("tells headings of the same name apart", () => {
    const commands = ["commands", "Commands", "parameters"].map((name) => `{ name: ${name} }`).join(", ");
    const manifest = manifestOf(`commonfields: { id: Commands }\nscript: { commands: [${commands}] }`);
    const links = generateDocs({ ...input, manifest, examples: [] }).match(/\(#.*?\)/g);
    expect(links).to.deep.equal(["(#commands-2)", "(#commands-3)", "(#parameters)"]);
  });

  it("shows whatever a manifest says as text, laid out as prettier does", async () => {
    const piece = fc.constantFrom(
      ..."| ` ``` * ** _ a b 1. - + # \\ < <b> </td> &amp; [ ] [^1]: (x) ! {{ }} $ ~~ https://a.b/c_d ( <!-- --> 漢 😀 é".split(
        " ",
      ),
      " ",
      "\n",
      "\n\n",
      "\n# h\n",
      "\n---\n",
      "\n| a |\n|---|\n",
      "\u202e",
    );
    const words = fc.array(piece, { maxLength: 10 }).map((pieces) => pieces.join(""));
    const hostile = fc.record({ display: words, description: words, name: words, path: words, fallback: words });
    await fc.assert(
      fc.asyncProperty(hostile, async (given) => {
        const manifest = hostileManifest(given);
        const docs = generateDocs({
          ...input,
          manifest,
          lineOf: () => given.description,
          variablesOf: () => [[given.name]],
          examples: [
            {
              command: manifest.commands[1]?.name ?? "",
              line: given.name,
              readable: given.description,
              context: { [given.path || "x"]: [given.name, { [given.fallback]: given.display }, 3] },
              isInIncident: false,
              requests: [{ method: "GET", path: given.path, isPage: true }],
            },
          ],
        });
        expect(await format(docs, { parser: "markdown" })).to.equal(docs);
        const outside = docs.replace(/^(`{3,}).*\n[^]*?\n\1$/gm, "").replace(/^<!-- .* -->$/gm, "");
        expect(headingsOf(outside).map((heading) => heading.replace(/ .*/, ""))).to.deep.equal([
          "#",
          "##",
          "##",
          "##",
          "###",
          "##",
          "###",
        ]);
        expect(outside.replace(/\\[!-/:-@[-`{-~]|(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)/g, "")).not.to.match(/<(?!https?:)/);
        expect(docs).not.to.include("\u202e");
      }),
      { numRuns: 150 },
    );
  });
});

// --- internal ---

/** A parameter and two commands whose every text is what is given. */
function hostileManifest(given: Record<"display" | "description" | "name" | "path" | "fallback", string>): Manifest {
  const { display, description, name, path, fallback } = given;
  const argument = {
    name: `a${name}`,
    description,
    defaultValue: fallback,
    auto: "PREDEFINED",
    predefined: [path, "b"],
  };
  const text = JSON.stringify({
    commonfields: { id: "Hostile" },
    display,
    description,
    configuration: [{ name: `p${name}`, display, type: 0, additionalinfo: description, defaultvalue: fallback }],
    script: {
      commands: [
        { name: `x${name}`, description, deprecated: true },
        {
          name: `z${name}`,
          description,
          arguments: [argument],
          outputs: [{ contextPath: `p${path}`, description }],
          "x-soar": { aliases: [display], permissions: [`p${path}`] },
        },
      ],
    },
  });
  const { manifest, findings } = parseManifest(text, "integration.yml");
  if (!manifest) throw new Error(JSON.stringify(findings));
  return manifest;
}
