/**
 * A PDF of plain text, a line per line, as many pages as it takes. Characters beyond Latin-1 become question marks: the
 * fonts that every reader has know no others.
 */
export function pdf(lines: readonly string[]): Uint8Array {
  const wrapped = lines.flatMap(wrap);
  const pages = Array.from({ length: Math.max(1, Math.ceil(wrapped.length / LINES)) }, (_, page) =>
    wrapped.slice(page * LINES, (page + 1) * LINES),
  );
  // Object 1 is the catalogue, 2 the list of pages, 3 the font; each page is two more.
  const kids = pages.map((_, page) => `${String(4 + 2 * page)} 0 R`).join(" ");
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    `<< /Type /Pages /Kids [${kids}] /Count ${String(pages.length)} >>`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ...pages.flatMap((page, index) => [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents ${String(5 + 2 * index)} 0 R >>`,
      streamOf(page),
    ]),
  ];
  return Buffer.from(fileOf(objects), "latin1");
}

// --- internal ---

const LINES = 52;
const COLUMNS = 90;

function wrap(line: string): string[] {
  const parts: string[] = [];
  for (let at = 0; at < line.length; at += COLUMNS) parts.push(line.slice(at, at + COLUMNS));
  return parts.length === 0 ? [""] : parts;
}

function streamOf(lines: readonly string[]): string {
  const shown = lines.map((line) => `(${escape(line)}) '`).join("\n");
  const content = `BT /F1 10 Tf 14 TL 50 800 Td\n${shown}\nET`;
  return `<< /Length ${String(content.length)} >>\nstream\n${content}\nendstream`;
}

function escape(line: string): string {
  return line.replace(/[^\x20-\x7e\xa0-\xff]/gu, "?").replace(/[\\()]/g, "\\$&");
}

/** The objects, and where in the file each begins. */
function fileOf(objects: readonly string[]): string {
  let file = "%PDF-1.4\n";
  const offsets: number[] = [];
  for (const [index, object] of objects.entries()) {
    offsets.push(file.length);
    file += `${String(index + 1)} 0 obj\n${object}\nendobj\n`;
  }
  const size = String(objects.length + 1);
  const table = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  const trailer = `trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${String(file.length)}\n%%EOF\n`;
  return `${file}xref\n0 ${size}\n0000000000 65535 f \n${table}${trailer}`;
}
