// The floor of the collector's benchmark: `bare-collector.mjs URL PATH PAGES OUT` downloads so many pages, parses them and
// writes each event as a line. Nothing is remembered, checked or made durable.
import axios from "axios";
import { createWriteStream } from "node:fs";
import { once } from "node:events";

const [, , url, path, pages, out] = process.argv;
const file = createWriteStream(out);
let events = 0;
for (let page = 0; page < Number(pages); page += 1) {
  const { data } = await axios.post(url + path, "{}", { responseType: "text", transformResponse: (text) => text });
  const { fileEvents } = JSON.parse(data);
  for (const event of fileEvents) {
    events += 1;
    if (!file.write(`${JSON.stringify(event)}\n`)) await once(file, "drain");
  }
}
file.end();
await once(file, "finish");
console.log(events);
