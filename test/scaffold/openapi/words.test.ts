import { expect } from "chai";
import fc from "fast-check";
import { participleOf, thirdPersonOf } from "../../../src/scaffold/openapi/verbs.ts";
import { camelOf, pascalOf, pluralOf, singularOf, withArticle, wordsOf } from "../../../src/scaffold/openapi/words.ts";

describe("words", () => {
  it("are found in names of any spelling", () => {
    const spelled: Record<string, string[]> = {
      ticketId: ["ticket", "id"],
      ticketIDs: ["ticket", "ids"],
      "Ticket-Comments": ["ticket", "comments"],
      HTTPServer: ["http", "server"],
      ip_addresses: ["ip", "addresses"],
      IPv4Address: ["ipv4", "address"],
      OAuthToken: ["oauth", "token"],
      "filter[state]": ["filter", "state"],
      "@odata.count": ["odata", "count"],
      Prüfung: ["prufung"],
      sha256: ["sha256"],
    };
    for (const [name, words] of Object.entries(spelled)) expect(wordsOf(name), name).to.deep.equal(words);
  });

  it("are one and many", () => {
    const pairs: [string, string][] = [
      ["ticket", "tickets"],
      ["status", "statuses"],
      ["address", "addresses"],
      ["category", "categories"],
      ["case", "cases"],
      ["response", "responses"],
      ["house", "houses"],
      ["cache", "caches"],
      ["alias", "aliases"],
      ["box", "boxes"],
      ["person", "people"],
      ["index", "indices"],
      ["device", "devices"],
      ["key", "keys"],
      ["analysis", "analyses"],
      ["settings", "settings"],
      ["id", "ids"],
    ];
    for (const [one, many] of pairs) {
      expect(singularOf(many), many).to.equal(one);
      expect(singularOf(one), one).to.equal(one);
      expect(pluralOf(one), one).to.equal(many);
    }
  });

  it("make names, abbreviations whole in context and plain in code", () => {
    expect(pascalOf(["mac", "address"])).to.equal("MACAddress");
    expect(pascalOf(["ticket", "ids"])).to.equal("TicketIDs");
    expect(pascalOf(["2nd", "line"])).to.equal("N2ndLine");
    expect(camelOf(["mac", "address"])).to.equal("macAddress");
    expect(camelOf(["2nd"])).to.equal("n2nd");
  });

  it("take the right article", () => {
    expect([["asset"], ["user"], ["unit"], ["update"], ["ticket"]].map(withArticle)).to.deep.equal([
      "an asset",
      "a user",
      "a unit",
      "an update",
      "a ticket",
    ]);
  });

  it("of doing have forms", () => {
    expect(["close", "retry", "assign", "tag", "cancel", "wipe"].map(participleOf)).to.deep.equal([
      "closed",
      "retried",
      "assigned",
      "tagged",
      "cancelled",
      "wiped",
    ]);
    expect(["close", "retry", "search", "add"].map(thirdPersonOf)).to.deep.equal([
      "closes",
      "retries",
      "searches",
      "adds",
    ]);
  });

  it("are plain letters and digits, whatever they are made of", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(wordsOf(text).every((word) => /^[a-z0-9]+$/.test(word))).to.equal(true);
      }),
    );
  });
});
