import { expect } from "chai";
import { openSession } from "../../src/engine/open-session.ts";
import type { Recording } from "../../src/http/recording/recording.ts";
import { silentLog } from "../../src/log.ts";
import { second } from "../cli/soar.ts";
import { NOW, useTemporary } from "../store/temporary.ts";

describe("a session that replays", () => {
  const temporary = useTemporary();
  const recording: Recording = {
    soarkit: 1,
    command: "lodestar-ticket-get",
    args: { id: "3" },
    recordedAt: "2026-03-01T12:00:00.000Z",
    params: { url: "http://127.0.0.1" },
    exchanges: [
      {
        at: "2026-03-01T12:00:00.000Z",
        ms: 1,
        request: { method: "GET", path: "/tickets/3" },
        answer: {
          status: 200,
          headers: { "content-type": "application/json" },
          body: { id: 3, title: "Disk 3 is full", state: "open", createdAt: "2026-03-01T11:59:38.000Z" },
        },
      },
    ],
  };

  async function run(args: Record<string, string>) {
    const session = await openSession({
      store: await temporary.open(),
      log: silentLog,
      integration: second,
      folder: temporary.folder(),
      env: {},
      now: () => NOW,
      replay: [recording],
    });
    return session.dispatcher.run({
      command: "lodestar-ticket-get",
      args,
      investigationId: "playground",
      runId: "r",
      taskId: "t",
      signal: new AbortController().signal,
    });
  }

  it("answers from a recording, with parameters of the recording and stars for its secrets", async () => {
    const { context, error } = await run({ id: "3" });
    expect(error).to.equal(undefined);
    expect(context).to.deep.equal({ Lodestar: { Ticket: { ID: 3, Title: "Disk 3 is full", State: "open" } } });
  });

  it("says in what an unrecorded request differs", async () => {
    const { error } = await run({ id: "4" });
    expect(error?.message).to.equal(
      "No recording matches GET /tickets/4. The nearest is GET /tickets/3 of the recording of lodestar-ticket-get; " +
        'it differs in:\n  path: "/tickets/3" recorded, "/tickets/4" asked for',
    );
  });
});
