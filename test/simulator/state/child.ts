// A simulator in a process of its own, to be killed: node child.ts STATE-FILE
import { startKept } from "./kept-things.ts";

const { url } = await startKept(process.argv[2] ?? "", { startAt: "2026-01-05T11:00:00Z" });
process.stdout.write(`${url}\n`);
