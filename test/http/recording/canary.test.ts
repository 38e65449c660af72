import { expect } from "chai";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import type { HttpClient } from "../../../src/http/client.ts";
import { pseudonymise } from "../../../src/http/recording/pseudonyms/pseudonymise.ts";
import { writeRecording } from "../../../src/http/recording/write-recording.ts";
import { anything, bearer, json, type SeenRequest } from "../loopback.ts";
import { recorded, type Setup } from "./taped.ts";

const CANARY = 'c4n@ry "x"/+ü0';

/** Every form in which a value travels. */
function formsOf(value: string): string[] {
  const bytes = Buffer.from(value);
  const base64 = [0, 1, 2].map((shift) =>
    Buffer.concat([Buffer.alloc(shift), bytes])
      .toString("base64")
      .slice(Math.ceil((shift * 8) / 6), -4),
  );
  const quoted = JSON.stringify(value).slice(1, -1);
  return [
    value,
    encodeURIComponent(value),
    new URLSearchParams({ a: value }).toString().slice(2),
    quoted,
    JSON.stringify(quoted).slice(1, -1),
    ...base64,
    ...base64.map((core) => core.replaceAll("+", "-").replaceAll("/", "_")),
    bytes.toString("latin1"),
  ];
}

describe("a recording of what holds secrets", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "soar-canary-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** Everything that was written, base64 bodies opened, too. */
  async function written(
    answer: (seen: SeenRequest, response: ServerResponse, count: number) => void,
    work: (client: HttpClient) => Promise<unknown>,
    setup: Setup = {},
  ): Promise<string> {
    const { recording, error } = await recorded(answer, work, setup);
    expect(error).to.equal(undefined);
    expect(recording.exchanges).not.to.deep.equal([]);
    await writeRecording(folder, recording);
    await writeRecording(folder, { ...pseudonymise(recording), command: "acme-pseudonyms" });
    const texts = readdirSync(folder).map((name) => readFileSync(join(folder, name), "utf8"));
    const bodies = texts.flatMap((text) =>
      [...text.matchAll(/"base64": "([^"]*)"/g)].flatMap(([, base64 = ""]) => {
        const bytes = Buffer.from(base64, "base64");
        return [bytes.toString(), bytes.toString("latin1")];
      }),
    );
    return [...texts, ...bodies].join("\n");
  }

  function expectClean(text: string, value = CANARY): void {
    for (const form of formsOf(value)) expect(text).not.to.include(form);
  }

  const secrets = [CANARY];
  const basic = Buffer.from(`user:${CANARY}`).toString("base64");

  it("holds nothing of a known secret, wherever it was sent", async () => {
    const work = async (client: HttpClient) => {
      await client.send({ method: "GET", path: `/a/${encodeURIComponent(CANARY)}`, query: { q: CANARY, [CANARY]: 1 } });
      await client.send({
        method: "POST",
        path: "/b",
        headers: { "x-api-key": encodeURIComponent(CANARY), authorization: `Basic ${basic}`, cookie: `sid=${basic}` },
        body: { text: `it is ${CANARY}.`, deep: [{ [CANARY]: JSON.stringify({ inner: CANARY }) }], basic },
      });
      await client.send({ method: "POST", path: "/c", body: new URLSearchParams({ a: CANARY, b: basic }) });
    };
    expectClean(await written((_, response) => json(response, {}), work, { secrets, args: { note: CANARY } }));
  });

  it("holds nothing of a known secret, wherever it was answered", async () => {
    const answers: ((response: ServerResponse) => void)[] = [
      (response) => json(response, { token: CANARY, deep: { list: [CANARY, { url: `https://x/?a=${basic}` }] } }),
      (response) =>
        response
          .writeHead(200, {
            "set-cookie": [`a=${basic}`, `b=${encodeURIComponent(CANARY)}`],
            "x-secret": basic,
            etag: `"${basic}"`,
            link: `<https://x/?next=${encodeURIComponent(CANARY)}>; rel=next`,
            "content-disposition": `attachment; filename="${encodeURIComponent(CANARY)}"`,
          })
          .end(`a file that says ${CANARY} and ${basic}`),
      (response) =>
        response.writeHead(200, { "content-type": "image/png" }).end(Buffer.from(`\0\x89${CANARY}\0${basic}`)),
      (response) => response.writeHead(200, { "content-type": "application/json" }).end(`{ broken ${CANARY}`),
      (response) => response.writeHead(302, { location: `/again?code=${encodeURIComponent(CANARY)}` }).end(),
      (response) => json(response, { message: `bad key ${CANARY}` }, 400),
      (response) => response.writeHead(403, { "content-type": "text/html" }).end(`<html>${basic} ${CANARY}</html>`),
    ];
    const work = async (client: HttpClient) => {
      for (const index of answers.keys()) {
        await client
          .stream({ method: "GET", path: `/${index}` })
          .then(({ body }) => buffer(body))
          .catch(() => undefined);
      }
    };
    const text = await written(
      ({ path }, response) => {
        const answer = answers[Number(path.slice(1))];
        if (answer) answer(response);
        else json(response, {});
      },
      work,
      { secrets },
    );
    expectClean(text);
    expect(text).to.include("a file that says ***");
  });

  it("holds nothing of a token that was given, in whatever answer it comes again", async () => {
    const token = "0paque.token-canary~1";
    const text = await written(
      ({ path, headers }, response) => {
        if (path === "/oauth")
          json(response, { access_token: token, refresh_token: "refresh-canary-1", expires_in: 900 });
        else json(response, { youSent: headers.authorization, note: `refresh-canary-1 and ${token}` });
      },
      (client) => client.send({ method: "GET", path: "/echo", answer: anything }),
      { auth: bearer(CANARY), secrets },
    );
    expectClean(text);
    expectClean(text, token);
    expectClean(text, "refresh-canary-1");
    expectClean(text, "key-1:");
  });

  it("holds nothing that only its name or its shape tells, also not where it is told again", async () => {
    const jwt = `eyJ${"hbGciOi".repeat(3)}.eyJ${"zdWIiOi".repeat(3)}.c2lnbmF0dXJl`;
    const values = {
      password: "named-canary-01",
      "X-Api-Key": "named-canary-02",
      api_key: "named-canary-03",
      apiKeyValue: "named-canary-04",
      clientSecret: "named-canary-05",
      "client-secret": "named-canary-06",
      privateKey: "named-canary-07",
      Signature: "named-canary-08",
      "x-amz-security-token": "named-canary-09",
      sessionId: "named-canary-10",
      JSESSIONID: "named-canary-11",
      Authorization: "named-canary-12",
      COOKIE: "named-canary-13",
      sig: "named-canary-14",
      SECRET_TOKEN: "named-canary-15",
    };
    const pem = "-----BEGIN RSA PRIVATE KEY-----\nMIIcanary\n-----END RSA PRIVATE KEY-----";
    const body = {
      list: [{ deep: values }, { name: "X-Auth-Token", value: "named-canary-16" }],
      tokens: ["named-canary-17", { value: "named-canary-18" }],
      pin: 90_210_777,
      nested: JSON.stringify({ password: "named-canary-19" }),
      texts: [
        `Bearer named-canary-20 and Basic ${Buffer.from("me:named-canary-21").toString("base64")}`,
        "https://me:named-canary-22@example.com/x?token=named-canary-23&page=2",
        "password: named-canary-24, and AKIANAMEDCANARY12345",
        pem,
        jwt,
        "again: named-canary-01, named-canary-08",
      ],
    };
    const text = await written(
      ({ path }, response) => {
        if (path === "/json") json(response, body);
        else if (path === "/xml") response.end("<r><password type='a'>named-canary-25</password></r>");
        else if (path === "/lines") response.end('{"secret":"named-canary-26"}\n{"token":"named-canary-27"}\n');
        else response.setHeader("set-cookie", "s=named-canary-28; Path=/").end("your cookie is named-canary-28");
      },
      async (client) => {
        for (const path of ["/json", "/xml", "/lines", "/cookie"]) {
          await (
            await client.stream({ method: "GET", path, query: path === "/xml" ? { api_key: "named-canary-29" } : {} })
          ).body.toArray();
        }
        await client.send({
          method: "POST",
          path: "/xml",
          body: new URLSearchParams({ client_secret: "named-canary-30" }),
        });
        await client.send({
          method: "POST",
          path: "/json",
          body: values,
          headers: { "x-session-id": "named-canary-31" },
        });
        await client.send({ method: "POST", path: "/json", body: { echoed: "named-canary-31" } });
      },
    );
    expect(text).not.to.match(/named-canary|90210777|NAMEDCANARY|MIIcanary|zdWIiOi/);
    for (let number = 1; number <= 31; number++) {
      expectClean(text, `named-canary-${String(number).padStart(2, "0")}`);
    }
    expect(text).to.include("page=2");
  });

  it("is for its owner's eyes only", async () => {
    await written(
      (_, response) => json(response, {}),
      (client) => client.send({ method: "GET", path: "/" }),
    );
    expect(statSync(join(folder, "acme-do.json")).mode & 0o777).to.equal(0o600);
  });
});
