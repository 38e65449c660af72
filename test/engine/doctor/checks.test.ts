import { expect } from "chai";
import { checkBudget } from "../../../src/engine/doctor/check-budget.ts";
import { checkBuild } from "../../../src/engine/doctor/check-build.ts";
import { checkClock } from "../../../src/engine/doctor/check-clock.ts";
import { areAccepted, checkCredentials } from "../../../src/engine/doctor/check-credentials.ts";
import { checkDrift } from "../../../src/engine/doctor/check-drift.ts";
import { checkEnvironment } from "../../../src/engine/doctor/check-environment.ts";
import { checkFiles } from "../../../src/engine/doctor/check-files.ts";
import { checkNode } from "../../../src/engine/doctor/check-node.ts";
import { checkStore, type StoreOutcome } from "../../../src/engine/doctor/check-store.ts";
import { checkTls } from "../../../src/engine/doctor/check-tls.ts";
import { checkName } from "../../../src/engine/doctor/check-way.ts";
import { shownBytes, shownMs, type Check } from "../../../src/engine/doctor/check.ts";
import { ApiError, CredentialsError, NetworkError, StoreError } from "../../../src/errors.ts";
import { loadManifest } from "../../../src/manifest/load.ts";
import type { StoreFacts } from "../../../src/store/inspect.ts";

const DAY_MS = 86_400_000;

function verdict({ name, status, found }: Check): string {
  return `${name} ${status}: ${found}`;
}

describe("a check of the doctor", () => {
  it("writes amounts and durations as people do", () => {
    expect([0, 999, 1_500, 84_000_000_000, 5e15].map(shownBytes)).to.deep.equal([
      "0 bytes",
      "999 bytes",
      "1.5 kB",
      "84 GB",
      "5000 TB",
    ]);
    const durations = [3, 999, 1_000, 119_000, 900_000, 7_200_000, 3 * DAY_MS].map(shownMs);
    expect(durations).to.deep.equal(["3 ms", "999 ms", "1 s", "119 s", "15 min", "2 h", "3 days"]);
  });

  it("refuses an old Node, and says which one runs", () => {
    const facts = { needed: ">=22.18.0", path: "/usr/bin/node", beside: "/soarkit/node" };
    const versions = ["22.17.9", "20.20.2", "22.18.0", "24.1.0", "23.0.0-nightly2"];
    expect(versions.map((version) => checkNode({ ...facts, version }).status)).to.deep.equal([
      "failed",
      "failed",
      "ok",
      "ok",
      "ok",
    ]);
    expect(checkNode({ ...facts, version: "24.1.0" }).found).to.equal("24.1.0, /usr/bin/node");
    expect(checkNode({ ...facts, version: "24.1.0", path: "/soarkit/node" }).found).to.equal(
      "24.1.0, the one installed beside soarkit",
    );
  });

  it("warns of a build that is older than its sources", () => {
    const stale = checkBuild({ version: "1.2.3", isBuilt: true, newerSource: "src/a.ts" });
    expect([stale.status, stale.remedy]).to.deep.equal(["warning", "Run `npm run build`."]);
    expect(checkBuild({ version: "1.2.3", isBuilt: true }).found).to.equal("1.2.3, its build");
  });

  it("warns of certificates that end soon, fails at those that have not begun, and knows the issuer of each", () => {
    const now = Date.UTC(2026, 0, 1);
    const certificate = { subject: "a", issuer: "b", validFrom: now - DAY_MS, validTo: now + 29 * DAY_MS, names: [] };
    const early = { subject: "b", issuer: "b", validFrom: now + DAY_MS, validTo: now + 90 * DAY_MS, names: [] };
    const context = { host: "h", isSecure: true, isLoopback: false, insecure: false, now };
    const checks = checkTls("g", { ok: true, ms: 1, protocol: "TLSv1.3", chain: [certificate, early] }, context);
    expect(checks.map(verdict)).to.deep.equal([
      "TLS ok: TLSv1.3, trusted (1 ms)",
      "certificate warning: a, signed by b, until 2026-01-30: in 29 days",
      "issuer 1 warning: b, signed by itself, until 2026-04-01: not valid before 2026-01-02T00:00:00.000Z",
    ]);
  });

  it("knows protocols that are broken, and distrust of every kind", () => {
    const context = { host: "h", isSecure: true, isLoopback: false, insecure: false, now: 0 };
    const shake = (protocol: string, distrust?: string) =>
      checkTls(
        "g",
        { ok: true, ms: 1, protocol, chain: [], ...(distrust === undefined ? {} : { distrust }) },
        context,
      ).map(verdict);
    expect(shake("TLSv1.1")).to.deep.equal(["TLS warning: TLSv1.1 is broken"]);
    expect(shake("TLSv1.3", "CERT_NOT_YET_VALID")).to.deep.equal(["TLS failed: a certificate of h is not valid yet"]);
    expect(shake("TLSv1.3", "CERT_REVOKED")).to.deep.equal([
      "TLS failed: the certificate of h is not trusted (CERT_REVOKED)",
    ]);
    expect(shake("TLSv1.3", "ERR_TLS_CERT_ALTNAME_INVALID")).to.deep.equal([
      "TLS failed: the certificate of h was made out to another name",
    ]);
    expect(shake("TLSv1.3", "SELF_SIGNED_CERT_IN_CHAIN")[0]).to.include("an unknown authority");
  });

  it("tells a name that nobody has from a name server that does not answer", () => {
    const failed = (code: string) => checkName("g", "api.test", { ok: false, code, message: "" });
    expect(failed("ENOTFOUND").found).to.equal("no such host as api.test (ENOTFOUND)");
    expect(failed("EAI_AGAIN").found).to.equal("the name server does not answer for api.test (EAI_AGAIN)");
    const looked = checkName("g", "api.test", { ok: true, ms: 2, addresses: ["192.0.2.1", "192.0.2.2"] });
    expect(looked.found).to.equal("api.test is 192.0.2.1, 192.0.2.2 (2 ms)");
  });

  it("warns of a clock that is more than a minute off", () => {
    const found = [undefined, 0, 60_000, -61_000, 3_600_000].map((offset) => {
      const { status, found: text } = checkClock("g", offset);
      return `${status}: ${text.split(";")[0] ?? ""}`;
    });
    expect(found).to.deep.equal([
      "skipped: no answer of the vendor has told its time",
      "ok: as the vendor's, as far as its answers tell",
      "ok: 60 s behind the vendor's",
      "warning: 61 s ahead of the vendor's",
      "warning: 60 min behind the vendor's",
    ]);
  });

  it("takes a refusal of one request for a lack of permission, and one of all for wrong credentials", () => {
    const error = new CredentialsError("No.", "Yes.");
    const request = (status?: number) => ({ method: "GET", path: "/", ...(status === undefined ? {} : { status }) });
    expect(areAccepted({ error, requests: [request(200), request(403)] })).to.equal(true);
    expect(areAccepted({ error, requests: [request(403), request(401)] })).to.equal(false);
    expect(areAccepted({ error, requests: [request()] })).to.equal(false);
    const facts = { requests: [], tokens: {}, now: 0 };
    const api = new ApiError("Odd.", "Ask.", { status: 500, body: "" });
    const rows = [
      checkCredentials("g", { ...facts, error }),
      checkCredentials("g", { ...facts, error: new NetworkError("Away.", "Look.") }),
      checkCredentials("g", { ...facts, error: api }),
      checkCredentials("g", { ...facts, error: undefined }),
      checkCredentials("g", { ...facts, error: undefined, tokens: { kept: { accessToken: "x", expiresAt: 61_000 } } }),
    ];
    expect(rows.map((checks) => checks.map(verdict).join(" | "))).to.deep.equal([
      "credentials failed: No. | test-module failed: No.",
      "credentials skipped: waits for a way to the vendor | test-module failed: Away.",
      "credentials skipped: waits for test-module | test-module failed: Odd.",
      "credentials skipped: test-module asks nothing | test-module ok: all is well (0 requests)",
      "credentials ok: a token was kept from before, valid for 61 s | test-module ok: all is well (0 requests)",
    ]);
  });

  it("tells what is left of the budget, and warns when that is little", () => {
    const facts = { limit: { requests: 120, perMs: 60_000 }, source: "the manifest", used: 6, key: "0123456789abcdef" };
    expect(verdict(checkBudget("g", { ...facts, left: 114 }))).to.equal(
      "budget ok: 114 of 120 requests in 60 s (the manifest) are left now of 01234567; this check-up used 6",
    );
    expect(checkBudget("g", { ...facts, left: 11 }).status).to.equal("warning");
    expect(verdict(checkBudget("g", { ...facts, left: undefined, used: 0 }))).to.equal(
      "budget skipped: 120 requests in 60 s (the manifest); what is left cannot be told without the store",
    );
    expect(checkBudget("g", { ...facts, limit: undefined, left: undefined }).found).to.equal(
      "no limit is said, so requests are not counted; this check-up used 6",
    );
  });

  it("finds variables that nothing reads, by their names alone", async () => {
    const { parameters } = await loadManifest("integration.yml");
    const checks = checkEnvironment(parameters, {
      SOAR_API_URL: "fine",
      SOAR_BUDGET: "1/1",
      SOAR_API_ULR: "value-canary",
      SOAR_ZZZZZZZZZ: "value-canary",
      CODE42_CLIENT_SECRT: "value-canary",
      CODE42_HOME: "somebody else's",
      PATH: "/bin",
    });
    expect(checks.map(({ name, remedy }) => [name, remedy])).to.deep.equal([
      ["SOAR_API_ULR", "Did you mean SOAR_API_URL?"],
      ["SOAR_ZZZZZZZZZ", "Take it out, or correct its name."],
      ["CODE42_CLIENT_SECRT", "Did you mean CODE42_CLIENT_SECRET?"],
    ]);
    expect(JSON.stringify(checks)).to.not.include("canary");
  });

  it("warns of files that others can change, and of secrets that others can read", () => {
    const file = (mode: number | undefined, isSecret: boolean) => ({ path: "f", mode, isSecret });
    const modes = [
      file(0o100644, false),
      file(0o100666, false),
      file(0o100644, true),
      file(0o100600, true),
      file(undefined, true),
    ];
    expect(
      checkFiles(modes).map(({ status, found, remedy }) => `${status}: ${found} ${remedy ?? ""}`.trim()),
    ).to.deep.equal([
      "ok: mode 644",
      "warning: others can change it (mode 666) chmod go-w f",
      "warning: it holds a secret and others can read it (mode 644) chmod 600 f",
      "ok: holds a secret, mode 600",
    ]);
  });

  describe("of the store", () => {
    const facts: StoreFacts = {
      path: "/s.db",
      bytes: 4_096,
      walBytes: 0,
      journal: "wal",
      version: 2,
      faults: [],
      isChecked: true,
    };
    const outcome: StoreOutcome = { place: "/s.db", opened: { isNew: false }, inspected: facts, freeBytes: 1e12 };

    it("names what is damaged, a journal that is none, a log that grows, and a disk that is nearly full", () => {
      const changed = (change: Partial<StoreFacts>) =>
        checkStore({ ...outcome, inspected: { ...facts, ...change } })
          .filter(({ status }) => status !== "ok")
          .map(verdict);
      expect(changed({ faults: ["row 1 missing"] })).to.deep.equal(["integrity failed: It is damaged: row 1 missing"]);
      expect(changed({ isChecked: false })).to.deep.equal([
        "integrity skipped: not looked for in 4.1 kB: it would take too long",
      ]);
      expect(changed({ journal: "delete" })[0]).to.include("its journal is delete instead of WAL");
      expect(changed({ walBytes: 1e8 })).to.deep.equal(["size warning: 4.1 kB, write-ahead log 100 MB"]);
      const disk = (freeBytes: number) => checkStore({ ...outcome, freeBytes }).at(-1)!;
      expect([disk(1e6), disk(1e8), disk(1e9)].map(verdict)).to.deep.equal([
        "disk failed: 1.0 MB free",
        "disk warning: 100 MB free",
        "disk ok: 1.0 GB free",
      ]);
      const untold: StoreOutcome = { place: "/s.db", opened: { isNew: false }, inspected: facts };
      expect(verdict(checkStore(untold).at(-1)!)).to.equal("disk skipped: how much of it is free cannot be told");
    });

    it("says who holds the lock, and what waits for it", () => {
      const error = new StoreError("The store /s.db is locked by another process.", "Wait.");
      const locked = checkStore({ ...outcome, inspected: { error }, holder: "process 7 (node)" });
      expect(locked.map(verdict).slice(1, 5)).to.deep.equal([
        "write failed: The store /s.db is locked by another process. It is held by process 7 (node).",
        "schema skipped: waits for write",
        "integrity skipped: waits for write",
        "size skipped: waits for write",
      ]);
      const closed = checkStore({ place: "/s.db", opened: { error }, freeBytes: 1e12 });
      expect(closed.map(({ name, status }) => `${name} ${status}`)).to.deep.equal([
        "open failed",
        "schema skipped",
        "write skipped",
        "integrity skipped",
        "size skipped",
        "disk ok",
      ]);
      expect(closed[0]?.exitCode).to.equal(1);
    });
  });

  it("tells drift one by one, and what could not be compared", () => {
    const drift = { endpoint: "GET /a", path: "b[].c", type: "string", count: 2 };
    const told = checkDrift("g", {
      answers: 3,
      drift: [
        { ...drift, kind: "unknown value", example: "ODD" },
        { ...drift, kind: "changed type", expected: "number", path: "", count: 1 },
      ],
      unlearnt: ["GET /new"],
      unplayed: 1,
    });
    expect(told.map(verdict)).to.deep.equal([
      "unknown value warning: GET /a: b[].c (string, such as ODD), 2 times",
      "changed type warning: GET /a: the answer (string instead of number), once",
      "endpoints skipped: no recording in test_data shows what these answer: GET /new",
      "values skipped: 1 recording could not be played again",
    ]);
    const clean = { drift: [], unlearnt: [], unplayed: 0 };
    expect(checkDrift("g", { ...clean, answers: 1 }).map(verdict)).to.deep.equal([
      "answers ok: 1 answer, nothing new in it",
    ]);
    expect(checkDrift("g", { ...clean, answers: 0 }).map(verdict)).to.deep.equal([
      "answers skipped: there is no answer to look at",
    ]);
  });
});
