// Draws the beginning of `npm start` as docs/demo.svg, for the README: `node docs/draw-demo.ts` after a build.
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const COLUMNS = 128;
const LINES = 36;
const [characterWidth, lineHeight, margin] = [7.23, 17, 18];

const output = execFileSync(process.execPath, [fileURLToPath(new URL("../bin/soar.js", import.meta.url)), "demo"], {
  env: { ...process.env, COLUMNS: String(COLUMNS) },
  encoding: "utf8",
});
const lines = output.trim().split("\n").slice(0, LINES);
const width = Math.ceil(COLUMNS * characterWidth + 2 * margin);
const height = LINES * lineHeight + 2 * margin;

const rows = lines.map((line, index) => {
  const colour = line.startsWith("$ ") ? "#7dd3fc" : "#d4d4d8";
  const y = margin + (index + 1) * lineHeight - 4;
  return `<text x="${String(margin)}" y="${String(y)}" fill="${colour}" xml:space="preserve">${escape(line)}</text>`;
});
const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${String(width)}" height="${String(height)}" viewBox="0 0 ${String(width)} ${String(height)}" role="img" aria-label="The first lines that npm start prints">
<rect width="100%" height="100%" rx="8" fill="#18181b"/>
<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="12">
${rows.join("\n")}
</g>
</svg>
`;
writeFileSync(new URL("demo.svg", import.meta.url), svg);

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
