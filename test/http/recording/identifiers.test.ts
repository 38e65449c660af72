import { expect } from "chai";
import { anything } from "../loopback.ts";
import { identifiersOf, withoutIdentifiers } from "../../../src/http/recording/identifiers.ts";
import { recordingOf, replayed } from "./taped.ts";

describe("whom an instance signs in as", () => {
  const own = identifiersOf({
    login: { identifier: "client-42", password: "***" },
    url: "x",
    short: { identifier: "ab" },
  });

  it("is told by its credentials", () => {
    expect([...own]).to.deep.equal(["client-42"]);
  });

  it("is left out of requests, and a replay may sign in as anybody", async () => {
    const request = {
      method: "POST",
      path: "/token",
      query: { user: ["client-42"], page: ["ab"] },
      body: { client_id: "client-42", list: ["client-42", 1, null, "my client-42"] },
    };
    const blank = withoutIdentifiers(request, own);
    expect(blank).to.deep.equal({
      method: "POST",
      path: "/token",
      query: { user: ["***"], page: ["ab"] },
      body: { client_id: "***", list: ["***", 1, null, "my client-42"] },
    });
    expect(withoutIdentifiers({ method: "GET", path: "/" }, own)).to.deep.equal({ method: "GET", path: "/" });
    const body = { client_id: "other", list: ["other", 1, null, "my client-42"] };
    const answer = await replayed(recordingOf({ request: blank, body: { ok: 1 } }), (client) =>
      client.send({ method: "POST", path: "/token", query: { user: "other", page: "ab" }, body, answer: anything }),
    );
    expect(answer).to.deep.equal({ ok: 1 });
  });
});
