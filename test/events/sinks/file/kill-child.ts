// Collects numbered events into a file, and kills itself: node kill-child.ts FOLDER STEP
// What is committed stands in FOLDER/store. STEP: at which of its durable steps it dies; 0: never.
import { subscribe } from "node:diagnostics_channel";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createFileSink } from "../../../../src/events/sinks/file/file-sink.ts";
import type { Json } from "../../../../src/json.ts";
import { never, sent } from "../sent.ts";

const [, , folder = "", step = ""] = process.argv;
let steps = 0;
subscribe("soarkit:durable-step", () => {
  steps += 1;
  if (steps === Number(step)) process.kill(process.pid, "SIGKILL");
});

const store = `${folder}/store`;
const kept = existsSync(store)
  ? (JSON.parse(readFileSync(store, "utf8")) as { position: Json; next: number })
  : { position: null, next: 0 };
const sink = createFileSink({
  name: "file",
  path: `${folder}/events.ndjson`,
  rotateBytes: 1000,
  owner: "child",
  newId: () => "child",
});
await sink.resume(kept.position);
for (let { next } = kept; next < 60; next += 6) {
  const position = await sink.write(sent(Array.from({ length: 6 }, (_, at) => `e${next + at}`)), never);
  writeFileSync(`${store}.new`, JSON.stringify({ position, next: next + 6 }));
  renameSync(`${store}.new`, store);
}
await sink.close();
process.stdout.write(`${steps}\n`);
