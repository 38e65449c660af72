import { expect } from "chai";
import fc from "fast-check";
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { createFileSink } from "../../../../src/events/sinks/file/file-sink.ts";
import type { Json } from "../../../../src/json.ts";
import { temporaryFolder } from "../../../end-to-end/soar.ts";
import { idsIn, never, sent } from "../sent.ts";

/** How a page ends: committed, or with a crash that leaves the disk somewhere between before and after. */
type End = "committed" | "written" | { torn: number } | "renamed" | "not renamed" | "taken";

describe("a file sink after crashes", function () {
  this.timeout(120_000);
  const parent = temporaryFolder();
  after(() => parent.remove());

  const ends = fc.oneof(
    { arbitrary: fc.constant<End>("committed"), weight: 3 },
    fc.constant<End>("written"),
    fc.record({ torn: fc.double({ min: 0, max: 1, noNaN: true }) }),
    fc.constantFrom<End>("renamed", "not renamed", "taken"),
  );
  const pages = fc.array(fc.record({ count: fc.integer({ min: 0, max: 4 }), filling: fc.nat(40), end: ends }), {
    maxLength: 12,
  });

  it("has every committed event once, in order, in whole lines", async () => {
    await fc.assert(
      fc.asyncProperty(pages, fc.integer({ min: 70, max: 600 }), async (given, rotateBytes) => {
        const folder = mkdtempSync(`${parent.path}/run-`);
        const { shipped, expected } = await collect(folder, given, rotateBytes);
        const names = readdirSync(folder).filter((name) => name.endsWith(".ndjson"));
        const left = names.sort().flatMap((name) => idsIn(readFileSync(`${folder}/${name}`, "utf8")));
        expect([...shipped, ...left]).to.deep.equal(expected);
      }),
      { numRuns: 150 },
    );
  });

  async function collect(
    folder: string,
    given: { count: number; filling: number; end: End }[],
    rotateBytes: number,
  ): Promise<{ shipped: string[]; expected: string[] }> {
    const path = `${folder}/events.ndjson`;
    const open = async () => {
      const opened = createFileSink({ name: "file", path, rotateBytes, owner: "one", newId: () => "one" });
      await opened.resume(position);
      return opened;
    };
    let position: Json = null;
    const expected: string[] = [];
    const shipped: string[] = [];
    let sink = await open();
    for (const [at, { count, filling, end }] of given.entries()) {
      const events = sent(
        Array.from({ length: count }, (_, index) => `p${at}-${index}`),
        "ü".repeat(filling),
      );
      const before = existsSync(path) ? statSync(path).size : 0;
      const finished = finishedIn(folder);
      const next = await sink.write(events, never);
      if (end === "committed") {
        position = next;
        expected.push(...events.map(({ id }) => id));
        continue;
      }
      await sink.close();
      const rotated = finishedIn(folder).length > finished.length;
      shipped.push(...crash(end, { folder, path, rotated, from: rotated ? 0 : before }));
      sink = await open();
      // The page comes again.
      position = await sink.write(events, never);
      expected.push(...events.map(({ id }) => id));
    }
    await sink.close();
    return { shipped, expected };
  }

  const finishedIn = (folder: string) =>
    readdirSync(folder)
      .filter((name) => /\.\d{6}\.ndjson$/u.test(name))
      .sort();

  /** Leaves the disk as a crash could have. Gives the ids of what a log shipper has taken away. */
  function crash(
    end: End,
    { folder, path, rotated, from }: { folder: string; path: string; rotated: boolean; from: number },
  ): string[] {
    if (typeof end === "object") truncateSync(path, Math.round(from + end.torn * (statSync(path).size - from)));
    const last = finishedIn(folder).at(-1);
    if (!rotated || last === undefined || typeof end === "object" || end === "written") return [];
    const state = JSON.parse(readFileSync(`${path}.state`, "utf8")) as { file: number };
    const finishing = JSON.stringify({ ...state, file: state.file - 1, isFinishing: true });
    writeFileSync(`${path}.state`, finishing);
    rmSync(path);
    if (end === "not renamed") renameSync(`${folder}/${last}`, path);
    if (end !== "taken") return [];
    const taken = finishedIn(folder).flatMap((name) => {
      const ids = idsIn(readFileSync(`${folder}/${name}`, "utf8"));
      rmSync(`${folder}/${name}`);
      return ids;
    });
    return taken;
  }
});
