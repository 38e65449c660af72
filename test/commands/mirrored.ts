import { expect } from "chai";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startSimulator, type TestSimulator } from "soarkit/testing";
import { soar, type Outcome } from "../cli/soar.ts";
import { code42 } from "./recorded.ts";

/** A session as Incydr tells of it. */
export interface Truth {
  sessionId: string;
  states: { state: string }[];
  notes: { content: string }[];
}

/** A simulator of three sessions and a store for each test of the suite, and what is asked of them. */
export function useMirroring() {
  let simulator: TestSimulator;
  let folder = "";

  beforeEach(async () => {
    simulator = await startSimulator(code42, {
      seed: 1,
      startAt: new Date().toISOString(),
      knobs: { rate: 0, sessions: 3, events: 10 },
    });
    folder = mkdtempSync(join(tmpdir(), "soar-mirror-"));
  });
  afterEach(async () => {
    await simulator.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const run = (direction: string, ...words: string[]): Promise<Outcome> =>
    soar(["--integration", code42, "--store", `sqlite:${join(folder, "soar.db")}`, ...words], {
      env: {
        ...simulator.env,
        SOAR_MIRROR_DIRECTION: direction,
        SOAR_FETCH_TIME: "31 days",
        SOAR_FETCH_LIMIT: "50",
      },
    });
  /** Fetches, and forgets the requests so far. */
  const fetched = async (direction: string): Promise<void> => {
    const { code, err } = await run(direction, "fetch");
    expect(code, err).to.equal(0);
    await simulator.requests();
  };
  const incidents = async (): Promise<Record<string, string>[]> =>
    (JSON.parse((await run("None", "incidents", "--json")).out) as { incidents: Record<string, string>[] }).incidents;
  const incident = async (id: string) =>
    (JSON.parse((await run("None", "incidents", id, "--json")).out) as { incidents: Record<string, unknown>[] })
      .incidents[0]!;
  const sourceOf = async (id: string): Promise<string> =>
    (await incidents()).find((each) => each.id === id)?.sourceId ?? "";
  /** What Incydr says of an incident's session; leaves no trace among the requests. */
  const session = async (id: string): Promise<Truth> => {
    const answer = await fetch(`${simulator.url}/v1/sessions/${await sourceOf(id)}`, { headers: await bearer() });
    return (await answer.json()) as Truth;
  };
  /** What changed Incydr since it was last asked. */
  const writes = async (): Promise<string[]> =>
    (await simulator.requests()).filter(({ applied }) => applied).map(({ method, path }) => `${method} ${path}`);
  const bearer = async (): Promise<Record<string, string>> => {
    const { clientId, clientSecret, url } = simulator;
    const answer = await fetch(`${url}/v1/oauth?grant_type=client_credentials`, {
      method: "POST",
      headers: { authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString("base64")}` },
    });
    const { access_token } = (await answer.json()) as { access_token: string };
    return { authorization: `Bearer ${access_token}` };
  };
  /** Somebody at Incydr's console. */
  const atIncydr = async (path: string, body: object): Promise<void> => {
    const answer = await fetch(`${simulator.url}${path}`, {
      method: "POST",
      headers: { ...(await bearer()), "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    expect(answer.status).to.be.within(200, 204);
    await simulator.requests();
  };

  return {
    simulator: () => simulator,
    folder: () => folder,
    run,
    fetched,
    incident,
    sourceOf,
    session,
    writes,
    atIncydr,
  };
}

export const statesOf = ({ states }: Truth) => states.map(({ state }) => state);
export const contentsOf = ({ notes }: Truth) => notes.map(({ content }) => content);
