// The vendor of the HTTP benchmark, in a process of its own. Prints its port; ends with its standard input.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

const item = { id: "7f3c9a52-6d1b-4a54-9c39-2b8f2a6c6d10", state: "OPEN", score: 7, name: "A session of somebody's" };
const body = JSON.stringify({ items: Array.from({ length: 10 }, () => item), totalCount: 10 });

const server = createServer((request, response) => {
  request.resume();
  response.writeHead(200, { "content-type": "application/json", "content-length": Buffer.byteLength(body) }).end(body);
});
server.listen(0, "127.0.0.1", () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`));
process.stdin.resume().on("end", () => process.exit(0));
