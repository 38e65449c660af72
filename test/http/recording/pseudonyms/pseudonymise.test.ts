import { expect } from "chai";
import fc from "fast-check";
import { pseudonymise } from "../../../../src/http/recording/pseudonyms/pseudonymise.ts";
import type { Recording } from "../../../../src/http/recording/recording.ts";
import type { Json, JsonObject } from "../../../../src/json.ts";
import { recordingOf } from "../taped.ts";

function withBody(body: JsonObject, rest: Partial<Recording> = {}): Recording {
  return { ...recordingOf({ request: { method: "GET", path: "/v1/x" }, body }), ...rest };
}

/** What becomes of an answer's body. */
function renamed(body: JsonObject, rest: Partial<Recording> = {}): Json | undefined {
  const [exchange] = pseudonymise(withBody(body, rest)).exchanges;
  return exchange && "body" in exchange.answer ? exchange.answer.body : undefined;
}

describe("a recording with pseudonyms", () => {
  it("has made-up people, machines and addresses, the same everywhere", () => {
    const body = {
      userName: "jane.doe",
      firstName: "Jane",
      lastName: "Doe",
      userEmail: "jane.doe@corp.example.org",
      note: "Jane Doe (jane.doe@corp.example.org) signed in on LT-4711 as CORP\\jane.doe.",
      hostname: "LT-4711.corp.example.org",
      device: { name: "LT-4711" },
      owner: { name: "Bob Ross" },
      about: "from 10.1.2.3 and 10.1.2.4 via fe80::1:2 (aa:bb:cc:dd:ee:ff), call +49 170 1234567",
      path: "C:\\Users\\jane.doe\\Desktop\\jane.doe.txt",
      mac: "AA-BB-CC-DD-EE-01",
      home: "/home/bross/x and /Users/Bob Ross/y",
      mobile: "0170/55",
      again: "10.1.2.3 jane.doe Bob",
      url: "https://portal.corp.example.org/u/jane.doe%40corp.example.org?ip=10.1.2.4",
    };
    const out = renamed(body);
    expect(out).to.deep.equal({
      userName: "user1",
      firstName: "user2",
      lastName: "user3",
      userEmail: "user1@example.test",
      note: "user2 user3 (user1@example.test) signed in on host1 as CORP\\user1.",
      hostname: "host1.example.test",
      device: { name: "host1" },
      owner: { name: "user4 user5" },
      about: "from 192.0.2.1 and 192.0.2.2 via 2001:db8::1 (00:00:5e:00:53:00), call +1-555-0102",
      path: "C:\\Users\\user1\\Desktop\\user1.txt",
      mac: "00-00-5e-00-53-01",
      home: "/home/user6/x and /Users/user4 user5/y",
      mobile: "+1-555-0101",
      again: "192.0.2.1 user1 user4",
      url: "https://host2.example.test/u/user1%40example.test?ip=192.0.2.2",
    });
  });

  it("leaves alone what is nobody's", () => {
    const body = {
      owner: "admin",
      user: "SYSTEM",
      createdBy: "7c9e6679-7425-40de-944b-e07fc1f90ae7",
      actor: "",
      hostname: "localhost",
      addresses: "127.0.0.1 ::1 0.0.0.0 255.255.255.255 999.1.1.1 1.2.3",
      times: "12:30:45 2026-03-01T12:00:00Z +02:00",
      url: "https://drive.example.com/a",
      file: "report.final.pdf",
      title: "High severity",
      paths: "C:\\Users\\Public\\x /v1/users/search",
      phone: "***",
      updatedBy:
        "a sentence that is so long that it cannot be the name of anybody at all, however long names may become",
      member: "https://x.example/1",
    };
    expect(renamed(body)).to.deep.equal(body);
  });

  it("replaces them in everything that is recorded", () => {
    const recording = withBody(
      { userName: "jdoe", rawJSON: JSON.stringify({ displayName: "Erika Muster" }) },
      {
        args: { user: "jdoe", list: ["max@firm.example"] },
        params: { url: "https://api.vendor.example", owner: "jdoe" },
        incident: { details: "Erika Muster wrote to max@firm.example" },
        context: { User: { "max@firm.example": { Name: "Erika" } } },
      },
    );
    recording.exchanges.push({
      at: "2026-01-01",
      ms: 1,
      request: {
        method: "GET",
        path: "/v1/Users/jdoe/max%40firm.example",
        query: { userName: ["klaus"], q: ["klaus and 10.9.8.7"] },
        body: { login: "otto", text: "otto" },
      },
      answer: {
        status: 200,
        headers: { date: "Thu, 01 Jan 2026 00:00:00 GMT", location: "/v1/users/otto" },
        base64: Buffer.from('{ "x": "jdoe').toString("base64"),
      },
    });
    recording.exchanges.push({
      at: "2026-01-01",
      ms: 1,
      request: { method: "GET", path: "/f" },
      answer: { status: 200, headers: {}, base64: "/wBqZG9l" },
    });
    recording.exchanges.push({
      at: "2026-01-01",
      ms: 1,
      request: { method: "GET", path: "/g" },
      answer: { fault: "X" },
    });
    const out = pseudonymise(recording);
    expect(out.args).to.deep.equal({ user: "user1", list: ["user6@example.test"] });
    expect(out.params).to.deep.equal({ url: "https://api.vendor.example", owner: "user1" });
    expect(out.incident).to.deep.equal({ details: "user2 user3 wrote to user6@example.test" });
    expect(out.context).to.deep.equal({ User: { "user6@example.test": { Name: "user2" } } });
    expect(out.exchanges[1]).to.deep.equal({
      at: "2026-01-01",
      ms: 1,
      request: {
        method: "GET",
        path: "/v1/Users/user1/user6%40example.test",
        query: { userName: ["user4"], q: ["user4 and 192.0.2.1"] },
        body: { login: "user5", text: "user5" },
      },
      answer: {
        status: 200,
        headers: { date: "Thu, 01 Jan 2026 00:00:00 GMT", location: "/v1/users/user5" },
        base64: Buffer.from('{ "x": "user1').toString("base64"),
      },
    });
    // What is no text is left as it is.
    expect(out.exchanges[2]!.answer).to.deep.equal({ status: 200, headers: {}, base64: "/wBqZG9l" });
    expect(out.exchanges[3]!.answer).to.deep.equal({ fault: "X" });
  });

  it("finds names in addresses, however they are written there", () => {
    expect(
      renamed({
        userName: "jürgen.müller",
        links: ["/u/j%C3%BCrgen.m%C3%BCller/x", "/u/j%C3%BCrgen.müller", "/u/j%zz"],
      }),
    ).to.deep.equal({ userName: "user1", links: ["/u/user1/x", "/u/user1", "/u/j%zz"] });
  });

  it("keeps the vendor's own address, except one that exists only inside a house", () => {
    const at = (url: string) =>
      pseudonymise(withBody({ userEmail: "a.b@vendor.example" }, { params: { url } })).params.url;
    expect(at("https://api.vendor.example/x")).to.equal("https://api.vendor.example/x");
    expect(at("https://siem.bank.local/x")).to.equal("https://host1.example.test/x");
    expect(at("https://nonsense:url:/")).to.equal("https://nonsense:url:/");
  });

  it("gives nothing a name that is there already", () => {
    expect(
      renamed({ ip: "192.0.2.1 10.0.0.1", userName: "jdoe", owner: "user1", mail: "user1@example.test" }),
    ).to.deep.equal({
      ip: "192.0.2.1 192.0.2.2",
      userName: "user2",
      owner: "user1",
      mail: "user1@example.test",
    });
  });

  it("has names for as many as there are", () => {
    const addresses = Array.from({ length: 70_000 }, (_, at) => `10.${at >> 16}.${(at >> 8) & 255}.${at & 255}`);
    const macs = Array.from(
      { length: 300 },
      (_, at) => `aa:bb:cc:dd:${at >> 8 === 0 ? "00" : "01"}:${(at & 255).toString(16).padStart(2, "0")}`,
    );
    const out = renamed({ addresses, macs }) as { addresses: string[]; macs: string[] };
    expect(new Set(out.addresses).size).to.equal(70_000);
    expect([out.addresses[253], out.addresses[254], out.addresses[508], out.addresses[762]]).to.deep.equal([
      "192.0.2.254",
      "198.51.100.1",
      "203.0.113.1",
      "198.18.0.0",
    ]);
    expect(new Set(out.macs).size).to.equal(300);
    expect(out.macs[256]).to.equal("02:00:5e:00:01:00");
  });

  const letters = fc.string({ unit: fc.constantFrom("q", "w", "k", "z", "ß", "X", "J"), minLength: 3, maxLength: 8 });
  const person = fc.record({
    userName: fc.tuple(letters, letters).map(([a, b]) => `${a}.${b}7`),
    userEmail: fc.tuple(letters, letters).map(([a, b]) => `${a}@${b.toLowerCase()}q.example`),
    firstName: letters,
    ip: fc.ipV4().filter((ip) => !/^(127|0\.0\.0\.0|255\.255|192\.0\.2|198\.|203\.0)/.test(ip)),
    host: letters.map((text) => `${text}-pc9`),
  });
  const people = fc.array(person, { minLength: 1, maxLength: 6 });
  const toBody = (each: {
    userName: string;
    userEmail: string;
    firstName: string;
    ip: string;
    host: string;
  }): JsonObject => ({
    ...each,
    hostname: each.host,
    note: `${each.firstName} <${each.userEmail}> as ${each.userName} on ${each.host} at ${each.ip}: /home/${each.userName}/`,
  });

  it("keeps nothing of an original", () => {
    fc.assert(
      fc.property(people, (list) => {
        const text = JSON.stringify(renamed({ list: list.map(toBody) }));
        for (const value of list.flatMap((each) => Object.values(each))) expect(text).not.to.include(value);
      }),
    );
  });

  it("comes out the same when it is made again, and keeps what is different different", () => {
    fc.assert(
      fc.property(people, (list) => {
        const recording = withBody({ list: list.map(toBody) });
        const once = pseudonymise(recording);
        expect(pseudonymise(recording)).to.deep.equal(once);
        expect(pseudonymise(once)).to.deep.equal(once);
        const answer = once.exchanges[0]!.answer;
        const out = "body" in answer ? (answer.body as unknown as { list: (typeof list)[number][] }).list : [];
        for (const key of ["userName", "userEmail", "firstName", "ip", "host"] as const) {
          const pairs = new Map(list.map((each, at) => [each[key], out[at]![key]]));
          expect(list.every((each, at) => pairs.get(each[key]) === out[at]![key])).to.equal(true);
          expect(new Set(pairs.values()).size).to.equal(pairs.size);
        }
      }),
    );
  });
});
