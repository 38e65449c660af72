import { expect } from "chai";
import fc from "fast-check";
import { lintCode } from "../../../src/manifest/code/lint-code.ts";
import { checkManifest } from "../../../src/manifest/lint.ts";
import { found, MANIFEST, SOUND, without } from "./found.ts";

describe("lintCode", () => {
  it("finds nothing in a sound integration", () => {
    expect(found({})).to.deep.equal([]);
  });

  it("looks at no code where the manifest could not be read", () => {
    expect(
      lintCode(checkManifest("- list", "x.yml"), [], { isFile: () => true, findsPackage: () => true }),
    ).to.deep.equal([]);
  });

  it("asks for the handlers' folder", () => {
    const checked = checkManifest(`${MANIFEST}  handlers: comands\n`, "integration.yml");
    expect(lintCode(checked, undefined, { isFile: () => true, findsPackage: () => true })).to.deep.equal([]);
    expect(
      checked.faults.findings().map(({ code, line, column, message }) => [code, line, column, message]),
    ).to.deep.equal([["H001", 25, 13, 'There is no folder "comands", where the handlers are to be.']]);
  });

  it("wants the simulator's module", () => {
    expect(found(without("_simulator"))).to.deep.equal([
      'integration.yml:24:14 H008 error There is no module "commands/_simulator.ts".',
    ]);
  });

  it("compares the generated types, at the first line that differs", () => {
    const stale = SOUND["commands/_manifest.gen.ts"]!.replace('"acme-list": {', '"acme-lst": {');
    expect(found({ "commands/_manifest.gen.ts": stale })).to.deep.equal([
      "commands/_manifest.gen.ts:31:1 H009 error These types are not what the manifest gives.",
    ]);
    expect(found(without("_manifest.gen"))).to.deep.equal([
      "commands/acme-get.ts:1:29 H009 error The generated types commands/_manifest.gen.ts do not exist.",
    ]);
    expect(
      found({
        ...without("_manifest.gen"),
        "commands/acme-get.ts": "export const run = ({ args: a }) => a.id + a.limit;",
      }),
    ).to.deep.equal([]);
    expect(found({ "commands/_manifest.gen.ts": "" }, MANIFEST.replace("limit,", "id,"))).to.not.include.members([
      "H009",
    ]);
  });

  it("leaves the types alone where the manifest has errors", () => {
    const twice = MANIFEST.replace("name: acme-list", "name: acme-get");
    expect(found({ "commands/_manifest.gen.ts": "", "commands/acme-list.ts": undefined }, twice)).to.deep.equal([
      'integration.yml:21:11 M040 error Command "acme-get" is declared twice.',
    ]);
  });

  it("says of a module that cannot be read why and where, and goes on with the others", () => {
    expect(
      found({
        "commands/_a.ts": "const one = 1;\n\nenum State { Open }\n",
        "commands/_b.js": "const x = ;\n",
        "commands/_c.ts": "const x = ;\n",
        "commands/_d.ts": `x = ${"[".repeat(300)}`,
        "commands/acme-list.ts": "export const run = async ({ args }) => args.;",
      }),
    ).to.deep.equal([
      "commands/acme-list.ts:1:45 H015 error This module cannot run: Expected ident.",
      "commands/_a.ts:3:1 H015 error This module cannot run: TypeScript enum is not supported in strip-only mode.",
      "commands/_b.js:1:11 H015 error This module is no JavaScript: Unexpected token.",
      "commands/_c.ts:1:11 H015 error This module cannot run: Expression expected.",
      "commands/_d.ts:1:205 H015 error This module is nested too deeply to be read.",
    ]);
  });

  it("survives any text, and gives every finding a place in it", () => {
    const piece = fc.constantFrom(
      "export ",
      "const ",
      "run",
      " = ",
      "async ",
      "({ args })",
      " => ",
      "args",
      ".id",
      "{",
      "}",
      "[",
      "]",
      "(",
      ")",
      "import ",
      '"./x.ts"',
      " from ",
      ";",
      "\n",
      "...",
      "*",
      "`",
      "/",
      "é😀",
      ": string",
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 40 }), fc.boolean(), (pieces, isTypeScript) => {
        const path = `commands/acme-list.${isTypeScript ? "ts" : "js"}`;
        const text = pieces.join("");
        const checked = checkManifest(MANIFEST, "integration.yml");
        const modules = lintCode(checked, [{ path, text }], { isFile: () => false, findsPackage: () => false });
        const lines = text.split("\n");
        for (const { line, column } of modules.flatMap(({ findings }) => findings)) {
          expect(line).to.be.within(1, lines.length);
          expect(column).to.be.within(1, (lines[line - 1] ?? "").length + 1);
        }
      }),
    );
  });
});
