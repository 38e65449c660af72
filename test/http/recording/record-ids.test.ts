import { expect } from "chai";
import { isPageToken, recordIds } from "../../../src/http/recording/record-ids.ts";
import type { Json } from "../../../src/json.ts";
import { createRemover } from "../../../src/http/recording/remove-secrets.ts";
import { createSecretValues } from "../../../src/http/recording/secret-values.ts";

function removerOf(answer: Json) {
  return createRemover(
    (text) => text,
    createSecretValues(),
    () => recordIds([answer]),
  );
}

describe("the ids of a vendor's records", () => {
  const body = {
    fileEvents: [
      { event: { id: "0_7f10aa52-event-1" } },
      { event: { id: "0_7f10aa52-event-2", ruleId: "rule-000001" } },
    ],
    nextPgToken: "0_7f10aa52-event-2",
    token: "0_7f10aa52-event-1",
    sid: 7,
  };

  it("are the texts that stand under an id's name, at any depth", () => {
    expect([...recordIds([body, ["x"], "text", null])]).to.deep.equal([
      "0_7f10aa52-event-1",
      "0_7f10aa52-event-2",
      "rule-000001",
    ]);
  });

  it("stay where a page's token repeats one; a login's token goes, whatever else has its value", () => {
    const remover = removerOf(body);
    remover.json(body);
    expect(remover.json(body)).to.deep.equal({
      fileEvents: [{ event: { id: "***" } }, { event: { id: "0_7f10aa52-event-2", ruleId: "rule-000001" } }],
      nextPgToken: "0_7f10aa52-event-2",
      token: "***",
      sid: 7,
    });
  });

  it("are no reason to keep a page's token that is none of them", () => {
    expect(removerOf(body).json({ pageToken: "opaque-page-token" })).to.deep.equal({ pageToken: "***" });
  });

  it("tells a page's token by its name", () => {
    const names = ["nextPgToken", "pgToken", "next_page_token", "Continuation-Token", "nextToken", "skiptoken"];
    expect(names.filter((name) => !isPageToken(name))).to.deep.equal([]);
    expect(["token", "accessToken", "pageTokenSecret", "csrfToken", "tokenPage"].filter(isPageToken)).to.deep.equal([]);
  });
});
