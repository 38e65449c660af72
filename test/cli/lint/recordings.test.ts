import { expect } from "chai";
import { cpSync } from "node:fs";
import { join } from "node:path";
import { second, soar } from "../soar.ts";
import { useCopy } from "./integration.ts";

const GET = "test_data/tickets/lodestar-ticket-get.json";
const LIST = "test_data/tickets/lodestar-ticket-list.json";

describe("soar lint with recordings", () => {
  const copy = useCopy();
  beforeEach(() => cpSync(join(second, "test_data"), copy.path("test_data"), { recursive: true }));
  const lint = (...options: string[]) => soar(["lint", copy.path(), ...options]);

  it("finds nothing where every recorded run replays and emits what is declared", async () => {
    expect(await lint()).to.include({ code: 0, out: "", err: "1 file, 0 errors, 0 warnings\n" });
  });

  it("tells an output that no recorded run emits, and one of another type", async () => {
    copy.change(
      "integration.yml",
      "        - contextPath: Lodestar.Ticket.State\n          type: String",
      "        - { contextPath: Lodestar.Ticket.Owner, description: Who has it. }\n        - contextPath: Lodestar.Ticket.State\n          type: Number",
    );
    const { code, out } = await lint();
    expect(code).to.equal(0);
    expect(out).to.include(
      `${copy.place("integration.yml", "Lodestar.Ticket.Owner")} warning R002 Output "Lodestar.Ticket.Owner" of "lodestar-ticket-get" was not emitted by the recorded run.`,
    );
    expect(out).to.include(
      'R003 Output "Lodestar.Ticket.State" of "lodestar-ticket-get" is declared number, and "open" was emitted.',
    );
  });

  it("tells what is emitted and not declared", async () => {
    copy.change("commands/_lodestar.ts", "State: ticket.state }", "State: ticket.state, Stat: 1 }");
    const { code, out } = await lint();
    expect(code).to.equal(2);
    expect(out).to.include(
      `R001 "lodestar-ticket-get" emits Lodestar.Ticket.Stat (${copy.shown(GET)}), which it does not declare. Did you mean "Lodestar.Ticket.State"?`,
    );
  });

  it("tells a run that no longer replays, with the nearest difference", async () => {
    copy.change("commands/_lodestar.ts", "path: `/tickets/${id}`, answer", "path: `/ticket/${id}`, answer");
    const { code, out } = await lint();
    expect(code).to.equal(0);
    expect(out).to.include(
      `${copy.shown(GET)}:1:1 warning R004 This run no longer replays. No recording matches GET /ticket/`,
    );
    expect(out).to.include("    Record it again with --record, or correct the handler.\n");
  });

  it("tells answers that the handler refuses, and a handler that breaks on them", async () => {
    copy.change("commands/_lodestar.ts", "total: v.number()", "total: v.string()");
    copy.change("commands/lodestar-ticket-get.ts", "toContext(ticket)", "toContext(JSON.parse(`{`))");
    const { out } = await lint();
    expect(out).to.include(`${copy.shown(LIST)}:1:1 warning R004 This run no longer replays. `);
    expect(out).to.include(`${copy.shown(GET)}:1:1 warning R004 This run no longer replays. `);
  });

  it("tells runs that lack a parameter by now", async () => {
    copy.change(
      "integration.yml",
      "  - name: isFetch",
      "  - { name: region, display: Region, type: 15, required: true, options: [eu] }\n  - name: isFetch",
    );
    const { out } = await lint("--fix");
    expect(out)
      .to.include(`${copy.shown(GET)}:1:1 warning R004 This run no longer replays. `)
      .and.to.include("region");
  });

  it("tells what is no recording, and recordings of what is no command", async () => {
    copy.write("test_data/broken.json", "{ cut");
    copy.change(GET, '"lodestar-ticket-get"', '"lodestar-ticket-gett"');
    const { code, out } = await lint("--json");
    expect(code).to.equal(2);
    const { files } = JSON.parse(out) as {
      files: { path: string; kind: string; findings: { code: string; message: string }[] }[];
    };
    expect(files.slice(1).map(({ path, kind, findings }) => [path, kind, findings[0]?.code])).to.deep.equal([
      [copy.shown("test_data/broken.json"), "recording", "R005"],
      [copy.shown(GET), "recording", "R006"],
    ]);
    expect(files[2]?.findings[0]?.message).to.equal(
      'This is a recording of "lodestar-ticket-gett", which the manifest does not declare. Did you mean "lodestar-ticket-get"?',
    );
  });

  it("runs and writes nothing of an integration that it only comes across", async () => {
    copy.write("test_data/broken.json", "{ cut");
    copy.change("commands/_manifest.gen.ts", "// Generated", "// generated");
    const { code, out, err } = await soar(["lint", copy.path(".."), "--fix", "--json"]);
    expect([code, err]).to.deep.equal([2, ""]);
    expect(out).to.include(copy.shown("commands/_manifest.gen.ts"));
    expect(out).to.not.include("R005");
    expect(copy.read("commands/_manifest.gen.ts")).to.match(/^\/\/ generated/u);
  });

  it("runs nothing of the integration with --no-recordings, or where the code has errors", async () => {
    copy.write("test_data/broken.json", "{ cut");
    expect((await lint("--no-recordings")).code).to.equal(0);
    copy.change("commands/lodestar-ticket-get.ts", "args.id", "args.idd");
    const { out } = await lint();
    expect(out).to.include("H011");
    expect(out).to.not.include("R005");
  });
});
