import { expect } from "chai";
import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { second, useLodestar } from "./soar.ts";

const HANDLER = "commands/lodestar-ticket-delete.ts";
const RUN = `import type { Handler, Preview } from "soarkit";
import type { Lodestar } from "./_manifest.gen.ts";

export const run: Handler<Lodestar, "lodestar-ticket-delete"> = async ({ args, client, signal }) => {
  await client.delete(args.id, signal);
  return { readable: \`Ticket \${args.id} is deleted.\` };
};
`;
const READING = `${RUN}
export const preview: Preview<Lodestar, "lodestar-ticket-delete"> = async ({ args, client, signal }) => {
  const { title } = await client.ticket(args.id, signal);
  return \`This deletes ticket \${args.id}, **\${title}\\u001b[2J**.\`;
};
`;
const WRITING = `${RUN}
export const preview: Preview<Lodestar, "lodestar-ticket-delete"> = async ({ args, client, signal }) => {
  await client.delete(args.id, signal);
  return "Done already.";
};
`;

describe("soar run of a command with a preview", () => {
  const lodestar = useLodestar();
  let count = 0;

  /** `soar` on a copy of the second integration, whose deleting command is this one. */
  function soarWith(handler: string) {
    const folder = lodestar.path(`integration-${++count}`);
    cpSync(second, folder, { recursive: true });
    writeFileSync(join(folder, HANDLER), handler);
    return (words: string[], setting?: Parameters<typeof lodestar.soar>[1]) =>
      lodestar.soar(["--integration", folder, ...words], setting);
  }

  it("shows a person what it would change, then asks", async () => {
    const soar = soarWith(READING);
    const { code, err, questions } = await soar(["run", "lodestar-ticket-delete", "4"], { answer: "n" });
    expect([code, questions]).to.deep.equal([2, ["Do it? [y/N] "]]);
    expect(err).to.equal(
      "lodestar-ticket-delete is destructive. On default:\n  !lodestar-ticket-delete 4\n" +
        "This deletes ticket 4, Disk 4 is full[2J.\n" +
        "error: lodestar-ticket-delete cannot be undone and was not approved.\n" +
        "to you: Run it with --yes when you mean it, or with --dry-run to see what it would send.\n",
    );
    expect(await lodestar.applied()).to.deep.equal([]);
  });

  it("tells it on standard error with --dry-run and --yes, and leaves standard output to the result", async () => {
    const soar = soarWith(READING);
    const dry = await soar(["run", "lodestar-ticket-delete", "4", "--dry-run"]);
    expect([dry.code, dry.err]).to.deep.equal([
      0,
      `This deletes ticket 4, Disk 4 is full[2J.\nwould send DELETE ${lodestar.simulator().url}/tickets/4\n`,
    ]);
    const yes = await soar(["run", "lodestar-ticket-delete", "4", "--yes", "--json"]);
    expect([yes.code, yes.err]).to.deep.equal([0, "This deletes ticket 4, Disk 4 is full[2J.\n"]);
    expect(JSON.parse(yes.out)).to.have.nested.property("entries[0].HumanReadable", "Ticket 4 is deleted.");
    expect(await lodestar.applied()).to.deep.equal(["DELETE /tickets/4"]);
  });

  it("looks nothing up where nobody is asked, or nobody wants notices", async () => {
    const soar = soarWith(READING);
    const journal = async () =>
      ((await (await fetch(`${lodestar.simulator().control}/journal`)).json()) as unknown[]).length;
    const before = await journal();
    expect((await soar(["run", "lodestar-ticket-delete", "6"])).code).to.equal(2);
    expect(await journal()).to.equal(before);
    const quiet = await soar(["run", "lodestar-ticket-delete", "6", "--yes", "--quiet"]);
    expect([quiet.code, quiet.err, (await journal()) - before]).to.deep.equal([0, "", 1]);
  });

  it("ends where the preview finds that there is nothing to change", async () => {
    const { code, err } = await soarWith(READING)(["run", "lodestar-ticket-delete", "99", "--yes"]);
    expect(code).to.equal(3);
    expect(err).to.match(/^error: .*404/);
  });

  it("refuses a preview that is to send a write, with nothing sent", async () => {
    const before = await lodestar.applied();
    const { code, err } = await soarWith(WRITING)(["run", "lodestar-ticket-delete", "8", "--yes"]);
    expect(code).to.equal(2);
    expect(err).to.equal(
      `error: A preview only reads, and this one was to send DELETE ${lodestar.simulator().url}/tickets/8. It was not ` +
        "sent.\nto the integration's author: Take that request out of the handler's `preview`; one that only reads says so " +
        "with `reads: true`.\n",
    );
    expect(await lodestar.applied()).to.deep.equal(before);
  });

  it("is recorded without what the preview read, and replayed without a preview", async () => {
    const soar = soarWith(READING);
    const recordings = lodestar.path("recordings");
    const line = ["run", "lodestar-ticket-delete", "11", "--yes"];
    const recorded = await soar([...line, "--record", recordings]);
    expect([recorded.code, recorded.err]).to.deep.equal([
      0,
      "This deletes ticket 11, Disk 11 is full[2J.\n" +
        `recorded 1 exchange in ${recordings}/lodestar-ticket-delete.json\n`,
    ]);
    const replayed = await soar([...line, "--replay", recordings]);
    expect([replayed.code, replayed.err]).to.deep.equal([0, ""]);
    expect(replayed.out).to.include("Ticket 11 is deleted.");
  });

  it("needs a preview that is a function", async () => {
    const { code, err } = await soarWith(`${RUN}export const preview = "It deletes.";\n`)([
      "run",
      "lodestar-ticket-delete",
      "8",
      "--yes",
    ]);
    expect([code, err.split("\n")[0]]).to.deep.equal([2, "error: lodestar-ticket-delete exports no function preview."]);
  });
});
