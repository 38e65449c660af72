// A process whose files may not grow far: node full-child.ts PATH
import { SinkError } from "../../../../src/errors.ts";
import { createFileSink } from "../../../../src/events/sinks/file/file-sink.ts";
import { never, sent } from "../sent.ts";

const path = process.argv[2] ?? "";
const sink = createFileSink({ name: "file", path, rotateBytes: 1_000_000, owner: "child", newId: () => "child" });
await sink.resume(null);
await sink.write(sent(["a"]), never);
await sink.write(sent(["b", "c"], "x".repeat(100_000)), never).catch((error: unknown) => {
  process.stdout.write(error instanceof SinkError ? `${error.message}\n${error.hint}\n` : String(error));
});
