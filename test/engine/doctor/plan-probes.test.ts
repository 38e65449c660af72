import { expect } from "chai";
import { checkFamily, checkWrites } from "../../../src/engine/doctor/check-permissions.ts";
import { planProbes } from "../../../src/engine/doctor/plan-probes.ts";
import { ApiError, ArgumentError, NetworkError, NotFoundError } from "../../../src/errors.ts";
import type { RecordedExchange, Recording } from "../../../src/http/recording/recording.ts";
import { parseManifest } from "../../../src/manifest/load.ts";

const YAML = `
commonfields: { id: Acme, version: -1 }
name: Acme
display: Acme
category: Endpoint
description: Made up.
configuration: []
x-soar:
  demo: ["!acme-find \${incident.name}", "!acme-find near", "!acme-count depth=far"]
script:
  type: javascript
  script: "-"
  commands:
    - { name: acme-get, description: G., arguments: [{ name: id, required: true }], x-soar: { permissions: [read b, read a] } }
    - { name: acme-list, description: L., x-soar: { permissions: [read a, read b] } }
    - { name: acme-find, description: F., arguments: [{ name: where, default: true, required: true }] }
    - { name: acme-count, description: C., arguments: [{ name: depth, required: true }] }
    - { name: acme-bare, description: B., arguments: [{ name: size, required: true, defaultValue: "5" }, { name: more }] }
    - { name: acme-lost, description: O., arguments: [{ name: id, required: true }] }
    - { name: acme-secret, description: S., hidden: true }
    - { name: acme-close, description: W., x-soar: { effect: write, permissions: [write a] } }
`;
const { manifest } = parseManifest(YAML, "integration.yml");
if (!manifest) throw new Error("the manifest of this test is wrong");

const exchange: RecordedExchange = {
  at: "2026-01-01T00:00:00Z",
  ms: 1,
  request: { method: "GET", path: "/" },
  answer: { status: 200, headers: {} },
};

function recording(command: string, id: string, exchanges: number): Recording {
  const all = Array.from({ length: exchanges }, () => exchange);
  return { soarkit: 1, command, args: { id }, recordedAt: "2026-01-01T00:00:00Z", params: {}, exchanges: all };
}

describe("probes", () => {
  it("are one for each set of permissions: the cheapest that was recorded and asks something", () => {
    const recordings = [recording("acme-get", "3", 3), recording("acme-list", "0", 0), recording("acme-get", "1", 1)];
    const [family] = planProbes(manifest, recordings);
    expect(family?.commands.map(({ name }) => name)).to.deep.equal(["acme-get", "acme-list"]);
    expect([family?.probe?.command.name, family?.probe?.args, family?.probe?.source]).to.deep.equal([
      "acme-get",
      { id: "1" },
      "recorded",
    ]);
  });

  it("keep the incident and the context of a recording", () => {
    const given = { ...recording("acme-lost", "1", 1), context: { A: 1 }, incident: { id: "7" } };
    const family = planProbes(manifest, [given]).find(({ commands }) => commands[0]?.name === "acme-lost");
    expect([family?.probe?.context, family?.probe?.incident]).to.deep.equal([{ A: 1 }, { id: "7" }]);
  });

  it("are a line of the demo that speaks of no incident, else a call without arguments, else none", () => {
    const planned = planProbes(manifest, []).map(({ commands, probe }) => [
      commands[0]?.name,
      probe?.command.name,
      probe?.args,
      probe?.source,
    ]);
    expect(planned).to.deep.equal([
      ["acme-get", "acme-list", {}, "without arguments"],
      ["acme-find", "acme-find", { where: "near" }, "demo"],
      ["acme-count", "acme-count", { depth: "far" }, "demo"],
      ["acme-bare", "acme-bare", {}, "without arguments"],
      ["acme-lost", undefined, undefined, undefined],
    ]);
  });

  it("tell which permission is lacking, and for which commands", () => {
    const [family, , , , lost] = planProbes(manifest, []);
    const request = (status?: number) => ({ method: "GET", path: "/a", ...(status === undefined ? {} : { status }) });
    const told = (outcome: Parameters<typeof checkFamily>[2]) => {
      const { status, found, remedy } = checkFamily("g", family!, outcome);
      return `${status}: ${found}${remedy === undefined ? "" : ` → ${remedy}`}`;
    };
    const also = "; the same holds for acme-get";
    expect(told({ requests: [request(200), request(403), request(403)] })).to.equal(
      `failed: refused: GET /a (403)${also} → Give the instance's account at the vendor's: read b, read a.`,
    );
    expect(told({ requests: [request(200)] })).to.equal(`ok: can be used (1 request)${also}`);
    expect(told({ requests: [] })).to.equal(`ok: can be used (it needs no request)${also}`);
    const missing = new ApiError("No such thing.", "Look.", { status: 404, body: "" });
    for (const error of [missing, new NotFoundError("Gone.", "Look.")]) {
      expect(told({ requests: [request(404)], error })).to.equal(`ok: can be used (1 request)${also}`);
    }
    const failing = new ApiError("Broken.", "Wait.", { status: 503, body: "" });
    expect(told({ requests: [request(503)], error: failing })).to.equal("warning: Broken. → Wait.");
    expect(told({ requests: [request()], error: new NetworkError("Away.", "Look.") })).to.equal(
      "warning: Away. → Look.",
    );
    const senseless = new ArgumentError("Nothing to look for.", "Say what.");
    expect(told({ requests: [], error: senseless })).to.equal(
      `skipped: not tried: Nothing to look for., needs read b, read a${also}`,
    );
    expect(told({ skipped: "no budget" })).to.equal(`skipped: not tried: no budget, needs read b, read a${also}`);
    expect(checkFamily("g", lost!, undefined).found).to.equal("not tried: no example of it is recorded");
    const [nameless] = planProbes({ ...manifest, commands: manifest.commands.slice(4, 5) }, []);
    expect(checkFamily("g", nameless!, { requests: [request(401)] }).remedy).to.equal(
      "Give the instance's account the permission that these requests need, at the vendor's.",
    );
  });

  it("are never commands that write", () => {
    const writes = manifest.commands.filter(({ effect }) => effect !== "read");
    expect(checkWrites("g", writes).map(({ found }) => found)).to.deep.equal([
      "not tried (writes): acme-close; needed: write a",
    ]);
    expect(checkWrites("g", [])).to.deep.equal([]);
    const free = writes.map((command) => ({ ...command, permissions: [] }));
    expect(checkWrites("g", free)[0]?.found).to.equal("not tried (writes): acme-close");
  });
});
