// What `soar doctor` says of this integration: against its simulator, with the real client and the real manifest.
import { expect } from "chai";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { create, environment } from "../../commands/_simulator/index.ts";
import type { Check } from "../../src/engine/doctor/check.ts";
import type { Simulator } from "../../src/simulator/simulator.ts";
import { soar } from "../cli/soar.ts";

describe("soar doctor on this integration", () => {
  let simulator: Simulator;
  let folder = "";
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "soar-doctor-"));
    simulator = await create({ seed: 1, knobs: { sessions: "20", events: "50" } });
  });
  afterEach(async () => {
    await simulator.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function doctor(...words: string[]): Promise<{ code: number; out: string; checks: Check[] }> {
    const env = environment(simulator);
    const { code, out } = await soar(["--store", `sqlite:${folder}/s.db`, "doctor", "--json", ...words], { env });
    return { code, out, checks: (JSON.parse(out) as { checks: Check[] }).checks };
  }
  const found = (checks: Check[], name: string) =>
    checks.find((check) => check.name === name && !check.group.endsWith("parameters"))?.found;
  const journal = async () =>
    (await (await fetch(`${simulator.control}/journal`)).json()) as {
      method: string;
      path: string;
      applied: boolean;
    }[];

  it("finds all well, within the budget, and counts what it sent", async () => {
    const { code, out, checks } = await doctor();
    expect(checks.filter(({ status }) => status === "failed" || status === "warning")).to.deep.equal([]);
    expect(code).to.equal(0);
    expect(found(checks, "credentials")).to.equal("a token was obtained, valid for 15 min");
    const sent = await journal();
    expect(sent.filter(({ applied }) => applied)).to.deep.equal([]);
    expect(found(checks, "budget")).to.match(
      new RegExp(`^${120 - sent.length} of 120 requests in 60 s .* this check-up used ${sent.length}$`),
    );
    expect(out).to.not.include(simulator.clientSecret);
    const again = await doctor();
    expect(found(again.checks, "credentials")).to.match(/^a token was kept from before, valid for 1[45] min$/);
  });

  it("attributes a refusal to the commands and the permission behind it", async () => {
    const faults = [{ kind: "status", status: 403, path: "/v2/watchlists" }];
    const headers = { "content-type": "application/json" };
    await fetch(`${simulator.control}/faults`, { method: "POST", headers, body: JSON.stringify(faults) });
    const { code, checks } = await doctor();
    expect([code, found(checks, "credentials")]).to.deep.equal([2, "a token was obtained, valid for 15 min"]);
    const watchlists = checks.find(({ name }) => name === "code42-watchlists-list");
    expect([watchlists?.status, watchlists?.found.split(";")[0], watchlists?.remedy]).to.deep.equal([
      "failed",
      "refused: GET /v2/watchlists (403)",
      "Give the instance's account at the vendor's: read watchlists.",
    ]);
  });

  it("leaves the budget to others when little of it is left", async () => {
    const env = { ...environment(simulator), SOAR_BUDGET: "7/600000" };
    const { out } = await soar(["--store", `sqlite:${folder}/s.db`, "doctor", "--json"], { env });
    const { checks } = JSON.parse(out) as { checks: Check[] };
    expect(found(checks, "code42-watchlists-list")).to.include("the budget has 2 requests left");
    expect(found(checks, "budget")).to.match(/^2 of 7 requests in 10 min \(SOAR_BUDGET\) are left now/);
    expect((await journal()).length).to.equal(5);
  });

  it("finds no drift in the recordings that the integration brings, and knows all values in them", async () => {
    const { code, checks } = await doctor("--drift", "--replay", "test_data");
    expect([code, checks.filter(({ status }) => status === "warning")]).to.deep.equal([0, []]);
    expect(checks[0]?.found).to.match(/^\d+ answers, nothing new in them$/);
  });
});
