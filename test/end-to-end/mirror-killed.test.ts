import { expect } from "chai";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { root, soar, startSimulator, temporaryFolder, uncovered, type RunningSimulator } from "./soar.ts";

interface Session {
  states: { stateV2: string }[];
  notes: { content: string }[];
}

/** Ends the process at its n-th durable step, as a power cut would. */
const KILLER = `import { subscribe } from "node:diagnostics_channel";
let steps = 0;
subscribe("soarkit:durable-step", () => {
  steps += 1;
  if (steps === Number(process.env.DIE_AT)) process.kill(process.pid, "SIGKILL");
});
`;

describe("a mirrored change whose process is killed", function () {
  this.timeout(120_000);
  const folder = temporaryFolder();
  let simulator: RunningSimulator;
  let env: Record<string, string>;

  before(async () => {
    simulator = await startSimulator(["--sessions", "30", "--events", "10", "--rate", "0"]);
    env = {
      ...simulator.env,
      SOAR_MIRROR_DIRECTION: "Incoming And Outgoing",
      SOAR_FETCH_TIME: "31 days",
      SOAR_FETCH_LIMIT: "50",
    };
    writeFileSync(join(folder.path, "killer.mjs"), KILLER);
    const { code, stderr } = await soar(["fetch"], { cwd: folder.path, env });
    expect(code, stderr).to.equal(0);
  });
  after(async () => {
    await simulator.stop();
    folder.remove();
  });

  /** Runs `soar` and kills it at a step; false where it came to its end before. */
  const killed = async (words: string[], dieAt: number): Promise<boolean> => {
    const killer = pathToFileURL(join(folder.path, "killer.mjs")).href;
    const child = spawn(process.execPath, ["--import", killer, join(root, "bin", "soar.js"), ...words], {
      cwd: folder.path,
      env: { PATH: process.env.PATH, HOME: folder.path, ...uncovered, ...env, DIE_AT: String(dieAt) },
      stdio: "ignore",
    });
    await once(child, "close");
    if (child.signalCode === null) expect(child.exitCode).to.equal(0);
    return child.signalCode === "SIGKILL";
  };
  const sessionOf = async (id: string): Promise<Session> => {
    const shown = await soar(["incidents", id, "--json"], { cwd: folder.path, env });
    const { incidents } = JSON.parse(shown.stdout) as { incidents: { sourceId: string }[] };
    const { clientId, clientSecret, url } = simulator;
    const basic = Buffer.from(`${clientId}:${clientSecret}`).toString("base64");
    const given = await fetch(`${url}/v1/oauth?grant_type=client_credentials`, {
      method: "POST",
      headers: { authorization: `Basic ${basic}` },
    });
    const { access_token: token } = (await given.json()) as { access_token: string };
    const answer = await fetch(`${url}/v1/sessions/${incidents[0]?.sourceId ?? ""}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    return (await answer.json()) as Session;
  };

  it("is applied exactly once, whichever step it dies at, and comes back as no echo", async () => {
    let step = 0;
    for (let dies = true; dies && step < 25;) {
      step += 1;
      const id = String(step);
      const close = ["incidents", "close", id, "--reason", "Resolved", "--notes", "Looked into it."];
      dies = await killed(close, step);
      // What was not committed was not done: a person would say it again.
      const again = await soar(close, { cwd: folder.path, env });
      expect(again.code, again.stderr).to.equal(0);
      const sync = await soar(["incidents", "sync"], { cwd: folder.path, env });
      expect(sync.code, sync.stderr).to.equal(0);
      await soar(["incidents", "sync"], { cwd: folder.path, env });
      const { states, notes } = await sessionOf(id);
      expect(
        states.filter(({ stateV2 }) => stateV2 === "CLOSED_TP"),
        `states, killed at ${step}`,
      ).to.have.length(1);
      const ours = notes.filter(({ content }) => content.startsWith("Looked into it."));
      expect(ours, `notes, killed at ${step}`).to.have.length(1);
      const room = await soar(["war-room", "--incident", id], { cwd: folder.path, env });
      expect(room.stdout.match(/Looked into it\./g), `War Room, killed at ${step}`).to.have.length(1);
    }
    expect(step).to.be.within(4, 24);
  });
});
