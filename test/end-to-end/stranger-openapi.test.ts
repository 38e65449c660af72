import { expect } from "chai";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./soar.ts";
import { canReachNpm, entriesOf, Stranger } from "./stranger.ts";

const document = readFileSync(join(root, "test", "scaffold", "openapi", "documents", "quayside.yaml"), "utf8");
const clean = "1 file, 0 errors, 0 warnings\n";

describe("a stranger whose vendor describes 30 operations in OpenAPI", function () {
  this.timeout(60_000);
  let stranger: Stranger;
  before(() => {
    stranger = new Stranger("quayside");
    stranger.write("quayside.yaml", document);
  });
  after(() => stranger.leave());

  it("takes just some of them", async () => {
    const made = await stranger.run(
      "soar new integration berth --from quayside.yaml --operations '*Asset' 'GET /users*'",
    );
    expect(made).to.include("\n8 commands of 34 operations.\n\nLeft out:\n");
    const { commands } = JSON.parse(await stranger.run("(cd berth && soar commands --json)")) as Commands;
    expect(namesOf(commands)).to.deep.equal([
      "berth-asset-create",
      "berth-asset-get",
      "berth-asset-update",
      "berth-asset-delete",
      "berth-asset-retire",
      "berth-asset-wipe",
      "berth-user-list",
      "berth-user-me-get",
    ]);
    expect(await stranger.run("(cd berth && soar lint)")).to.equal(clean);
    expect(
      await stranger.run("soar new integration wharf --from quayside.yaml --operations 'Assets' 'nothing*'", 2),
    ).to.equal(
      [
        'error: No operation is "nothing*".',
        'to you: Give operationIds, tags or paths, such as --operations "listTickets,GET /tickets/*,Assets".\n',
      ].join("\n"),
    );
  });

  it("has a command for each, without findings, and is told what was left out and why", async () => {
    const made = await stranger.run("soar new integration quayside --from quayside.yaml");
    expect(made.slice(made.indexOf("\n30 commands"))).to.equal(
      [
        "",
        "30 commands of 34 operations.",
        "",
        "Left out:",
        "  POST /tickets/{ticketId}/attachments: its body is multipart/form-data, and only JSON and plain forms are sent",
        "  GET /legacy/tickets: deprecated; name it with --operations to have it",
        "  GET /feed: it answers application/atom+xml, and only JSON and files are read",
        "  GET /session: it needs the cookie SID",
        "",
        "Of the document:",
        "  headers that may be left out are no arguments: X-Trace-Id, X-Dry-Run",
        "",
        "Next:",
        "",
        "cd quayside && npm install",
        "npx soar demo",
        "npm test\n",
      ].join("\n"),
    );
    expect(await stranger.run("cd quayside\nsoar lint")).to.equal(clean);
    const { commands } = JSON.parse(await stranger.run("soar commands --json")) as Commands;
    expect(commands).to.have.length(30);
    expect(namesOf(commands).slice(0, 4)).to.deep.equal([
      "quayside-ticket-list",
      "quayside-ticket-create",
      "quayside-ticket-count",
      "quayside-ticket-search",
    ]);
  });

  it("is shown the main job", async () => {
    const printed = await stranger.run("soar demo");
    expect(printed).to.match(
      /^\n\$ soar test\nquayside: ok\n\n\$ soar '!quayside-ticket-list limit=3'\n1@playground {2}quayside\nTickets\n/,
    );
    expect(printed).to.include("\nQuayside.User.ID = [1,2,3]\n");
    expect(printed).to.include("\nexport QUAYSIDE_API_KEY=simulated-secret\n");
  });

  it("has a vendor to talk to, and is told how", async () => {
    expect(await stranger.simulate("soar simulate --items 40")).to.equal(
      [
        '{"url":"http://127.0.0.1:PORT","clientId":"","clientSecret":"simulated-secret","control":"http://127.0.0.1:PORT/_control"}',
        "In another terminal:",
        "export QUAYSIDE_URL=http://127.0.0.1:PORT",
        "export QUAYSIDE_API_KEY=simulated-secret",
        "Ctrl-C ends the simulator.\n",
      ].join("\n"),
    );
    expect(await stranger.run("soar test")).to.equal("quayside: ok\n");
  });

  it("replays what was recorded when the vendor is gone", async () => {
    const list = "soar run quayside-ticket-list limit=31 --json";
    expect(await stranger.run(`${list} --record recorded 2>&1 >live.json`)).to.equal(
      "recorded 2 exchanges in recorded/quayside-ticket-list.json\n",
    );
    await stranger.run("kill $!\nwait $!\nunset QUAYSIDE_API_KEY");
    expect(await stranger.run(`${list} --replay recorded 2>&1 >replayed.json`)).to.equal("");
    const live = entriesOf(stranger.read("live.json"));
    expect(live).to.have.length(1);
    expect(live[0]).to.have.property("Contents").with.length(31);
    expect(entriesOf(stranger.read("replayed.json"))).to.deep.equal(live);
  });

  it("is told the nearest recording of a request that none matches, and how they differ", async () => {
    expect(await stranger.run("soar run quayside-ticket-list status=open --replay recorded", 2)).to.equal(
      [
        "error: No recording matches GET /tickets. The nearest is GET /tickets of recorded/quayside-ticket-list.json; it differs in:",
        '  query status: nothing recorded, "open" asked for',
        "to you: If the request is right, record it again with --record; if not, ask as it was recorded" +
          " (see recorded/quayside-ticket-list.json).\n",
      ].join("\n"),
    );
  });

  it("adds a command that writes, and everything still fits together", async () => {
    await stranger.run("soar new command quayside-ticket-escalate --effect write");
    expect(await stranger.run("soar types --check")).to.equal("");
    expect(await stranger.run("soar lint")).to.equal(clean);
    expect(await stranger.run("soar docs --write commands.md")).to.equal("wrote commands.md\n");
    expect(await stranger.run("soar docs --check commands.md")).to.equal("");
  });

  it("is shown the place of a handler that is called otherwise", async () => {
    await stranger.run("mv commands/quayside-user-me-get.ts commands/quayside-user-me-got.ts");
    expect(await stranger.run("soar lint", 2)).to.equal(
      [
        'integration.yml:739:13 error H002 Command "quayside-user-me-get" has no handler commands/quayside-user-me-get.ts. Did you mean "quayside-user-me-got"?',
        "    Write that module, exporting run.",
        'commands/quayside-user-me-got.ts:1:1 warning H003 No command is named "quayside-user-me-got", so nothing calls this module. Did you mean "quayside-user-me-get"?',
        "    Declare the command, rename the file, or begin its name with _.",
        "2 files, 1 error, 1 warning\n",
      ].join("\n"),
    );
    await stranger.run("mv commands/quayside-user-me-got.ts commands/quayside-user-me-get.ts");
    expect(await stranger.run("soar lint")).to.equal(clean);
  });

  it("is shown the place of an argument that is read but not declared", async () => {
    const mend = stranger.edit("commands/quayside-user-list.ts", "args.email", "args.mail");
    expect(await stranger.run("soar lint", 2)).to.equal(
      [
        'integration.yml:716:17 warning H010 Argument "email" of "quayside-user-list" is never read by commands/quayside-user-list.ts.',
        "    Read it there, or remove it here; or mark it deprecated.",
        'commands/quayside-user-list.ts:6:31 error H011 "quayside-user-list" declares no argument "mail". Did you mean "email"?',
        "    Declare it in the manifest, or correct the name.",
        "2 files, 1 error, 1 warning\n",
      ].join("\n"),
    );
    mend();
    expect(await stranger.run("soar lint")).to.equal(clean);
  });

  it("is shown the commands whose recordings give what is not declared", async () => {
    const mend = stranger.edit("commands/_map/user.ts", "ID: user.id,", 'ID: user.id, Colour: "red",');
    const printed = await stranger.run("soar lint", 2);
    for (const [command, line] of Object.entries({ "user-list": 713, "user-me-get": 739, "admin-user-list": 745 })) {
      expect(printed).to.include(
        `integration.yml:${line}:13 error R001 "quayside-${command}" emits Quayside.User.Colour` +
          ` (test_data/quayside-${command}.json), which it does not declare.`,
      );
    }
    expect(printed).to.match(/\n1 file, 3 errors, 0 warnings\n$/);
    expect(await stranger.run("soar docs --check commands.md", 2)).to.include("from line ");
    mend();
    expect(await stranger.run("soar lint")).to.equal(clean);
    expect(await stranger.run("soar docs --check commands.md")).to.equal("");
  });

  it("passes its own tests once npm has installed it", async function () {
    if (!canReachNpm()) this.skip();
    expect(await stranger.run("npm install --no-progress\nnpm test")).to.include("31 passing");
  });
});

interface Commands {
  commands: { name: string }[];
}

function namesOf(commands: { name: string }[]): string[] {
  return commands.map(({ name }) => name);
}
