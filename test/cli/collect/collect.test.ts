import { expect } from "chai";
import { readFileSync, writeFileSync } from "node:fs";
import { useLodestar } from "../soar.ts";

const start = Date.parse("2026-03-01T12:00:00Z");
const HOUR = 3_600_000;

function lines(text: string): Record<string, unknown>[] {
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe("soar collect", () => {
  const lodestar = useLodestar({ tickets: "5" });
  const now = () => start;

  async function add(count: number, lateMs: number): Promise<void> {
    const answer = await fetch(`${lodestar.simulator().control}/items`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ stream: "tickets", count, lateMs }),
    });
    expect(answer.ok).to.equal(true);
  }

  it("prints the events on standard output, and what came of it on standard error", async () => {
    const { code, out, err } = await lodestar.soar(["collect"], { now });

    expect(code).to.equal(0);
    expect(lines(out).map(({ _id, eventType }) => [_id, eventType])).to.deep.equal([
      ["1", "ticket"],
      ["2", "ticket"],
      ["3", "ticket"],
      ["4", "ticket"],
      ["5", "ticket"],
    ]);
    expect(err).to.equal("default tickets: 5 events to stdout\n");
  });

  it("hands on nothing twice, and says nothing with --quiet", async () => {
    const { code, out, err } = await lodestar.soar(["collect", "--quiet"], { now });

    expect([code, out, err]).to.deep.equal([0, "", ""]);
  });

  it("writes to a file, and prints one document with --json", async () => {
    const path = lodestar.path("events.ndjson");
    const { code, out, err } = await lodestar.soar(["collect", "--sink", path, "--json"], { now });
    const { streams } = JSON.parse(out) as { streams: Record<string, unknown>[] };

    expect([code, err]).to.deep.equal([0, ""]);
    expect(streams).to.have.length(1);
    expect(streams[0]).to.include({
      instance: "default",
      stream: "tickets",
      sink: `file:${path}`,
      guarantee: "exactly once",
      sent: 5,
      late: 0,
      caughtUp: true,
    });
    expect(lines(readFileSync(path, "utf8"))).to.have.length(5);
  });

  it("heals what came later than the look-back, and nothing else", async () => {
    const path = lodestar.path("events.ndjson");
    await add(2, 48 * HOUR);
    const missed = await lodestar.soar(["collect", "--sink", path], { now });
    const range = ["--from", new Date(start - 72 * HOUR).toISOString(), "--to", new Date(start + HOUR).toISOString()];
    const healed = await lodestar.soar(["collect", "heal", "--sink", path, ...range], { now });
    const again = await lodestar.soar(["collect", "heal", "--sink", path, ...range], { now });

    expect(missed.err).to.equal(`default tickets: 0 events to file:${path}\n`);
    expect(healed.err).to.match(/^default tickets: 2 events, 2 of them late \(by .+ at most\) to file:/u);
    expect(again.err).to.equal(`default tickets: 0 events to file:${path}\n`);
    const ids = lines(readFileSync(path, "utf8")).map(({ _id }) => _id);
    expect(ids).to.have.length(7);
    expect(new Set(ids).size).to.equal(7);
  });

  it("does not heal what is so old that the ids are forgotten, and says what can be done", async () => {
    const path = lodestar.path("events.ndjson");
    const later = () => start + 40 * 24 * HOUR;
    const range = ["--from", new Date(start - HOUR).toISOString()];
    const { code, err } = await lodestar.soar(["collect", "heal", "--sink", path, ...range], { now: later });

    expect(code).to.equal(2);
    expect(err).to.include("it is not known any more which events were handed on");
    expect(err).to.include("to you: Heal what is later: --from ");
    expect(err).to.include("Or end it within 30 days of where it begins, with --to: then more may be known.");
  });

  it("heals what is old where the collector stood still since: nothing was forgotten, and nothing comes twice", async () => {
    const path = lodestar.path("events.ndjson");
    const before = readFileSync(path, "utf8");
    const range = ["--from", new Date(start - HOUR).toISOString(), "--to", new Date(start + HOUR).toISOString()];
    const later = () => start + 40 * 24 * HOUR;
    const { code, err } = await lodestar.soar(["collect", "heal", "--sink", path, ...range], { now: later });

    expect([code, err]).to.deep.equal([0, `default tickets: 0 events to file:${path}\n`]);
    expect(readFileSync(path, "utf8")).to.equal(before);
  });

  it("does not print what was handed on elsewhere, when nobody said where to heal", async () => {
    const path = lodestar.path("elsewhere.ndjson");
    const elsewhere = ["--store", `sqlite:${lodestar.path("elsewhere.db")}`];
    await lodestar.soar([...elsewhere, "collect", "--sink", path], { now });
    const heal = ["collect", "heal", "--from", "2026-02-28"];
    const { code, out, err } = await lodestar.soar([...elsewhere, ...heal], { now });
    const meant = await lodestar.soar([...elsewhere, ...heal, "--sink", "-"], { now });

    expect([code, out]).to.deep.equal([2, ""]);
    expect(err).to.equal(
      "error: Where to is not said, and nothing of this was ever handed on to standard output.\n" +
        `to you: Add --sink, as \`soar collect\` was given it. It went to: file:${path}.\n`,
    );
    expect([meant.code, lines(meant.out).length > 0]).to.deep.equal([0, true]);
  });

  it("offers its subcommands only the options that they heed, and refuses the others", async () => {
    const help = await lodestar.soar(["collect", "status", "--help"]);
    const refused = await lodestar.soar(["collect", "--watch", "status"]);

    expect(help.out)
      .to.include("--store")
      .and.not.match(/--(stream|sink|from|estimate|watch|source)\b/u);
    expect((await lodestar.soar(["collect", "heal", "--help"])).out)
      .to.include("--sink")
      .and.not.include("--watch");
    expect([refused.code, refused.err]).to.deep.equal([
      2,
      "error: --watch: nothing for `soar collect status`.\nto you: Leave it out.\n",
    ]);
  });

  it("names the stream that was meant", async () => {
    const { code, err } = await lodestar.soar(["collect", "--stream", "tickts"]);

    expect(code).to.equal(2);
    expect(err).to.equal(
      'error: There is no stream "tickts". Did you mean "tickets"?\nto you: The streams are: tickets.\n',
    );
  });

  it("does not print events and a document on the same output", async () => {
    const { code, out } = await lodestar.soar(["collect", "--json"]);

    expect(code).to.equal(2);
    expect(out).to.include("With --json standard output has the summary, and cannot have the events as well.");
  });

  for (const [words, message] of [
    [["collect", "--from", "soon"], '--from takes a time, not "soon".'],
    [["collect", "heal"], "From when on is not said."],
    [["collect", "heal", "--watch", "--source", "a.json"], "--watch, --source: nothing for `soar collect heal`."],
    [["collect", "stop", "nobody"], 'Nothing collects as "nobody".'],
    [["collect", "--source", "a.json", "--estimate"], "--estimate does not go with --source."],
    [["collect", "heal", "--from", "2026-01-02", "--to", "2026-01-01"], "The range ends at 2026-01-01T00:00:00Z"],
    [["coverage", "--from", "2026-01-02", "--to", "2026-01-01"], "The range ends at 2026-01-01T00:00:00Z"],
    [["coverage", "--sink", "nowhere"], 'Nothing is known of a sink "nowhere".'],
    [["coverage", "--stream", "tickts"], 'Nothing is known of a stream "tickts". Did you mean "tickets"?'],
  ] as [string[], string][]) {
    it(`refuses \`soar ${words.join(" ")}\``, async () => {
      const { code, err } = await lodestar.soar(words);

      expect(code).to.equal(2);
      expect(err).to.include(message);
    });
  }

  it("is interrupted with exit code 130, and has kept what it committed", async () => {
    const path = lodestar.path("stopped.ndjson");
    const stop = new AbortController();
    stop.abort();
    const { code, err } = await lodestar.soar(["collect", "--sink", path], { signal: stop.signal });

    expect(code).to.equal(130);
    expect(err).to.include("error: Collecting was interrupted.");
  });

  it("says of each stream what failed, and keeps secrets out of it", async () => {
    const { code, err } = await lodestar.soar(["collect"], { env: { LODESTAR_API_KEY: "wrong-key-123456" } });

    expect(code).to.equal(2);
    expect(err).to.include("default tickets: 0 events to stdout");
    expect(err).not.to.include("wrong-key-123456");
  });

  it("collects from several instances at once, each with a file of its own", async () => {
    const config = lodestar.path("two.yml");
    writeFileSync(config, "instances:\n  - { name: east, params: {} }\n  - { name: west, params: {} }\n");
    const path = lodestar.path("both.ndjson");
    const { code, err } = await lodestar.soar(["collect", "--config", config, "--sink", path], { now });

    expect(err).to.match(/east tickets: 7 events.*west tickets: 7 events/su);
    expect(code).to.equal(0);
    expect(lines(readFileSync(lodestar.path("both.east.ndjson"), "utf8"))).to.have.length(7);
    expect(lines(readFileSync(lodestar.path("both.west.ndjson"), "utf8"))).to.have.length(7);
  });
});

describe("soar coverage", () => {
  const lodestar = useLodestar({ tickets: "3" });
  const now = () => start + 60_000;

  it("says that nothing was collected yet", async () => {
    const { code, out, err } = await lodestar.soar(["coverage"]);

    expect([code, out, err]).to.deep.equal([0, "", "Nothing has been collected yet. `soar collect` does.\n"]);
  });

  it("shows what was read of each stream, and gaps with the line that heals them", async () => {
    await lodestar.soar(["collect"], { now });
    const to = new Date(start + 3_600_000).toISOString();
    const { code, out } = await lodestar.soar(["coverage", "--to", to], { columns: 200, now });

    expect(code).to.equal(0);
    expect(out).to.match(/tickets +│ stdout +│ 1970-01-01T00:00:00Z/u);
    expect(out).to.match(
      /tickets: not read from 2026-03-01T1\S+ to 2026-03-01T13:00:00Z \(.+\):\n {2}soar --integration \S+ collect heal --stream tickets --sink - --from 2026-03-01T1\S+ --to 2026-03-01T13:00:00\.000Z\n/u,
    );
  });

  it("prints one document with --json", async () => {
    const { out } = await lodestar.soar(["coverage", "--json", "--sink", "-"], { now });
    const { streams } = JSON.parse(out) as { streams: Record<string, unknown>[] };

    expect(streams).to.have.length(1);
    expect(streams[0]).to.include({ instance: "default", stream: "tickets", sink: "stdout", events: 3, late: 0 });
    expect(streams[0]).to.have.property("gaps").that.deep.equals([]);
  });

  it("says why nothing can be compared with the vendor", async () => {
    const { code, err } = await lodestar.soar(["coverage", "--check"], { now });

    expect(code).to.equal(0);
    expect(err).to.equal("tickets: not compared with the vendor: the integration cannot count its events\n");
  });

  it("draws a time line", async () => {
    const path = lodestar.path("time.svg");
    const { code } = await lodestar.soar(["coverage", "--svg", path], { now });

    expect(code).to.equal(0);
    expect(readFileSync(path, "utf8")).to.match(/^<svg .*<\/svg>\n$/su);
  });

  it("says so when the time line cannot be written", async () => {
    const { code, err } = await lodestar.soar(["coverage", "--svg", lodestar.path("no/where.svg")], { now });

    expect(code).to.equal(2);
    expect(err)
      .to.include("error: The time line cannot be written to ")
      .and.include("\nto you: Name a file in a folder");
  });
});
