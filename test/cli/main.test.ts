import { expect } from "chai";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { root, soar, start, startSimulator, temporaryFolder } from "../end-to-end/soar.ts";
import { folder as second } from "../second/lodestar.ts";

/** An integration whose handlers do not listen when they are told to stop. */
const STUBBORN = {
  "integration.yml": `commonfields: { id: Stubborn, version: -1 }
name: Stubborn
display: Stubborn
category: Endpoint
description: Never ends.
configuration: []
script:
  type: javascript
  script: "-"
  isfetch: true
  commands:
    - { name: stubborn-run, description: Runs for ever. }
`,
  "commands/stubborn-run.js": `export const run = ({ log }) => new Promise(() => {
  setInterval(() => {}, 1000);
  process.stderr.write("running\\n");
});
`,
  "commands/fetch-incidents.js": `export const run = async function* () {
  process.stderr.write("running\\n");
  await new Promise(() => setInterval(() => {}, 1000));
  yield { items: [], lastRun: 1 };
};
`,
};

async function seen(child: ChildProcess, what: string): Promise<void> {
  let shown = "";
  for await (const [chunk] of on(child)) {
    shown += String(chunk);
    if (shown.includes(what)) return;
  }
}

/** What the child says on standard error, as it comes. */
async function* on(child: ChildProcess): AsyncGenerator<[unknown]> {
  if (!child.stderr) throw new Error("the child has no standard error");
  while (child.exitCode === null) yield (await once(child.stderr, "data")) as [unknown];
}

describe("soar as a process", () => {
  const cwd = temporaryFolder();
  const stubborn = join(cwd.path, "stubborn");

  before(() => {
    mkdirSync(join(stubborn, "commands"), { recursive: true });
    for (const [name, content] of Object.entries(STUBBORN)) writeFileSync(join(stubborn, name), content);
  });
  after(() => cwd.remove());

  it("stops a command at the first Ctrl-C and ends, though its handler does not", async () => {
    const child = start(["--integration", stubborn, "run", "stubborn-run", "--json"], { cwd: cwd.path });
    const closed = once(child, "close");
    const printed = text(child.stdout!);
    await seen(child, "running\n");
    child.kill("SIGINT");
    await closed;
    expect(child.exitCode).to.equal(130);
    expect((JSON.parse(await printed) as { error: { code: string } }).error.code).to.equal("INTERRUPTED");
  });

  it("ends after a command's time, though its handler does not", async () => {
    const { code, stderr } = await soar(["--integration", stubborn, "run", "stubborn-run", "execution-timeout=0.2"], {
      cwd: cwd.path,
    });
    expect(code).to.equal(3);
    expect(stderr).to.match(/^running\nerror: stubborn-run .*0\.2 s/);
  });

  it("ends at the second Ctrl-C what the first could not stop", async () => {
    const child = start(["--integration", stubborn, "fetch"], { cwd: cwd.path });
    const closed = once(child, "close");
    await seen(child, "running\n");
    child.kill("SIGINT");
    // Two signals in a row may arrive as one: the second is sent until it has.
    const again = setInterval(() => child.kill("SIGINT"), 50);
    await closed;
    clearInterval(again);
    expect([child.exitCode, child.signalCode]).to.deep.equal([130, null]);
  });

  it("ends a simulator at SIGTERM with exit code 0", async () => {
    const simulator = await startSimulator(["--quiet"], second);
    await simulator.stop();
    const gone: unknown = await fetch(simulator.url).catch((error: unknown) => error);
    expect(gone).to.be.instanceOf(TypeError);
  });

  it("ends quietly when its reader has seen enough", async () => {
    // The shell's own pipe: `true` closes it before anything is written.
    const script = `"$0" "$1" --integration "$2" --quiet commands | true; echo "\${PIPESTATUS[0]}"`;
    const child = spawn("bash", ["-c", script, process.execPath, join(root, "bin", "soar.js"), second], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
    expect([out, err]).to.deep.equal(["0\n", ""]);
  });

  it("runs from its build alone, and says when a source beside it is newer, but not with --quiet", async () => {
    const copy = join(cwd.path, "installed");
    for (const name of ["bin", "dist", "package.json"]) {
      cpSync(join(root, name), join(copy, name), { recursive: true, preserveTimestamps: true });
    }
    const run = async (...words: string[]) => {
      const child = spawn(process.execPath, [join(copy, "bin", "soar.js"), ...words], {
        cwd: cwd.path,
        stdio: ["ignore", "pipe", "pipe"],
      });
      const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
      return { out, err };
    };
    const installed = await run("commands", "--json");
    expect(installed.err).to.equal("");
    const { commands } = JSON.parse(installed.out) as { commands: unknown[] };
    expect(commands.length).to.be.above(8);
    mkdirSync(join(copy, "src"));
    mkdirSync(join(copy, "commands"));
    cpSync(join(root, "integration.yml"), join(copy, "integration.yml"), { preserveTimestamps: true });
    writeFileSync(join(copy, "src", "index.ts"), "");
    expect((await run("commands")).err).to.equal(
      "warning: src/index.ts is newer than this build: run `npm run build`\n",
    );
    expect((await run("commands", "--quiet")).err).to.equal("");
  });

  it("prints no colour into a pipe", async () => {
    const { stdout } = await soar(["--integration", second, "commands"], { cwd: cwd.path, env: { FORCE_COLOR: "1" } });
    expect(stdout).not.to.include("\u001b");
  });
});
