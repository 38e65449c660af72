// Another process that wants to write to the same file: node lock-child.ts PATH
import { createFileSink } from "../../../../src/events/sinks/file/file-sink.ts";

const path = process.argv[2] ?? "";
const sink = createFileSink({ name: "file", path, rotateBytes: 1_000_000, owner: "child", newId: () => "child" });
await sink.resume(null).catch((error: unknown) => {
  process.stdout.write(`${error instanceof Error ? error.message : String(error)}\n`);
});
