import { expect } from "chai";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { Check } from "../../src/engine/doctor/check.ts";
import { openStore } from "../../src/store/open.ts";
import { ACME } from "./acme.ts";
import { checksOf } from "./doctor-checks.ts";
import { soar, useLodestar, type Outcome } from "./soar.ts";

/** `group/name status` of all that are not ok. */
function troubles(outcome: Outcome): string[] {
  return checksOf(outcome)
    .filter(({ status }) => status !== "ok")
    .map(({ group, name, status }) => `${group}/${name} ${status}`);
}

function named(outcome: Outcome, name: string): Check {
  const check = checksOf(outcome).find((each) => each.name === name);
  if (!check) throw new Error(`there is no check ${name}: ${outcome.out}`);
  return check;
}

describe("soar doctor", () => {
  const lodestar = useLodestar();
  const set = async (faults: object[]) => {
    const headers = { "content-type": "application/json" };
    await fetch(`${lodestar.simulator().control}/faults`, { method: "POST", headers, body: JSON.stringify(faults) });
  };
  const requests = async () =>
    ((await (await fetch(`${lodestar.simulator().control}/journal`)).json()) as unknown[]).length;
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "soar-doctor-"));
  });
  afterEach(async () => {
    rmSync(folder, { recursive: true, force: true });
    await set([]);
  });

  it("looks at everything, changes nothing at the vendor's, and warns of a clock that is wrong", async () => {
    const outcome = await lodestar.soar(["doctor", "--json"]);
    // The simulator's clock stands in March 2026.
    expect(troubles(outcome).filter((each) => !each.includes("attachment"))).to.deep.equal([
      "default: reachability/TLS skipped",
      "default: reachability/clock warning",
      "default: permissions/writes skipped",
    ]);
    expect([outcome.code, outcome.err, await lodestar.applied()]).to.deep.equal([0, "", []]);
    const groups = [...new Set(checksOf(outcome).map(({ group }) => group))];
    expect(groups).to.deep.equal([
      "soarkit",
      "store",
      "integration",
      "configuration",
      "default: parameters",
      "default: reachability",
      "default: credentials",
      "default: permissions",
      "default: budget",
    ]);
    for (const check of checksOf(outcome)) {
      expect(Object.keys(check)).to.deep.equal(
        ["group", "name", "status", "found", "remedy"].filter((key) => key !== "remedy" || "remedy" in check),
      );
    }
    expect(named(outcome, "writes").found).to.include(
      "not tried (writes): lodestar-ticket-close, lodestar-ticket-delete",
    );
    expect(named(outcome, "budget").found).to.match(/this check-up used \d+$/);
  });

  it("is readable at 80 columns and at 200, and tells of defaults only on demand", async () => {
    for (const columns of [80, 200]) {
      const { out } = await lodestar.soar(["doctor", "--offline"], { columns });
      const long = out.split("\n").filter((line) => line.length > columns && !line.includes("/"));
      expect(long).to.deep.equal([]);
      expect(out).to.include("  ok       api_key").and.include("set, from LODESTAR_API_KEY");
      expect(out).to.include("6 more at their defaults or not set: --verbose shows them");
      expect(out.trimEnd().split("\n").at(-1)).to.match(/^\d+ ok, 0 warnings, 0 failed, \d+ skipped$/);
    }
    const { out } = await lodestar.soar(["doctor", "--offline", "--verbose", "--quiet"], { columns: 200 });
    expect(out).to.include("3 days, its default").and.not.include("0 failed");
  });

  it("sends nothing when offline", async () => {
    const before = await requests();
    const outcome = await lodestar.soar(["doctor", "--offline", "--json"]);
    expect([outcome.code, await requests()]).to.deep.equal([0, before]);
    expect(named(outcome, "credentials").found).to.equal("left out by --offline");
  });

  it("tells wrong credentials from lacking permissions, and prints no secret", async () => {
    const env = { LODESTAR_API_KEY: "canary-4711" };
    for (const form of [["--json"], [], ["--verbose"]]) {
      const { code, out, err } = await lodestar.soar(["doctor", ...form], { env });
      expect([code, out.includes("canary"), err.includes("canary")]).to.deep.equal([2, false, false]);
    }
    const wrong = await lodestar.soar(["doctor", "--json"], { env });
    expect(named(wrong, "credentials").status).to.equal("failed");
    expect(named(wrong, "permissions").found).to.equal("waits for credentials");
    await set([{ kind: "status", status: 403, path: "/tickets", method: "GET" }]);
    const lacking = await lodestar.soar(["doctor", "--json"]);
    expect([lacking.code, named(lacking, "credentials").found]).to.deep.equal([2, "accepted"]);
    const refused = checksOf(lacking).filter(
      ({ group, status }) => group.endsWith("permissions") && status === "failed",
    );
    expect(refused[0]?.found).to.match(/^refused: GET \/tickets\S* \(403\)/);
    expect(refused[0]?.remedy).to.include("tickets.read");
  });

  it("goes on when the vendor does not answer as it should", async () => {
    await set([{ kind: "status", status: 500, path: "/" }]);
    const failing = await lodestar.soar(["doctor", "--json", "--timeout", "3"]);
    expect([failing.code, named(failing, "test-module").status]).to.deep.equal([3, "failed"]);
    const env = { LODESTAR_URL: "http://127.0.0.1:9" };
    const gone = await lodestar.soar(["doctor", "--json"], { env });
    expect([gone.code, named(gone, "connection").status, named(gone, "credentials").found]).to.deep.equal([
      3,
      "failed",
      "waits for connection",
    ]);
  });

  it("names each parameter that is missing and each variable that is mistyped, and what waits for them", async () => {
    const env = { LODESTAR_URL: "", LODESTAR_API_KEY: "", LODESTAR_API_KYE: "canary-1", SOAR_URK: "canary-2" };
    const outcome = await lodestar.soar(["doctor", "--json"], { env });
    expect(outcome.code).to.equal(2);
    expect(troubles(outcome)).to.deep.equal([
      "configuration/LODESTAR_API_KYE warning",
      "configuration/SOAR_URK warning",
      "default: parameters/url failed",
      "default: parameters/api_key failed",
      "default: reachability/reachability skipped",
      "default: credentials/credentials skipped",
      "default: permissions/permissions skipped",
      "default: budget/budget skipped",
    ]);
    expect(named(outcome, "api_key").found).to.equal(
      'Missing parameter "api_key" (API key): set LODESTAR_API_KEY or SOAR_API_KEY.',
    );
    expect(outcome.out).to.not.include("canary");
  });

  it("finds the line of every value in soar.yml, and lets no broken instance hide another", async () => {
    const file = join(folder, "soar.yml");
    const secret = join(folder, "key.txt");
    writeFileSync(secret, "lodestar-test-key-0001\n", { mode: 0o644 });
    writeFileSync(
      file,
      [
        "instances:",
        "  - name: west",
        "    params:",
        `      url: ${lodestar.simulator().url}`,
        "      api_key: ${file:key.txt}",
        "  - name: east",
        "    params: { url: https://user:canary-pw@x.test, api_key: plain-canary, max_fetsch: 1 }",
        "  - name: north",
        "    params: { api_key: '${env:NOT_SET}' }",
      ].join("\n"),
      { mode: 0o600 },
    );
    const env = { LODESTAR_URL: "", LODESTAR_API_KEY: "" };
    const outcome = await lodestar.soar(["doctor", "--json", "--config", file], { env });
    const found = (group: string) =>
      Object.fromEntries(
        checksOf(outcome)
          .filter((each) => each.group === group)
          .map(({ name, status, found: text }) => [name, `${status}: ${text}`]),
      );
    expect(found("west: parameters").api_key).to.match(/^ok: set, from \S*soar\.yml:5 \$\{file:key\.txt\}$/);
    expect(found("west: credentials").credentials).to.equal("ok: accepted");
    expect(found("east: parameters").url).to.match(/^ok: https:\/\/\*\*\*@x\.test, from \S*soar\.yml:7$/);
    expect(found("east: parameters").api_key).to.match(/^warning: set, from \S*soar\.yml:7, where it is written out$/);
    expect(found("east: parameters").max_fetsch).to.match(
      /no such parameter \(\S*soar\.yml:7\)\. Did you mean "max_fetch"\?$/,
    );
    expect(found("north: parameters").parameters).to.include("NOT_SET is not set");
    expect(found("configuration")["key.txt"]).to.equal("warning: it holds a secret and others can read it (mode 644)");
    expect([outcome.code, outcome.out.includes("canary")]).to.deep.equal([2, false]);
    const only = await lodestar.soar(["doctor", "--json", "--config", file, "--instance", "west"], { env });
    expect([only.code, new Set(checksOf(only).map(({ group }) => group)).has("east: parameters")]).to.deep.equal([
      0,
      false,
    ]);
  });

  it("says that the file of instances is none, or is not there", async () => {
    const file = join(folder, "soar.yml");
    writeFileSync(file, "instances: 3\n");
    const wrong = await lodestar.soar(["doctor", "--json", "--config", file]);
    expect([wrong.code, named(wrong, "instances").status]).to.deep.equal([2, "failed"]);
    const absent = await lodestar.soar(["doctor", "--json", "--config", join(folder, "no.yml")]);
    expect([absent.code, named(absent, "instances").status]).to.deep.equal([2, "failed"]);
    const nameless = await lodestar.soar(["doctor", "--json", "--instance", "west"]);
    expect([nameless.code, named(nameless, "parameters").found.includes('no instance "west"')]).to.deep.equal([
      2,
      true,
    ]);
  });

  it("looks at the vendor even when the store is damaged, locked or unreachable", async () => {
    const damaged = join(folder, "damaged.db");
    writeFileSync(damaged, Buffer.alloc(8192, "not a database "));
    const locked = join(folder, "locked.db");
    await (await openStore(`sqlite:${locked}`, { now: Date.now })).close();
    const other = new DatabaseSync(locked);
    other.exec("BEGIN IMMEDIATE");
    const blocked = join(folder, "file");
    writeFileSync(blocked, "");
    const urls = [`sqlite:${damaged}`, `sqlite:${locked}`, `sqlite:${blocked}/soar.db`, "postgres://u:canary@h/db"];
    try {
      const failed: string[] = [];
      for (const url of urls) {
        const outcome = await lodestar.soar(["doctor", "--json", "--store", url, "--timeout", "1"]);
        const store = checksOf(outcome).filter(({ group, status }) => group === "store" && status === "failed");
        failed.push(`${outcome.code} ${store.map(({ name }) => name).join()}`);
        expect(named(outcome, "credentials").found, url).to.equal("accepted");
        expect(outcome.out).to.not.include("canary");
      }
      expect(failed).to.deep.equal(["1 open", "1 write", "1 open", "2 open"]);
    } finally {
      other.close();
    }
  });

  it("finds a broken integration: no manifest, a faulty one, and modules that do not load", async () => {
    const empty = await soar([
      "doctor",
      "--json",
      "--offline",
      "--integration",
      folder,
      "--store",
      `sqlite:${folder}/s.db`,
    ]);
    expect([empty.code, named(empty, "manifest").status, named(empty, "handlers").found]).to.deep.equal([
      2,
      "failed",
      "waits for manifest",
    ]);
    expect(named(empty, "parameters").found).to.equal("waits for manifest");
    writeFileSync(join(folder, "integration.yml"), ACME);
    mkdirSync(join(folder, "commands"));
    writeFileSync(join(folder, "commands", "acme-thing-list.js"), "export const run = 3;");
    writeFileSync(join(folder, "commands", "_connect.js"), "throw new Error('no good');");
    const words = ["doctor", "--json", "--offline", "--integration", folder, "--store", `sqlite:${folder}/s.db`];
    const broken = await soar(words, { env: { SOAR_URL: "http://127.0.0.1:9" } });
    expect(
      checksOf(broken)
        .filter(({ group, status }) => group === "integration" && status === "failed")
        .map(({ name, found }) => `${name}: ${found.replace(/^\S*commands/, "commands")}`),
    ).to.deep.equal([
      "_connect: commands/_connect.js cannot be loaded: no good",
      "test-module: There is no module test-module.",
      "acme-thing-list: acme-thing-list exports no function run.",
    ]);
    expect(named(broken, "URL").status).to.equal("failed");
  });

  it("refuses options that mean nothing together", async () => {
    for (const words of [
      ["--replay", folder],
      ["--drift", "--offline"],
      ["--drift", "--replay", join(folder, "no")],
    ]) {
      const { code, err } = await lodestar.soar(["doctor", ...words]);
      expect([code, err.startsWith("error: ")]).to.deep.equal([2, true]);
    }
  });

  it("says that the store cannot be opened where its folder is none, and looks at the rest", async () => {
    const file = join(folder, "no-folder");
    writeFileSync(file, "");
    const outcome = await lodestar.soar(["doctor", "--json", "--offline", "--store", `sqlite:${file}/soar.db`]);
    expect([outcome.code, named(outcome, "open").status]).to.deep.equal([1, "failed"]);
    expect(named(outcome, "open").remedy).to.include("--store sqlite:PATH");
    expect(named(outcome, "manifest").status).to.equal("ok");
  });
});
