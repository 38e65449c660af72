import { expect } from "chai";
import { existsSync, writeFileSync } from "node:fs";
import { useLodestar } from "../soar.ts";

describe("soar complete", () => {
  const { soar, path } = useLodestar();

  /** The answer to bash for a line that is typed up to the cursor: without the two lines for its script. */
  const completed = async (line: string, words: string[] = []) => {
    const { code, out, err } = await soar(["complete", "bash", ...words, "--", `line=${line}`]);
    expect([code, err]).to.deep.equal([0, ""]);
    return out.trimEnd().split("\n").slice(2);
  };

  it("prints a shell's script, with --json as one document", async () => {
    for (const shell of ["bash", "zsh", "fish"]) {
      const { code, out } = await soar(["complete", shell]);
      expect([code, out.split("\n").find((line) => line.startsWith("# "))]).to.deep.equal([
        0,
        `# ${shell} completion for soar`,
      ]);
    }
    const { out } = await soar(["complete", "fish", "--json"]);
    expect(JSON.parse(out)).to.have.property("shell", "fish");
    expect(JSON.parse(out)).to.have.property("script").that.includes("complete -c soar");
  });

  it("refuses other shells, and says how to switch it on", async () => {
    const refused = await soar(["complete", "tcsh"]);
    expect(refused.code).to.equal(2);
    expect(refused.err).to.include("Allowed choices are bash, zsh, fish.");
    const { out } = await soar(["complete", "--help"]);
    expect(out).to.include(`bash  echo 'eval "$(soar complete bash)"' >> ~/.bashrc`);
  });

  it("completes its own subcommands and options as they are declared", async () => {
    expect(await completed("soar war")).to.deep.equal(["war-room"]);
    expect(await completed("FOO=1 soar run --dry")).to.deep.equal(["--dry-run"]);
    expect(await completed("soar complete f")).to.deep.equal(["fish"]);
    expect(await completed("soar simulate --se")).to.deep.equal(["--seed"]);
    expect(await completed("soar simulate --ti")).to.include("--tickets");
  });

  it("completes the commands of the integration, and of the one that the line names", async () => {
    expect(await completed("soar run lodestar-ticket-g")).to.deep.equal(["lodestar-ticket-get"]);
    expect(await completed("soar --integration . run code42-alert-g")).to.deep.equal(["code42-alert-get"]);
    expect(await completed("soar --integration . commands code42-alert-g")).to.deep.equal(["code42-alert-get"]);
  });

  it("makes no store by looking for what is in it", async () => {
    expect(await completed(`soar --store sqlite:${path("none/soar.db")} --incident `)).to.deep.equal([]);
    expect(await completed(`soar --store sqlite:${path("none/soar.db")} context Lode`)).to.deep.equal([]);
    expect(await completed(`soar --store sqlite:${path("none/soar.db")} files get `)).to.deep.equal([]);
    expect(await completed(`soar --store sqlite:${path("none/soar.db")} run lodestar-ticket-get id=`)).to.deep.equal(
      [],
    );
    expect(existsSync(path("none"))).to.equal(false);
  });

  it("knows what was run, fetched and stored before", async () => {
    expect((await soar(["run", "lodestar-ticket-get", "id=3"])).code).to.equal(0);
    expect((await soar(["run", "lodestar-attachment-get", "id=2"])).code).to.equal(0);
    expect((await soar(["fetch"])).code).to.equal(0);
    expect(await completed("soar run lodestar-ticket-close id=")).to.deep.equal(["id=2", "id=3"]);
    expect(await completed("soar context Lodestar.Ticket.S")).to.deep.equal(["Lodestar.Ticket.State"]);
    expect(await completed("soar files get ")).to.deep.equal(["2@playground"]);
    expect(await completed("soar --incident 1")).to.include("1");
    expect(await completed("soar --incident 1 context Lode")).to.deep.equal([]);
  });

  it("takes instances and their integrations from the file, its references unread", async () => {
    writeFileSync(
      path("soar.yml"),
      `instances:
  - { name: home }
  - { name: abroad, integration: ${process.cwd()}, params: { url: "\${env:NOT_SET}", key: "\${file:/dev/stdin}" } }
  - { integration: nameless }
`,
    );
    const config = path("soar.yml");
    expect(await completed(`soar --config ${config} --instance `)).to.deep.equal(["home", "abroad"]);
    expect(await completed(`soar --config ${config} run lodestar-ticket-g`)).to.deep.equal(["lodestar-ticket-get"]);
    expect(await completed(`soar --config ${config} run code42-alert-g`)).to.deep.equal(["code42-alert-get"]);
    expect(await completed(`soar --config ${config} --instance home run code42-alert-g`)).to.deep.equal([]);
    expect(await completed(`soar --config ${config} --instance x run lodestar-ticket-g`)).to.have.length(1);
    for (const broken of ["- a", "instances: 4", "instances: [{ name: [] }]"]) {
      writeFileSync(path("broken.yml"), broken);
      expect(await completed(`soar --config ${path("broken.yml")} --instance `)).to.deep.equal([]);
    }
  });

  it("knows streams, sinks, close reasons and collectors", async () => {
    expect(await completed("soar collect --stream ")).to.deep.equal(["tickets"]);
    writeFileSync(path("sinks.yml"), 'sinks: [{ name: siem, type: splunk, token: "${env:NOT_SET}" }]\n');
    expect(await completed(`soar --config ${path("sinks.yml")} collect --sink s`)).to.deep.equal([
      "siem",
      "store:",
      "splunk+https://",
      "sumo:",
      "syslog+tls://",
      "syslog+tcp://",
    ]);
    expect(await completed("soar incidents close 1 --reason S")).to.deep.equal([]);
    expect((await soar(["collect", "--quiet"])).code).to.equal(0);
    expect(await completed("soar collect stop ")).to.deep.equal(["default"]);
    expect(await completed("soar prove ")).to.deep.equal(["fetch", "collect"]);
  });

  it("says nothing of what goes wrong, but to whoever asks", async () => {
    const question = ["--", "line=soar --integration /nowhere run x"];
    expect(await soar(["complete", "zsh", ...question])).to.deep.include({ code: 0, out: "", err: "" });
    const { code, err } = await soar(["complete", "zsh", "--verbose", ...question]);
    expect([code, err.split("\n")[0]]).to.deep.equal([0, "error: /nowhere holds no integration.yml."]);
    expect(await completed("soar --store mysql://x --incident ")).to.deep.equal([]);
    expect(await soar(["complete", "fish", "--", "word=x"])).to.deep.include({ code: 0, err: "" });
  });
});
