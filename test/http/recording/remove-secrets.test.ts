import { expect } from "chai";
import fc from "fast-check";
import type { Json } from "../../../src/json.ts";
import { createRemover } from "../../../src/http/recording/remove-secrets.ts";
import { createSecretValues } from "../../../src/http/recording/secret-values.ts";
import { createMask, Secret } from "../../../src/secrets.ts";

function removerOf(...secrets: string[]) {
  return createRemover(createMask(secrets.map((secret) => new Secret(secret))), createSecretValues());
}

/** Looks twice, as a recording is looked at. */
function removed(value: Json, ...secrets: string[]): Json {
  const remover = removerOf(...secrets);
  remover.json(value);
  return remover.json(value);
}

describe("what is removed from a recording", () => {
  it("leaves everything else as it is", () => {
    const value = {
      id: "b3e2f0a1-0000-4000-8000-1234567890ab",
      count: 3,
      flags: [true, null, 1.5],
      text: "Basic functions; token of the day; a=b & c=d",
      layout: '{ "a" : 1 }',
      url: "https://example.com/a?page=2#x",
      tokenType: "bearer",
      expires_in: 900,
      tokens: 1500,
      hasPassword: true,
      password: "",
      secret: null,
    };
    expect(removed(value)).to.deep.equal(value);
  });

  it("gives stars for what proves who asks, and one placeholder for each other value", () => {
    expect(
      removed({
        access_token: "aaaa-aaaa",
        next: { pgToken: "first-page-1" },
        again: { nextPgToken: "first-page-1" },
        other: { pgToken: "second-page" },
        password: "bbbb-bbbb",
        sid: ["x", "y", "x"],
      }),
    ).to.deep.equal({
      access_token: "***",
      next: { pgToken: "***" },
      again: { nextPgToken: "***" },
      other: { pgToken: "***2" },
      password: "***",
      sid: ["***3", "***4", "***3"],
    });
  });

  it("finds a page's token in an address, encoded or not", () => {
    expect(
      removed(["https://x/?next_token=abc%2Fdef%3D%3D&n=1", { pageToken: "abc/def==" }, "at abc/def== it ends"]),
    ).to.deep.equal(["https://x/?next_token=***&n=1", { pageToken: "***" }, "at *** it ends"]);
  });

  it("takes what only looks encoded as it stands", () => {
    expect(removed([{ pageToken: "100%zz-abcdef" }, "it is 100%zz-abcdef. x=100%zz-abcdef"])).to.deep.equal([
      { pageToken: "***" },
      "it is ***. x=***",
    ]);
  });

  it("keeps a session's id where it numbers a record", () => {
    const id = "7c9e6679-7425-40de-944b-e07fc1f90ae7";
    expect(removed({ sessionId: id, session_id: "123456", SessionID: "f00-opaque" })).to.deep.equal({
      sessionId: id,
      session_id: "123456",
      SessionID: "***",
    });
  });

  it("takes numbers and what lies below a secret's name, but not what describes it", () => {
    expect(
      removed(
        {
          pin: 1234,
          token: 99,
          retries: 12_345,
          secret: { value: "x", type: "hash", nested: { a: ["y"] } },
          headers: [
            { name: "Cookie", value: "z" },
            { key: "Accept", value: "w" },
          ],
        },
        "12345",
      ),
    ).to.deep.equal({
      pin: "***",
      token: "***",
      retries: "***",
      secret: { value: "***", type: "hash", nested: { a: ["***"] } },
      headers: [
        { name: "Cookie", value: "***" },
        { key: "Accept", value: "w" },
      ],
    });
  });

  it("knows the shapes of secrets in sentences", () => {
    const pem = "-----BEGIN PRIVATE KEY-----\nabc\n-----END PRIVATE KEY-----";
    for (const [text, expected] of [
      [`key: ${pem} end`, "key: *** end"],
      [`${pem}\n${pem}`, "***\n***"],
      ["-----BEGIN EC PRIVATE KEY-----\nabc", "***"],
      ["-----BEGIN CERTIFICATE-----\nabc", "-----BEGIN CERTIFICATE-----\nabc"],
      ["about PRIVATE KEY----- lines", "about PRIVATE KEY----- lines"],
      ["Authorization: Bearer abc.def", "Authorization: ***"],
      ["bearer 0123456789", "bearer ***"],
      ["a bearer certificate", "a bearer certificate"],
      [`Basic ${Buffer.from("a:b123").toString("base64")}`, "Basic ***"],
      ["Basic authentication", "Basic authentication"],
      ["https://user:pw@host/", "https://***@host/"],
      ["ghp_0123456789abcdefghijABCDEFGHIJ012345 xoxb-1234567890-abc", "*** ***"],
      ['{"broken": "json", "api_key": "k1"', '{"broken": "json", "api_key": "***"'],
      ['\\"password\\":\\"p1\\"', '\\"password\\":\\"***\\"'],
      ["'secret' : 's1'", "'secret' : '***'"],
      ["<Token>t1</Token><b>t</b>", "<Token>***</Token><b>t</b>"],
      ["password=p1; user=u", "password=***; user=u"],
      ["X-Api-Key: k1\r\nHost: h", "X-Api-Key: ***\r\nHost: h"],
    ] as const) {
      expect(removerOf().text(text), text).to.equal(expected);
    }
  });

  it("leaves nothing of a known secret in any JSON, and does nothing the second time", () => {
    const secret = fc
      .string({ minLength: 6, maxLength: 12 })
      .filter((text) => /[a-z0-9]{3}/i.test(text) && !text.includes("*"));
    const around = fc.tuple(fc.string({ maxLength: 5 }), fc.constantFrom("", " ", "/", "&a="));
    fc.assert(
      fc.property(secret, fc.array(around), (value, places) => {
        const json: Json = places.map(([before, after]) => ({ [before]: `${before} ${value} ${after}`, x: [value] }));
        const once = removed(json, value);
        expect(JSON.stringify(once)).not.to.include(JSON.stringify(value).slice(1, -1));
        expect(removed(once, value)).to.deep.equal(once);
      }),
    );
  });

  it("is the same for the same, and another for another value", () => {
    const token = fc.string({
      unit: fc.constantFrom("a", "b", "c", "d", "0", "1", "2", "3", "-", "_"),
      minLength: 8,
      maxLength: 16,
    });
    fc.assert(
      fc.property(fc.array(token, { minLength: 1, maxLength: 12 }), (tokens) => {
        const out = removed(tokens.map((each) => ({ pageToken: each }))) as { pageToken: string }[];
        const names = new Map(tokens.map((each, at) => [each, out[at]!.pageToken]));
        expect(tokens.every((each, at) => names.get(each) === out[at]!.pageToken)).to.equal(true);
        expect(new Set(names.values()).size).to.equal(new Set(tokens).size);
        expect(removed(out)).to.deep.equal(out);
      }),
    );
  });

  it("comes to its end over hostile texts", () => {
    for (const piece of HOSTILE) {
      expect(removerOf("s3cret-known").text(piece.repeat(Math.ceil(100_000 / piece.length))), piece).to.be.a("string");
    }
  });
});

/** What each expression begins with, again and again. */
const HOSTILE = [
  "eyJ",
  "a=",
  "a-",
  '"a":"',
  "<a>",
  "://a:",
  "-----BEGIN PRIVATE KEY-----",
  "bearer ",
  "\\",
  "a: ",
  "127.0.0.1:",
  "%25",
  "...............a",
];
