import { ApiError, ArgumentError, NetworkError, NotFoundError } from "soarkit";
import { runCommand, type CommandOutcome } from "soarkit/testing";
import { expect } from "chai";
import { createHash } from "node:crypto";
import { code42 } from "./recorded.ts";
import { openTenant, type Tenant } from "./tenant.ts";

/** "foo": the file of Incydr's published example. */
const foo = "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae";
const byHash = "/v1/files/get-file-by-sha256";
const byId = "/v1/files/get-file-by-xfc-content-id";

interface Listed {
  name: string;
  size: number;
  md5: string;
  sha256: string;
  isKept: boolean;
}

describe("the commands that download files", () => {
  let tenant: Tenant;
  beforeEach(async () => (tenant = await openTenant({ knobs: { "file-size": "5000000" } })));
  afterEach(() => tenant.close());

  const run = (name: string, args: Record<string, string>): Promise<CommandOutcome> =>
    runCommand(name, args, { integration: code42, simulator: tenant.simulator });
  const fault = (given: object) => tenant.control("/faults", [given]);
  /** One of the files that events are about. */
  async function ofEvents(wanted: (file: Listed) => boolean): Promise<Listed> {
    const { files } = (await tenant.control("/files")) as { files: Listed[] };
    const { fileEvents } = (await tenant.control("/truth/file-events")) as {
      fileEvents: { file: { hash: { md5: string | null } } }[];
    };
    const known = new Set(fileEvents.map(({ file }) => file.hash.md5));
    const found = files.find((file) => known.has(file.md5) && wanted(file));
    if (!found) throw new Error("there is no such file");
    return found;
  }

  it("download by SHA256, with one request, under its hash as name", async () => {
    const { error, files, context } = await run("code42-download-file", { hash: foo.toUpperCase() });
    expect(error).to.equal(undefined);
    expect(files.map(({ name, content }) => [name, Buffer.from(content).toString()])).to.deep.equal([[foo, "foo"]]);
    expect(context).to.have.nested.property("File.SHA256", foo);
    expect(context).to.have.nested.property("File.Size", 3);
    expect(await tenant.requests()).to.deep.equal([`GET ${byHash}/${foo}`]);
  });

  it("download by MD5, by way of the newest file event that has it", async () => {
    const file = await ofEvents(({ isKept, name }) => isKept && name.endsWith(".png"));
    const { files, context } = await run("code42-download-file", { hash: file.md5, filename: "shot.png" });
    expect(files).to.have.length(1);
    expect(createHash("md5").update(files[0]!.content).digest("hex")).to.equal(file.md5);
    expect(files[0]!.content).to.have.length(file.size);
    expect(context).to.have.nested.property("File.Name", "shot.png");
    expect(context).to.have.nested.property("File.Type", "image/png");
    expect(context).to.have.nested.property("File.Extension", "png");
    expect(await tenant.requests()).to.deep.equal(["POST /v2/file-events", `GET ${byHash}/${file.sha256}`]);
  });

  it("download what an event has captured, with one request, under its id as name", async () => {
    const { files, context } = await run("code42-download-file-by-xfc-id", { xfc_id: " xfc-0001 " });
    expect(files.map(({ name, content }) => [name, Buffer.from(content).toString()])).to.deep.equal([
      ["xfc-0001", "foo"],
    ]);
    expect(context).to.have.nested.property("File.MD5", "acbd18db4cc2f85cedef654fccc4a4d8");
    expect(await tenant.requests()).to.deep.equal([`GET ${byId}/xfc-0001`]);
  });

  it("never take the name that the answer gives, and keep a given one in its folder", async () => {
    const { files } = await run("code42-download-file-by-xfc-id", {
      xfc_id: "xfc-0001",
      filename: "../../etc/pass\nwd",
    });
    expect(files.map(({ name }) => name)).to.deep.equal(["passwd"]);
  });

  it("download what is larger than a stream's buffers", async () => {
    const { files } = await run("code42-download-file-by-xfc-id", { xfc_id: "xfc-large" });
    expect(files[0]?.content).to.have.length(5_000_000);
  });

  for (const hash of ["abc", "g".repeat(64), "a".repeat(40)]) {
    it(`take ${hash} for no hash, without a request`, async () => {
      const { error } = await run("code42-download-file", { hash });
      expect(error).to.be.instanceOf(ArgumentError);
      expect(error).to.include({
        message: `Unsupported hash. It must be a SHA256 or an MD5, got "${hash}".`,
        hint: "A SHA256 has 64 hexadecimal digits, an MD5 has 32.",
      });
      expect(await tenant.requests()).to.deep.equal([]);
    });
  }

  it("say that no event has an MD5", async () => {
    const { error } = await run("code42-download-file", { hash: "0".repeat(32) });
    expect(error).to.be.instanceOf(NotFoundError);
    expect(error).to.have.property("message", `No file event has the MD5 ${"0".repeat(32)}.`);
    expect(await tenant.requests()).to.deep.equal(["POST /v2/file-events"]);
  });

  it("say that the events with an MD5 tell no SHA256", async () => {
    const fileEvents = [
      { event: { id: "1" }, file: { hash: { sha256: null } } },
      { event: { id: "2" }, file: null },
    ];
    await fault({ path: "/v2/file-events", kind: "status", status: 200, body: JSON.stringify({ fileEvents }) });
    const { error } = await run("code42-download-file", { hash: "0".repeat(32) });
    expect(error).to.be.instanceOf(NotFoundError);
    expect(error).to.have.property("message", `No file event with the MD5 ${"0".repeat(32)} tells a SHA256.`);
  });

  it("take the SHA256 of an older event where the newest tells none", async () => {
    const fileEvents = [{ event: { id: "1" } }, { event: { id: "2" }, file: { hash: { sha256: foo.toUpperCase() } } }];
    await fault({ path: "/v2/file-events", kind: "status", status: 200, body: JSON.stringify({ fileEvents }) });
    const { files } = await run("code42-download-file", { hash: "acbd18db4cc2f85cedef654fccc4a4d8" });
    expect(files[0]?.content).to.have.length(3);
  });

  it("say that Incydr does not have a file", async () => {
    const file = await ofEvents(({ isKept }) => !isKept);
    for (const [name, args, what] of [
      ["code42-download-file", { hash: file.sha256 }, `the SHA256 ${file.sha256}`],
      ["code42-download-file", { hash: file.md5 }, `the MD5 ${file.md5}`],
      ["code42-download-file-by-xfc-id", { xfc_id: "xfc-0123456789abcdef" }, "the XFC ID xfc-0123456789abcdef"],
    ] as const) {
      const { error, files } = await run(name, args);
      expect(error).to.be.instanceOf(NotFoundError).with.property("cause").instanceOf(ApiError);
      expect(error).to.have.property("message", `The file with ${what} is not available for download.`);
      expect(files).to.deep.equal([]);
    }
  });

  it("take an answer without a file for a file that is not there", async () => {
    await fault({ path: "/v1/files/*", kind: "status", status: 204, times: 2 });
    for (const [name, args] of [
      ["code42-download-file", { hash: foo }],
      ["code42-download-file-by-xfc-id", { xfc_id: "xfc-0001" }],
    ] as const) {
      const { error, files } = await run(name, args);
      expect(error).to.be.instanceOf(NotFoundError);
      expect(files).to.deep.equal([]);
    }
  });

  it("keep nothing of another file than was asked for", async () => {
    const md5 = "0f343b0931126a20f133d67c2b018a3b";
    const { error, files, context } = await run("code42-download-file", { hash: md5 });
    expect(error).to.be.instanceOf(ApiError);
    expect(error).to.have.property(
      "message",
      `What Incydr sent is not the file with the MD5 ${md5}: its MD5 is acbd18db4cc2f85cedef654fccc4a4d8. ` +
        "Nothing was kept of it.",
    );
    expect([files, context]).to.deep.equal([[], {}]);

    await fault({ path: byHash, kind: "status", status: 200, body: "<p>Please sign in</p>" });
    const page = await run("code42-download-file", { hash: foo });
    expect(page.error)
      .to.be.instanceOf(ApiError)
      .with.property("message")
      .that.matches(/^What Incydr sent is not the file with the SHA256 2c26b4.*: its SHA256 is [0-9a-f]{64}\. Nothing/);
  });

  it("keep nothing of a file whose connection ends half-way", async () => {
    await fault({ path: byId, kind: "truncate" });
    const { error, files } = await run("code42-download-file-by-xfc-id", { xfc_id: "xfc-large" });
    expect(error).to.be.instanceOf(NetworkError);
    expect(files).to.deep.equal([]);
  });

  it("let a failure be", async () => {
    await fault({ path: byId, kind: "status", status: 409 });
    const { error } = await run("code42-download-file-by-xfc-id", { xfc_id: "xfc-0001" });
    expect(error).to.be.instanceOf(ApiError).with.property("status", 409);
  });

  it("want an id that is one", async () => {
    const { error } = await run("code42-download-file-by-xfc-id", { xfc_id: " " });
    expect(error).to.be.instanceOf(ArgumentError).with.property("message", "xfc_id is empty.");
    expect(await tenant.requests()).to.deep.equal([]);
  });
});
