import { readFileSync, readdirSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { expect } from "chai";
import fc from "fast-check";
import { ownerKey, openToken, sealToken } from "../../src/store/seal.ts";
import { NOW, useTemporary } from "./temporary.ts";

const owner = { url: "https://vendor.example", clientId: "key-1", clientSecret: "correct horse battery" };
const token = { accessToken: "canary-eyJhbGciOi", expiresAt: NOW + 900_000 };

describe("the token store", () => {
  const temporary = useTemporary();

  it("keeps a token for the next process", async () => {
    const first = await temporary.open();
    await first.tokens.write(owner, token);
    await first.close();
    const second = await temporary.open();
    expect(await second.tokens.read(owner)).to.deep.equal(token);
  });

  it("gives the token that was written last", async () => {
    const { tokens } = await temporary.open();
    await tokens.write(owner, { accessToken: "older", expiresAt: 1 });
    await tokens.write(owner, token);
    expect(await tokens.read(owner)).to.deep.equal(token);
  });

  it("forgets a removed token, and only that", async () => {
    const { tokens } = await temporary.open();
    const other = { ...owner, clientId: "key-2" };
    await tokens.write(owner, token);
    await tokens.write(other, token);
    await tokens.remove(owner);
    expect(await tokens.read(owner)).to.equal(undefined);
    expect(await tokens.read(other)).to.deep.equal(token);
  });

  for (const [what, stranger] of Object.entries({
    "another secret": { ...owner, clientSecret: "wrong" },
    "another client id": { ...owner, clientId: "key-2" },
    "another URL": { ...owner, url: "https://vendor.example.evil" },
  })) {
    it(`gives nothing to an owner with ${what}`, async () => {
      const { tokens } = await temporary.open();
      await tokens.write(owner, token);
      expect(await tokens.read(stranger)).to.equal(undefined);
    });
  }

  it("takes a row that was moved to another owner as absent", async () => {
    const store = await temporary.open();
    const thief = { ...owner, url: "https://evil.example" };
    await store.tokens.write(owner, token);
    alter("UPDATE token SET owner = ?", ownerKey(thief));
    expect(await store.tokens.read(thief)).to.equal(undefined);
  });

  it("takes a row that was tampered with as absent", async () => {
    const store = await temporary.open();
    await store.tokens.write(owner, token);
    alter("UPDATE token SET sealed = ?", "x");
    expect(await store.tokens.read(owner)).to.equal(undefined);
  });

  it("writes neither token, secret, client id nor URL to the disk in plain", async () => {
    const store = await temporary.open();
    await store.tokens.write(owner, token);
    const files = readdirSync(temporary.folder()).filter((name) => name.startsWith("soar.db"));
    expect(files).to.include("soar.db-wal");
    const bytes = Buffer.concat(files.map((name) => readFileSync(temporary.path(name))));
    expect(bytes.includes("aes")).to.equal(false);
    for (const secret of ["canary-eyJhbGciOi", "correct horse", "key-1", "vendor.example"]) {
      expect(bytes.includes(secret)).to.equal(false);
      expect(bytes.includes(Buffer.from(secret).toString("base64").slice(0, -4))).to.equal(false);
      expect(bytes.includes(Buffer.from(secret).toString("hex"))).to.equal(false);
    }
  });

  function alter(statement: string, value: string): void {
    const database = new DatabaseSync(temporary.path("soar.db"));
    database.prepare(statement).run(value);
    database.close();
  }
});

describe("a sealed token", () => {
  it("opens for its owner, whatever they contain", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), fc.string(), fc.nat(), (url, id, secret, accessToken, at) => {
        const anyone = { url, clientId: id, clientSecret: secret };
        expect(openToken(sealToken({ accessToken, expiresAt: at }, anyone), anyone)).to.deep.equal({
          accessToken,
          expiresAt: at,
        });
      }),
    );
  });

  it("looks different each time", () => {
    expect(sealToken(token, owner)).to.not.equal(sealToken(token, owner));
  });

  it("does not open when any one byte of it was changed", () => {
    const parts = sealToken(token, owner).split(".");
    parts.forEach((part, index) => {
      const bytes = Buffer.from(part, "base64");
      for (let at = 0; at < bytes.length; at += 1) {
        const changed = Buffer.from(bytes);
        changed[at]! ^= 1;
        const sealed = parts.with(index, changed.toString("base64")).join(".");
        expect(openToken(sealed, owner)).to.equal(undefined);
      }
    });
  });

  it("does not open when its tag was cut short", () => {
    const parts = sealToken(token, owner).split(".");
    const short = Buffer.from(parts[2]!, "base64").subarray(0, 4).toString("base64");
    expect(openToken(parts.with(2, short).join("."), owner)).to.equal(undefined);
  });

  it("does not open when a part is missing", () => {
    expect(openToken(sealToken(token, owner).split(".").slice(0, 3).join("."), owner)).to.equal(undefined);
  });

  it("tells apart a URL and a client id that run together alike", () => {
    const one = { url: "a", clientId: "bc", clientSecret: "s" };
    const two = { url: "ab", clientId: "c", clientSecret: "s" };
    expect(ownerKey(one)).to.not.equal(ownerKey(two));
    expect(openToken(sealToken(token, one), two)).to.equal(undefined);
  });
});
