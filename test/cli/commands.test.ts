import { expect } from "chai";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { second, soar } from "./soar.ts";

const ACME = `
commonfields: { id: Acme, version: -1 }
name: Acme
display: Acme
category: Endpoint
description: Made up.
configuration: []
script:
  type: javascript
  script: "-"
  commands:
    - name: acme-user-get
      description: Looks up a user. Everything that the directory knows of the user, her devices and their owners is given.
      arguments:
        - name: id
          description: |-
            Of the user.

            As the directory has it.
          required: true
          isArray: true
        - { name: depth, description: How far to look., auto: PREDEFINED, predefined: [near, far], required: true }
        - { name: old, description: Does nothing., deprecated: true, defaultValue: 5 }
      outputs:
        - { contextPath: Acme.User.ID, type: String, description: Of the user. }
      x-soar: { aliases: [acme-user] }
    - { name: acme-user-find, description: Deprecated. Use acme-user-get instead. Finds a user., deprecated: true }
    - { name: acme-old, description: Deprecated. No replacement., deprecated: true }
    - { name: acme-secret, description: Is not shown., hidden: true }
    - { name: acme-wipe, description: Wipes, execution: true, x-soar: { effect: destructive, permissions: [users.write, devices.wipe] } }
`;

describe("soar commands", () => {
  let folder = "";
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "soar-acme-"));
    writeFileSync(join(folder, "integration.yml"), ACME);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it("lists one command a line, cut to the terminal, with the successors of deprecated ones", async () => {
    const { code, out, err } = await soar(["commands", "--integration", folder], { columns: 40 });
    expect([code, err]).to.deep.equal([0, ""]);
    expect(out).to.equal(
      [
        "acme-user-get   Looks up a user.",
        "acme-user-find  Deprecated: use acme-…",
        "acme-old        Deprecated.",
        "acme-wipe       Wipes",
        "",
      ].join("\n"),
    );
    expect((await soar(["commands", "--integration", folder], { columns: 200 })).out).to.include(
      "acme-user-find  Deprecated: use acme-user-get.\n",
    );
  });

  it("shows a line of the manifest's demo as the example where there is one", async () => {
    const { out } = await soar(["commands", "code42-file-events-search"]);
    expect(out.trimEnd().split("\n").at(-1)).to.equal(
      "  soar --incident ID run '!code42-file-events-search username=${incident.code42username} add-to-context=true'",
    );
  });

  it("explains one, by name or alias, within the terminal's width", async () => {
    for (const name of ["acme-user-get", "acme-user"]) {
      const { code, out } = await soar(["commands", name, "--integration", folder], { columns: 60 });
      expect(code).to.equal(0);
      expect(out).to.equal(
        [
          "acme-user-get",
          "Looks up a user. Everything that the directory knows of the",
          "user, her devices and their owners is given.",
          "Also called acme-user.",
          "",
          "Arguments",
          "  id (required, list)",
          "      Of the user.",
          "",
          "      As the directory has it.",
          "  depth (required)",
          "      How far to look.",
          "      one of near, far",
          "  old (default 5, deprecated)",
          "      Does nothing.",
          "",
          "Context",
          "  Acme.User.ID (string)",
          "",
          "Example",
          "  soar run acme-user-get id=… depth=near",
          "",
        ].join("\n"),
      );
    }
  });

  it("says what a command does to the vendor's data, and what its arguments are when left out", async () => {
    const { out } = await soar(["commands", "acme-wipe", "--integration", folder]);
    expect(out).to.equal(
      "acme-wipe\nWipes\nEffect: destructive.\nPermissions it needs: users.write, devices.wipe.\n\nExample\n  soar run acme-wipe\n",
    );
    const list = await soar(["commands", "lodestar-ticket-list", "--integration", second]);
    expect(list.out).to.include("  limit (number, default 100)\n      How many at most.\n");
  });

  it("gives the manifest's own entries with --json, hidden ones too", async () => {
    const { out } = await soar(["commands", "--json", "--integration", folder]);
    const { commands } = JSON.parse(out) as { commands: { name: string }[] };
    expect(Object.keys(JSON.parse(out) as object)).to.deep.equal(["commands"]);
    expect(commands.map(({ name }) => name)).to.deep.equal([
      "acme-user-get",
      "acme-user-find",
      "acme-old",
      "acme-secret",
      "acme-wipe",
    ]);
    const one = await soar(["commands", "acme-old", "--json", "--integration", folder]);
    expect(JSON.parse(one.out)).to.deep.equal({
      commands: [{ name: "acme-old", description: "Deprecated. No replacement.", deprecated: true }],
    });
  });

  it("names the nearest command, or where to look", async () => {
    const near = await soar(["commands", "acme-user-gte", "--integration", folder]);
    expect([near.code, near.err]).to.deep.equal([
      2,
      "error: There is no command acme-user-gte.\nto you: Did you mean acme-user-get?\n",
    ]);
    const far = await soar(["commands", "xyz", "--integration", folder]);
    expect(far.err).to.equal("error: There is no command xyz.\nto you: `soar commands` lists what there is.\n");
  });

  it("tells its caller of a folder that holds no integration", async () => {
    const { code, err } = await soar(["commands", "--integration", "/nowhere"]);
    expect([code, err]).to.deep.equal([
      2,
      "error: /nowhere holds no integration.yml.\nto you: Name the folder of an integration with --integration DIR.\n",
    ]);
  });

  it("lists those of the package's own integration when none is named", async () => {
    const { code, out } = await soar(["commands"]);
    expect(code).to.equal(0);
    expect(out.split("\n").length).to.be.above(8);
  });
});
