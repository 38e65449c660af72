import { expect } from "chai";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { openApiIntegration } from "../../../../src/scaffold/openapi/scaffold-openapi.ts";
import { runCommand, startSimulator, type TestSimulator } from "../../../../src/testing/index.ts";
import { documentText } from "../document-of.ts";

describe("the simulator of an integration made from a document", () => {
  const folder = mkdtempSync(join(tmpdir(), "soar-openapi-"));
  let simulator: TestSimulator;
  before(async () => {
    const { text, path } = documentText("quayside.yaml");
    const { files } = await openApiIntegration(text, path, { name: "quayside" }, { soarkit: "*", versions: {} });
    for (const [file, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), content);
    }
  });
  beforeEach(async () => {
    simulator = await startSimulator(folder, { seed: 1, startAt: "2026-01-05T12:00:00Z" });
  });
  afterEach(() => simulator.close());
  after(() => rmSync(folder, { recursive: true, force: true }));

  async function ask(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
    const answer = await fetch(`${simulator.url}${path}`, {
      method,
      headers: {
        "X-Desk-Key": simulator.clientSecret,
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
        ...headers,
      },
      ...(body !== undefined && { body: body instanceof URLSearchParams ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, body: (text === "" ? undefined : JSON.parse(text)) as unknown };
  }

  it("knows who asks", async () => {
    expect(await ask("GET", "/users", undefined, { "X-Desk-Key": "another" })).to.deep.equal({
      status: 401,
      body: { error: "unauthorized" },
    });
    expect((await ask("GET", "/nothing")).status).to.equal(404);
    expect((await ask("PATCH", "/users")).status).to.equal(405);
  });

  it("gives the same things for the same seed, and others for another", async () => {
    const first = await ask("GET", "/tickets/7");
    const other = await startSimulator(folder, { seed: 1, startAt: "2026-01-05T12:00:00Z" });
    const third = await startSimulator(folder, { seed: 2, startAt: "2026-01-05T12:00:00Z" });
    try {
      const of = async ({ url }: TestSimulator) =>
        (await fetch(`${url}/tickets/7`, { headers: { "X-Desk-Key": simulator.clientSecret } })).json();
      expect(await of(other)).to.deep.equal(first.body);
      expect(await of(third)).not.to.deep.equal(first.body);
    } finally {
      await other.close();
      await third.close();
    }
  });

  it("says all that is wrong with a request", async () => {
    expect(
      await ask("GET", "/tickets?status=lost&priority=high&priority=odd&updatedSince=x&tagIds=1,b&limit=x"),
    ).to.deep.equal({
      status: 400,
      body: {
        error:
          "status must be one of open, pending, closed; priority must be one of low, normal, high, urgent; " +
          "updatedSince must be an ISO time; tagIds must be a number",
      },
    });
    expect((await ask("GET", "/tickets?limit=x")).body).to.deep.equal({ error: "limit is not one that was given" });
    expect((await ask("GET", "/reports/summary")).body).to.deep.equal({ error: "day is required" });
    expect((await ask("PUT", "/assets/AS-1001", { kind: "laptop" })).body).to.deep.equal({
      error: "If-Match is required; serial is required",
    });
    expect((await ask("POST", "/tickets")).body).to.deep.equal({ error: "a body is required" });
    const wrong = {
      subject: "x".repeat(121),
      priority: "odd",
      tags: ["a", 1],
      dueOn: "tomorrow",
      effortHours: "2",
      requester: { name: null },
      links: {},
    };
    expect((await ask("POST", "/tickets", wrong)).body).to.deep.equal({
      error:
        "subject is longer than 120; priority must be one of low, normal, high, urgent; tags[1] must be a text; " +
        "dueOn must be a day such as 2026-01-31; effortHours must be a number; requester.email is required; " +
        "requester.name must not be null; links must be a list",
    });
    expect((await ask("POST", "/tickets", [])).body).to.deep.equal({ error: "the body must be an object" });
    const form = new URLSearchParams({ userId: "nobody", silent: "maybe" });
    expect(
      (await ask("PUT", "/tickets/1/assignee", form, { "Content-Type": "application/x-www-form-urlencoded" })).body,
    ).to.deep.equal({ error: "userId must be a number; silent must be true or false" });
  });

  it("keeps what is made, changed and removed", async () => {
    const made = await ask("POST", "/tickets", { subject: "New one", requester: { email: "a@example.com" } });
    expect(made.status).to.equal(201);
    expect(made.body).to.deep.include({ id: 26, subject: "New one" });
    expect(made.body).to.have.nested.property("requester.email", "a@example.com");
    expect((await ask("GET", "/tickets?limit=30")).body).to.have.property("total", 26);
    expect((await ask("PATCH", "/tickets/26", { status: "pending" })).body).to.include({ id: 26, status: "pending" });
    expect((await ask("POST", "/tickets/26/close", {})).body).to.include({ id: 26, status: "closed" });
    expect((await ask("GET", "/tickets/26")).body).to.include({ subject: "New one", status: "closed" });
    expect((await ask("DELETE", "/tickets/26")).status).to.equal(204);
    expect((await ask("GET", "/tickets/26")).status).to.equal(404);
    expect((await ask("DELETE", "/tickets/26")).status).to.equal(404);
  });

  it("keeps what belongs to something with it", async () => {
    const made = await ask("POST", "/tickets/3/comments", { text: "Seen." });
    expect(made.body).to.include({ text: "Seen.", id: "00000000-0000-4000-8000-000000000026" });
    const of = async (id: number) => (await ask("GET", `/tickets/${id}/comments?per_page=50`)).body;
    expect(await of(3)).to.have.length(26);
    expect(await of(4)).to.have.length(25);
    expect((await ask("GET", "/tickets/99/comments")).status).to.equal(404);
    expect((await ask("GET", "/tickets/99/attachments/1/content")).status).to.equal(404);
  });

  it("lists what was asked for, in pages of each kind", async () => {
    const closed = (await ask("GET", "/tickets?status=closed&limit=30")).body as {
      items: { status: string }[];
      total: number;
    };
    expect(closed.items.map(({ status }) => status)).to.deep.equal(Array(closed.total).fill("closed"));
    const second = (await ask("GET", "/tickets?offset=10&limit=10")).body as { items: { id: number }[] };
    expect(second.items.map(({ id }) => id)).to.deep.equal([11, 12, 13, 14, 15, 16, 17, 18, 19, 20]);
    const numbered = (await ask("GET", "/tickets/1/comments?page=3&per_page=10")).body;
    expect(numbered).to.have.length(5);
    const first = (await ask("GET", "/assets?pageSize=20")).body as { assets: unknown[]; next_cursor: string };
    expect([first.assets.length, first.next_cursor]).to.deep.equal([20, "20"]);
    expect((await ask("GET", "/assets?pageSize=20&cursor=20")).body).to.deep.include({ next_cursor: null });
    expect((await ask("GET", "/users?limit=4")).body).to.have.length(4);
  });

  it("is read to the end by commands, page after page, and no further than was asked for", async () => {
    const all = await runCommand("quayside-ticket-list", { limit: 40 }, { integration: folder, simulator });
    expect(all.result?.raw).to.have.length(25);
    const some = await runCommand(
      "quayside-ticket-comment-list",
      { ticket_id: 1, limit: 3 },
      { integration: folder, simulator },
    );
    expect(some.result?.raw).to.have.length(3);
    const tokens = await runCommand("quayside-asset-list", { limit: 100 }, { integration: folder, simulator });
    expect(tokens.result?.raw).to.have.length(25);
    const none = await runCommand("quayside-ticket-list", { limit: 0 }, { integration: folder, simulator });
    expect(none.error?.message).to.equal("limit must be 1 or more, got 0.");
  });

  it("answers commands about what does not exist as each must", async () => {
    const options = { integration: folder, simulator };
    const read = await runCommand("quayside-ticket-get", { ticket_id: 99 }, options);
    expect(read.error).to.equal(undefined);
    expect(read.result?.warnings).to.deep.equal(["There is no ticket 99."]);
    const acted = await runCommand("quayside-ticket-close", { ticket_id: 99 }, options);
    expect(acted.error).to.include({
      code: "NOT_FOUND",
      message: "There is no ticket 99.",
      hint: "`quayside-ticket-list` shows what there is.",
    });
    const gone = await runCommand("quayside-ticket-delete", { ticket_id: 99 }, options);
    expect(gone.error).to.equal(undefined);
  });

  it("sends files with their names", async () => {
    const { files } = await runCommand(
      "quayside-ticket-attachment-download",
      { ticket_id: 1, attachment_id: 5 },
      { integration: folder, simulator },
    );
    expect(files.map(({ name }) => name)).to.deep.equal(["simulated.txt"]);
  });
});
