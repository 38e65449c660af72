import { expect } from "chai";
import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { recordSamples } from "../../src/cli/new-record.ts";
import { second } from "./soar.ts";

describe("recording an integration against its own simulator", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "soar-new-"));
    for (const name of ["integration.yml", "commands"])
      cpSync(join(second, name), join(folder, name), { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const { signal } = new AbortController();

  it("keeps what succeeds and tells what fails", async () => {
    writeFileSync(
      join(folder, "commands", "test-module.ts"),
      'export const run = async () => {\n  throw new Error("no");\n};\n',
    );
    const lines = ["test-module", "fetch-incidents", "!lodestar-ticket-get id=1", "!lodestar-attachment-get id=99"];
    const samples = lines.map((line) => ({ folder: "test_data/tickets", line }));
    const { files, faults } = await recordSamples(folder, samples, signal);
    expect(faults).to.deep.equal([
      "test-module failed: no",
      "!lodestar-attachment-get id=99 failed: Ticket 99 has no attachment.",
    ]);
    expect(files).to.include.members([
      "test_data/tickets/fetch-incidents.json",
      "test_data/tickets/lodestar-ticket-get.json",
    ]);
    expect(readdirSync(join(folder, "test_data", "tickets"))).to.have.length(files.length);
  });

  it("records nothing where there is no simulator", async () => {
    writeFileSync(
      join(folder, "integration.yml"),
      "commonfields: { id: A }\nscript:\n  type: javascript\n  isfetch: true\n",
    );
    expect(
      await recordSamples(folder, [{ folder: "test_data/tickets", line: "fetch-incidents" }], signal),
    ).to.deep.equal({
      files: [],
      faults: [],
    });
  });
});
