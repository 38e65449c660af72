import { expect } from "chai";

import { createLegalHold, type LegalHold } from "../../../commands/_simulator/legal-hold/index.ts";
import { createWorld } from "../../../commands/_simulator/world.ts";
import { createClock } from "../../../src/simulator/index.ts";
import { parseQuery } from "../../../src/simulator/query.ts";
import { contractor, ledger2, mara } from "./matters.ts";
import { started } from "./tenant.ts";

function open(): LegalHold {
  const clock = createClock({ startAt: started, speed: undefined, now: () => 0 });
  return createLegalHold(createWorld({ seed: 1, clock, users: 4 }), {
    host: "gateway",
    user: () => ({ username: "somebody", email: "", firstName: null, lastName: null }),
  });
}

function post({ routes }: LegalHold, verb: string, body: Record<string, string> = {}): void {
  const path = `/v1/legal-hold/matters/:matterId/${verb}`;
  routes
    .find((route) => route.method === "POST" && route.path === path)!
    .handle({
      method: "POST",
      path,
      params: { matterId: ledger2 },
      query: parseQuery("", String),
      headers: {},
      body,
      text: "",
    });
}

describe("isHeld", () => {
  it("holds for custodians of active matters, until they are removed or the matter is closed", () => {
    const legalHold = open();
    expect([legalHold.isHeld(contractor), legalHold.isHeld(mara), legalHold.isHeld("7")]).to.deep.equal([
      true,
      false,
      false,
    ]);
    post(legalHold, "deactivate");
    expect(legalHold.isHeld(contractor)).to.equal(false);
    post(legalHold, "reactivate");
    expect(legalHold.isHeld(contractor)).to.equal(true);
    post(legalHold, "custodians/remove", { userId: contractor });
    expect(legalHold.isHeld(contractor)).to.equal(false);
  });
});
