import { expect } from "chai";
import { readdirSync, readFileSync } from "node:fs";
import { SinkError } from "../../../../src/errors.ts";
import { createFileSink, type FileSinkOptions } from "../../../../src/events/sinks/file/file-sink.ts";
import type { Sink } from "../../../../src/events/sink.ts";
import type { Json } from "../../../../src/json.ts";
import { temporaryFolder } from "../../../end-to-end/soar.ts";
import { rejection } from "../../../http/loopback.ts";
import { idsIn, never, sent } from "../sent.ts";

export interface SinkFolder {
  /** Where the folder of this test is. */
  path: () => string;
  /** The file that its sink writes. */
  file: () => string;
  sinkOf: (options?: Partial<FileSinkOptions>) => Sink;
  /** Goes on from a position, writes pages one after another and closes. Gives the position after each. */
  collect: (position: Json, pages: string[][], options?: Partial<FileSinkOptions>) => Promise<Json[]>;
  /** The ids of the events in a file, else in that of the sink. */
  written: (file?: string) => string[];
  files: () => string[];
}

/** A fresh folder for each test of the suite, with sinks into its file `events.ndjson`. */
export function useSinkFolder(): SinkFolder {
  let folder: ReturnType<typeof temporaryFolder>;
  let path: string;
  beforeEach(() => {
    folder = temporaryFolder();
    path = `${folder.path}/events.ndjson`;
  });
  afterEach(() => folder.remove());

  let ids = 0;
  const sinkOf = (options: Partial<FileSinkOptions> = {}) =>
    createFileSink({
      name: "file:events.ndjson",
      path,
      rotateBytes: 1_000_000,
      owner: "instance default, stream files",
      newId: () => `id-${(ids += 1)}`,
      ...options,
    });

  async function collect(position: Json, pages: string[][], options: Partial<FileSinkOptions> = {}): Promise<Json[]> {
    const sink = sinkOf(options);
    const positions: Json[] = [];
    try {
      await sink.resume(position);
      for (const page of pages) positions.push(await sink.write(sent(page), never));
    } finally {
      await sink.close();
    }
    return positions;
  }

  const written = (file = path) => idsIn(readFileSync(file, "utf8"));
  const files = () => readdirSync(folder.path).sort();

  return { path: () => folder.path, file: () => path, sinkOf, collect, written, files };
}

/** The error of the sink by which the work is refused. */
export async function refusal(work: Promise<unknown>): Promise<SinkError> {
  const error = await rejection(work);
  expect(error).to.be.instanceOf(SinkError);
  return error as SinkError;
}
