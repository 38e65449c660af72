import { expect } from "chai";
import { canReachNpm, entriesOf, Stranger } from "./stranger.ts";

const clean = "1 file, 0 errors, 0 warnings\n";

/** `lines`: where the commands stand in the manifest. */
const kinds = [
  {
    auth: "api-key",
    paging: "offset",
    name: "brimstone",
    variables: ["API_KEY=simulated-secret"],
    clientId: "",
    lines: { get: 118, list: 147, create: 165 },
  },
  {
    auth: "oauth",
    paging: "token",
    name: "cinder",
    variables: ["CLIENT_ID=simulated-client", "CLIENT_SECRET=simulated-secret"],
    clientId: "simulated-client",
    lines: { get: 117, list: 146, create: 164 },
  },
  {
    auth: "basic",
    paging: "page",
    name: "dross",
    variables: ["USERNAME=simulated-user", "PASSWORD=simulated-secret"],
    clientId: "simulated-user",
    lines: { get: 117, list: 146, create: 164 },
  },
];

for (const { auth, paging, name, variables, clientId, lines } of kinds) {
  describe(`a stranger whose vendor takes ${auth} and gives lists by ${paging}`, function () {
    this.timeout(60_000);
    const prefix = name.toUpperCase();
    let stranger: Stranger;
    before(() => {
      stranger = new Stranger(name);
    });
    after(() => stranger.leave());

    it("has an integration without findings from one line", async () => {
      const made = await stranger.run(`soar new integration ${name} --auth ${auth} --paging ${paging}`);
      expect(made).to.match(
        new RegExp(`^${name}/\n[^]*\nNext:\n\ncd ${name} && npm install\nnpx soar demo\nnpm test\n$`),
      );
      expect(await stranger.run(`cd ${name}\nsoar lint`)).to.equal(clean);
    });

    it("reads its commands as one document", async () => {
      const { commands } = JSON.parse(await stranger.run("soar commands --json")) as { commands: { name: string }[] };
      expect(commands.map((command) => command.name)).to.deep.equal([
        `${name}-item-get`,
        `${name}-item-list`,
        `${name}-item-create`,
      ]);
    });

    it("has a vendor to talk to, and is told how", async () => {
      expect(await stranger.simulate()).to.equal(
        [
          `{"url":"http://127.0.0.1:PORT","clientId":"${clientId}","clientSecret":"simulated-secret","control":"http://127.0.0.1:PORT/_control"}`,
          "In another terminal:",
          `export ${prefix}_URL=http://127.0.0.1:PORT`,
          ...variables.map((variable) => `export ${prefix}_${variable}`),
          "Ctrl-C ends the simulator.\n",
        ].join("\n"),
      );
      expect(await stranger.run("soar test")).to.equal(`${name}: ok\n`);
    });

    it("fetches each item of that vendor once", async () => {
      expect(await stranger.run("soar fetch")).to.match(new RegExp(`│ item-25 │[^]*\n${name}: 25 new, 0 updated\n$`));
      expect(await stranger.run("soar fetch")).to.equal(`${name}: 0 new, 0 updated\n`);
    });

    it("adds a command that writes, and everything still fits together", async () => {
      expect(await stranger.run(`soar new command ${name}-item-close --effect write`)).to.equal(
        [
          `wrote    commands/${name}-item-close.ts`,
          `wrote    test/commands/${name}-item-close.test.ts`,
          "changed  integration.yml",
          "changed  commands/_manifest.gen.ts",
          "",
          `Next: say in integration.yml what ${name}-item-close takes and gives, then \`soar types --write\`.\n`,
        ].join("\n"),
      );
      expect(await stranger.run("soar types --check")).to.equal("");
      expect(await stranger.run("soar lint")).to.equal(clean);
    });

    it("writes a command reference, which is checked from then on", async () => {
      expect(await stranger.run("soar docs --check commands.md", 2)).to.include("error: commands.md does not exist.\n");
      expect(await stranger.run("soar docs --write commands.md")).to.equal("wrote commands.md\n");
      expect(await stranger.run("soar docs --check commands.md")).to.equal("");
    });

    it("replays what was recorded when the vendor is gone and no variable is set", async () => {
      const list = `soar run ${name}-item-list limit=21 --json`;
      expect(await stranger.run(`${list} --record recorded 2>&1 >live.json`)).to.equal(
        `recorded 2 exchanges in recorded/${name}-item-list.json\n`,
      );
      await stranger.run(`kill $!\nwait $!\nunset \${!${prefix}_*}`);
      expect(await stranger.run(`${list} --replay recorded 2>&1 >replayed.json`)).to.equal("");
      const live = entriesOf(stranger.read("live.json"));
      expect(live).to.have.length(1);
      expect(live[0]).to.have.property("Contents").with.length(21);
      expect(entriesOf(stranger.read("replayed.json"))).to.deep.equal(live);
    });

    it("is told the nearest recording of a request that none matches, and how they differ", async () => {
      expect(await stranger.run(`soar run ${name}-item-list reference=abc --replay recorded`, 2)).to.equal(
        [
          `error: No recording matches GET /items. The nearest is GET /items of recorded/${name}-item-list.json; it differs in:`,
          '  query reference: nothing recorded, "abc" asked for',
          "to you: If the request is right, record it again with --record; if not, ask as it was recorded" +
            ` (see recorded/${name}-item-list.json).\n`,
        ].join("\n"),
      );
    });

    it("is shown the place of a handler that is called otherwise", async () => {
      const [right, wrong] = [`commands/${name}-item-list.ts`, `commands/${name}-item-lists.ts`];
      await stranger.run(`mv ${right} ${wrong}`);
      expect(await stranger.run("soar lint", 2)).to.equal(
        [
          `integration.yml:${lines.list}:13 error H002 Command "${name}-item-list" has no handler ${right}. Did you mean "${name}-item-lists"?`,
          "    Write that module, exporting run.",
          `${wrong}:1:1 warning H003 No command is named "${name}-item-lists", so nothing calls this module. Did you mean "${name}-item-list"?`,
          "    Declare the command, rename the file, or begin its name with _.",
          "2 files, 1 error, 1 warning\n",
        ].join("\n"),
      );
      await stranger.run(`mv ${wrong} ${right}`);
      expect(await stranger.run("soar lint")).to.equal(clean);
    });

    it("is shown the place of an argument that is read but not declared", async () => {
      const handler = `commands/${name}-item-list.ts`;
      const mend = stranger.edit(handler, "reference, limit } = args;", "reference, limit, colour } = args;");
      expect(await stranger.run("soar lint", 2)).to.equal(
        [
          `${handler}:7:51 error H011 "${name}-item-list" declares no argument "colour".`,
          "    Declare it in the manifest, or correct the name.",
          "2 files, 1 error, 0 warnings\n",
        ].join("\n"),
      );
      mend();
      expect(await stranger.run("soar lint")).to.equal(clean);
    });

    it("is shown the commands whose recordings give what is not declared", async () => {
      const mend = stranger.edit("commands/_map.ts", "ID: id,", 'ID: id, Colour: "red",');
      const printed = await stranger.run("soar lint", 2);
      for (const [verb, line] of Object.entries(lines)) {
        expect(printed).to.include(
          `integration.yml:${line}:13 error R001 "${name}-item-${verb}" emits ${prefix[0]}${name.slice(1)}.Item.Colour` +
            ` (test_data/items/${name}-item-${verb}.json), which it does not declare.`,
        );
      }
      expect(printed).to.match(/\n1 file, 3 errors, 0 warnings\n$/);
      expect(await stranger.run("soar docs --check commands.md", 2)).to.include("from line ");
      mend();
      expect(await stranger.run("soar lint")).to.equal(clean);
      expect(await stranger.run("soar docs --check commands.md")).to.equal("");
    });

    if (name === "brimstone") {
      it("passes its own tests once npm has installed it", async function () {
        if (!canReachNpm()) this.skip();
        const printed = await stranger.run("npm install --no-progress\nnpm test");
        expect(printed).to.include("17 passing");
      });
    }
  });
}
