// The vendor of the collector's benchmark, in a process of its own: `replay-vendor.ts FOLDER [URL]`. With a URL it hands
// requests on to there and keeps the answers in FOLDER; without, it gives those answers again, in their order: a simulator
// that makes a million events while it is asked is slower than what is to be measured. Prints its port; ends with its
// standard input.
import { createReadStream, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";

interface Kept {
  path: string;
  status: number;
  headers: Record<string, string>;
  bytes: number;
}

const [, , folder = "", vendor] = process.argv;
const list = join(folder, "answers.json");
mkdirSync(folder, { recursive: true });
const kept = vendor === undefined ? (JSON.parse(readFileSync(list, "utf8")) as Kept[]) : [];
/** How many answers of each path were given. */
const given = new Map<string, number>();

const server = createServer((request, response) => {
  const { url = "/", method = "GET", headers } = request;
  const [path = ""] = url.split("?");
  void buffer(request).then(async (body) => {
    if (vendor === undefined) {
      replay(path, response);
      return;
    }
    const { authorization = "", "content-type": type = "application/json" } = headers;
    const sent = { method, headers: { authorization, "content-type": type } };
    const answer = await fetch(vendor + url, body.length > 0 ? { ...sent, body } : sent);
    const bytes = Buffer.from(await answer.arrayBuffer());
    writeFileSync(join(folder, String(kept.length)), bytes);
    const of = Object.fromEntries(["content-type", "date"].map((name) => [name, answer.headers.get(name) ?? ""]));
    kept.push({ path, status: answer.status, headers: of, bytes: bytes.length });
    writeFileSync(list, JSON.stringify(kept));
    response.writeHead(answer.status, of).end(bytes);
  });
});
server.listen(0, "127.0.0.1", () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`));
process.stdin.resume().on("end", () => process.exit(0));

function replay(path: string, response: ServerResponse): void {
  const n = given.get(path) ?? 0;
  given.set(path, n + 1);
  const index = kept.findIndex((answer, at) => answer.path === path && countBefore(path, at) === n);
  const answer = kept[index];
  if (!answer) return void response.writeHead(410).end();
  response.writeHead(answer.status, { ...answer.headers, "content-length": answer.bytes });
  createReadStream(join(folder, String(index))).pipe(response);
}

function countBefore(path: string, at: number): number {
  return kept.slice(0, at).filter((answer) => answer.path === path).length;
}
