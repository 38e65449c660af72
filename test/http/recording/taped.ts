// A client whose wire is recorded against a real server, and one that replays what was recorded.
import type { HttpClient, HttpOptions } from "../../../src/http/client.ts";
import { createHttp, type HttpDependencies } from "../../../src/http/create-http.ts";
import { NotRecordedError } from "../../../src/http/recording/not-recorded.ts";
import { createRecorder, type Take } from "../../../src/http/recording/recorder.ts";
import type { Recording } from "../../../src/http/recording/recording.ts";
import { createPlayer } from "../../../src/http/recording/replay.ts";
import { toRecording } from "../../../src/http/recording/to-recording.ts";
import { createMask, Secret } from "../../../src/secrets.ts";
import { dependencies, options, serve, type Answering, type TestServer } from "../loopback.ts";

export interface Setup {
  auth?: HttpOptions["auth"];
  /** What the instance knows to be secret. */
  secrets?: string[];
  overrides?: Partial<HttpDependencies>;
  args?: Take["args"];
}

/** Records what `work` asks the server for. What it throws is part of the run. */
export async function recorded<T>(
  answer: Answering,
  work: (client: HttpClient, server: TestServer) => Promise<T>,
  { auth = { kind: "none" }, secrets = [], overrides = {}, args = {} }: Setup = {},
): Promise<{ recording: Recording; result: T | undefined; error: unknown }> {
  const server = await serve(answer);
  const known = secrets.map((secret) => new Secret(secret));
  const { deps } = dependencies(overrides);
  const recorder = createRecorder({ now: deps.now });
  const client = createHttp({ ...deps, wire: recorder.wire, onSecret: (token) => known.push(token) })(
    options(server.url, auth),
  );
  const about = {
    command: "acme-do",
    args,
    instance: "default",
    params: { url: server.url },
    startedAt: deps.now(),
    mask: (text: string) => createMask(known)(text),
  };
  let takes: Take[] = [];
  let result: T | undefined;
  let error: unknown;
  try {
    await recorder.line(
      () =>
        recorder.call(about, async () => {
          try {
            result = await work(client, server);
          } catch (thrown) {
            error = thrown;
          }
        }),
      async (given) => void (takes = given),
    );
  } finally {
    await server.close();
  }
  return { recording: toRecording(takes[0]!), result, error };
}

/** Does `work` again with what was recorded in the server's place. */
export async function replayed<T>(
  recordings: Recording | Recording[],
  work: (client: HttpClient) => Promise<T>,
  { auth = { kind: "none" } }: Pick<Setup, "auth"> = {},
): Promise<T> {
  const player = createPlayer([recordings].flat());
  const { deps } = dependencies({
    wire: player.wire,
    now: () => player.now(),
    wait: (ms) => player.wait(ms),
    spareToken: (error) =>
      error instanceof NotRecordedError ? { accessToken: "***", expiresInMs: 3_600_000 } : undefined,
  });
  const client = createHttp(deps)(options("http://127.0.0.1", auth));
  return player.line("acme-do", {}, () => work(client));
}

/** A recording of these exchanges alone, each answered with JSON. */
export function recordingOf(
  ...exchanges: { request: Recording["exchanges"][number]["request"]; body?: object; status?: number }[]
): Recording {
  return {
    soarkit: 1,
    command: "acme-do",
    args: {},
    recordedAt: "2026-01-01T00:00:00.000Z",
    params: {},
    exchanges: exchanges.map(({ request, body = {}, status = 200 }) => ({
      at: "2026-01-01T00:00:00.000Z",
      ms: 1,
      request,
      answer: { status, headers: { "content-type": "application/json" }, body: body as Recording["args"] },
    })),
  };
}
