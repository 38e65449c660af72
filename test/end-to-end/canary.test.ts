import { expect } from "chai";
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { soar as soarHere } from "../cli/soar.ts";
import type { TestServer } from "../http/loopback.ts";
import { CLIENT_ID, MODES, NEEDLES, SECRET, startEchoingVendor } from "./echoing-vendor.ts";
import { pool } from "./refusals.ts";
import { ask, soar, startSimulator, temporaryFolder, type RunningSimulator } from "./soar.ts";

interface Command {
  name: string;
  arguments?: { name: string; required?: boolean }[];
  "x-soar"?: { effect?: string };
}

describe("a vendor that shows what it was sent", function () {
  this.timeout(180_000);
  const folder = temporaryFolder();
  let simulator: RunningSimulator;
  let vendor: TestServer;
  let commands: Command[];
  let values: Record<string, string>;

  before(async () => {
    simulator = await startSimulator(["--rate", "0", "--sessions", "20"]);
    vendor = await startEchoingVendor(simulator);
    const { sessions } = await ask<{ sessions: { sessionId: string }[] }>(simulator, "/truth/sessions");
    const { out } = await soarHere(["commands", "--json"]);
    ({ commands } = JSON.parse(out) as { commands: Command[] });
    const { entries } = JSON.parse(
      (
        await soar(["run", "code42-alert-get", `id=${sessions[0]!.sessionId}`, "--json"], {
          cwd: folder.path,
          env: simulator.env,
        })
      ).stdout,
    ) as { entries: { Contents: { actorName: string } }[] };
    values = {
      id: sessions[0]!.sessionId,
      state: "CLOSED",
      new_state: "CLOSED_FP",
      risktags: "FLIGHT_RISK",
      orgname: "Engineering",
      email: "new.one@acme.test",
      mattername: "Ledger dispute",
      hash: "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae",
      xfc_id: "xfc-0001",
      start_date: "2 days ago",
      end_date: "now",
      event_type: "file-events",
      limit: "5",
      casenumber: "17",
      "code42-watchlists-create type": "FLIGHT_RISK",
      username: entries[0]!.Contents.actorName,
      watchlist: "DEPARTING_EMPLOYEE",
      "add-to-context": "true",
    };
  });
  after(async () => {
    await vendor.close();
    await simulator.stop();
    folder.remove();
  });

  const environment = (mode: string) => ({
    CODE42_API_URL: `${vendor.url}/${mode}`,
    CODE42_CLIENT_ID: CLIENT_ID,
    CODE42_CLIENT_SECRET: SECRET,
    SOAR_FETCH_TIME: "31 days",
    SOAR_FETCH_LIMIT: "50",
  });

  /** Every command with what it needs, in a form that gives all there is to see. */
  const lines = () =>
    commands.map(({ name, arguments: declared = [] }) => [
      "run",
      name,
      ...declared
        // Where an id is not asked for, the name beside it is enough.
        .filter(({ name: own, required }) => required === true || (own in values && own !== "id"))
        .map(({ name: own }) => `${own}=${values[`${name} ${own}`] ?? values[own] ?? "x"}`),
      "--yes",
    ]);

  it("gets neither secret nor token shown or stored, by any command and in whatever way it fails", async () => {
    const next = pool(12);
    const runs = MODES.flatMap((mode) => {
      const all = [["test"], ["fetch"], ...lines()];
      // The others fail before the command has a part in it, or alike whatever the command.
      const chosen = PER_COMMAND.has(mode) ? all : all.slice(0, 3);
      return chosen.map((line, at) =>
        next(async () => {
          const store = `sqlite:${join(folder.path, `${mode} ${at}`, "soar.db")}`;
          const run = (...options: string[]) =>
            soarHere([...line, "--store", store, "--verbose", ...options], { env: environment(mode) });
          const recordings = join(folder.path, "recordings", mode, String(at));
          const told = [await run("--json", "--record", recordings)];
          // For people, errors are drawn by the same hand whatever the command; what is tried again takes seconds.
          if (mode === "fine" || (at < 3 && !mode.includes("50"))) told.push(await run());
          if (mode === "fine" && line[0] === "run") told.push(await run("--dry-run"));
          return { what: `${mode}: ${line.join(" ")}`, mode, told };
        }),
      );
    });
    // What was removed or closed once cannot be again.
    const reading = new Set(commands.filter((command) => command["x-soar"]?.effect === "read").map(({ name }) => name));
    for (const { what, mode, told } of await Promise.all(runs)) {
      for (const { code, out, err } of told) {
        expectClean(out + err, what);
        const isFine = mode === "fine" && reading.has(what.split(" ")[2] ?? "");
        expect(code, `${what}: ${err}`).to.be.oneOf(isFine ? [0] : [0, 2, 3]);
      }
    }
    expectCleanFolder(folder.path);
    // Every run has left a recording for the search to look through, whatever became of it.
    expect(readdirSync(join(folder.path, "recordings")).sort()).to.deep.equal([...MODES].sort());
  });

  it("shows the stars where the secrets were, so that the search above has something to miss", async () => {
    const store = `sqlite:${join(folder.path, "stars", "soar.db")}`;
    const alert = lines().find(([, name]) => name === "code42-alert-get") ?? [];
    const { out, err } = await soarHere([...alert, "--store", store, "--json", "--verbose"], {
      env: environment("fine"),
    });
    const { entries } = JSON.parse(out) as { entries: { Contents: { exfiltrationSummary: string } }[] };
    expect(entries[0]!.Contents.exfiltrationSummary).to.match(/ \*\*\* \| \*\*\* \| /);
    expect(err).to.include('"path":"/fine/v1/sessions/'.replace("/fine", ""));
    const refused = await soarHere([...alert, "--store", store], { env: environment("status-400") });
    expect(refused.err).to.match(/was answered with 400: .*\*\*\* \| \*\*\*/);
  });

  it("keeps a secret from showing that is given as an argument by mistake", async () => {
    const store = join(folder.path, "mistaken", "soar.db");
    for (const line of [
      ["run", "code42-alert-get", `id=${SECRET}`],
      ["run", "code42-alert-update", `id=${SECRET}`, "state=CLOSED"],
      ["run", "code42-alert-update", "id=1", `state=${SECRET}`],
      ["run", "code42-alert-get", `id=1`, `using=${SECRET}`],
      ["run", "code42-watchlists-add-user", `username=${SECRET}`, `watchlist=${SECRET}`],
      ["run", SECRET],
    ]) {
      const { out, err } = await soarHere([...line, "--store", `sqlite:${store}`, "--json", "--verbose"], {
        env: environment("fine"),
      });
      expectClean(out + err, line.join(" "));
    }
    expectCleanFolder(join(folder.path, "mistaken"));
  });

  for (const [where, yaml] of [
    ["written out in soar.yml", JSON.stringify(SECRET)],
    ["in the environment, which soar.yml refers to", '"${env:THE_SECRET}"'],
    ["in a file, which soar.yml refers to", '"${file:secret.txt}"'],
  ] as const) {
    it(`keeps a secret from showing that is ${where}, in a process of its own`, async () => {
      const cwd = join(folder.path, where);
      mkdirSync(cwd);
      writeFileSync(join(cwd, "secret.txt"), `${SECRET}\n`);
      for (const mode of ["fine", "status-403", "oauth-401"]) {
        writeFileSync(
          join(cwd, "soar.yml"),
          `instances: [{ name: prod, params: { api_url: "${vendor.url}/${mode}", fetch_time: 31 days,\n` +
            `  credentials: { identifier: ${CLIENT_ID}, password: ${yaml} } } }]\n`,
        );
        const env = { THE_SECRET: SECRET, HTTPS_PROXY: `http://user:${encodeURIComponent(SECRET)}@127.0.0.1:1` };
        const { code, stdout, stderr } = await soar(["fetch", "--verbose"], { cwd, env });
        expect(code, stderr).to.equal(mode === "fine" ? 0 : 2);
        expect(stderr).to.include('"msg":"request"');
        expectClean(stdout + stderr, `${mode} ${where}`);
      }
      rmSync(join(cwd, "secret.txt"));
      rmSync(join(cwd, "soar.yml"));
      expectCleanFolder(cwd);
    });
  }
});

// --- internal ---

/** The modes in which what a command makes of the answer matters. */
const PER_COMMAND: ReadonlySet<string> = new Set(["fine", "status-400", "status-404", "cut", "shape", "redirect"]);

function expectClean(text: string, where: string): void {
  for (const needle of NEEDLES) {
    const at = text.indexOf(needle);
    if (at !== -1) expect.fail(`${where} shows …${text.slice(Math.max(0, at - 200), at + 60)}…`);
  }
}

/**
 * Every file below, as it lies there, and every value in it where it is a store: a value may be split between pages.
 * Files that were downloaded are left out: they are evidence, kept byte for byte as the vendor gave them.
 */
function expectCleanFolder(path: string): void {
  for (const name of readdirSync(path)) {
    const file = join(path, name);
    if (statSync(file).isDirectory()) {
      if (name !== "files") expectCleanFolder(file);
      continue;
    }
    expectClean(readFileSync(file, "latin1"), file);
    if (name.endsWith(".db")) expectClean(dump(file), file);
  }
}

function dump(file: string): string {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    const tables = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all();
    return tables
      .map(({ name }) => JSON.stringify(database.prepare(`SELECT * FROM "${String(name)}"`).all()))
      .join("\n");
  } finally {
    database.close();
  }
}
