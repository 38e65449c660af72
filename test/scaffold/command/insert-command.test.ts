import { expect } from "chai";
import { ManifestError } from "../../../src/errors.ts";
import { insertCommand } from "../../../src/scaffold/command/insert-command.ts";

const ENTRY = ["name: b", "arguments:", "  - name: id"];

describe("adding a command to a manifest's text", () => {
  it("adds lines after the last command, and leaves every other character as it is", () => {
    const text = [
      "# about",
      "script:",
      "  commands: # all of them",
      "    - name: a   # the first",
      "      description: 'It''s'  # said",
      "  type: javascript",
      "",
    ].join("\n");
    expect(insertCommand(text, ENTRY)).to.equal(
      [
        "# about",
        "script:",
        "  commands: # all of them",
        "    - name: a   # the first",
        "      description: 'It''s'  # said",
        "    - name: b",
        "      arguments:",
        "        - name: id",
        "  type: javascript",
        "",
      ].join("\n"),
    );
  });

  it("keeps commands apart by an empty line where they are", () => {
    const text =
      "script:\n  commands:\n    - name: x\n\n    - name: y\n      description: |\n        one\n\n        two\n";
    expect(insertCommand(text, ["name: b"])).to.equal(
      "script:\n  commands:\n    - name: x\n\n    - name: y\n      description: |\n        one\n\n        two\n\n    - name: b\n",
    );
  });

  it("indents as the list does, and ends lines as the file does", () => {
    expect(insertCommand("script:\r\n  commands:\r\n  - name: a\r\n", ENTRY)).to.equal(
      "script:\r\n  commands:\r\n  - name: a\r\n  - name: b\r\n    arguments:\r\n      - name: id\r\n",
    );
    expect(insertCommand("script:\n  commands:\n    - name: a", ["name: b"])).to.equal(
      "script:\n  commands:\n    - name: a\n    - name: b",
    );
  });

  it("goes after an alias, and after a command whose lines come later than its dash", () => {
    const text = "script:\n  commands:\n    -\n      name: a\n      outputs: &o\n        - contextPath: A.B\n";
    expect(insertCommand(text, ["name: b"])).to.equal(`${text}    - name: b\n`);
    const shared = "x: &a\n  name: a\nscript:\n  commands:\n    - *a\n";
    expect(insertCommand(shared, ["name: b"])).to.equal(`${shared}    - name: b\n`);
  });

  it("begins the list where there is none, or an empty one", () => {
    expect(insertCommand("script:\n  type: javascript\nname: A\n", ["name: b"])).to.equal(
      "script:\n  type: javascript\n  commands:\n    - name: b\nname: A\n",
    );
    expect(insertCommand("script:\n  commands: []  # none\n  type: javascript\n", ["name: b"])).to.equal(
      "script:\n  commands:\n    - name: b  # none\n  type: javascript\n",
    );
  });

  it("says so where a person has to add it", () => {
    for (const text of [
      "script: { commands: [] }\n",
      "script:\n  commands: [{ name: a }]\n",
      "script:\n  commands: x\n",
      "name: A\n",
    ]) {
      expect(() => insertCommand(text, ENTRY), text).to.throw(ManifestError, "cannot be added to the manifest");
    }
  });
});
