import { expect } from "chai";
import fc from "fast-check";
import pc from "picocolors";
import { renderEntry } from "../../src/cli/render/entry.ts";
import { renderMarkdown } from "../../src/cli/render/markdown.ts";
import { withoutControls } from "../../src/cli/terminal.ts";

const plain = pc.createColors(false);
const coloured = pc.createColors(true);

describe("markdown on a terminal", () => {
  const table = "### Alerts\n|ID|Name|\n|---|---|\n| 7 | source code \\| more<br>second line |\n";

  it("draws a table with its title, escaped pipes and line breaks", () => {
    expect(renderMarkdown(table, 80, plain)).to.equal(
      [
        "Alerts",
        "┌────┬────────────────────┐",
        "│ ID │ Name               │",
        "├────┼────────────────────┤",
        "│ 7  │ source code | more │",
        "│    │ second line        │",
        "└────┴────────────────────┘",
      ].join("\n"),
    );
  });

  it("wraps the widest column to fit", () => {
    const text = renderMarkdown(`|A|B|\n|---|---|\n| short | ${"xxx ".repeat(15)} |\n`, 40, plain);
    const lines = text.split("\n");
    expect(Math.max(...lines.map((line) => line.length))).to.equal(40);
    expect(text.replace(/[^x]/g, "")).to.have.length(45);
  });

  it("breaks lines between words, in headings too, and leaves room for the longest word", () => {
    const id = "b7a6f8f2-1111-4000-8000-00000000d001";
    const text = renderMarkdown(
      `|ID|Users who were added|\n|---|---|\n| ${id} | one two three four five |\n`,
      60,
      plain,
    );
    expect(text.split("\n")).to.deep.equal([
      "┌──────────────────────────────────────┬───────────────────┐",
      "│ ID                                   │ Users who were    │",
      "│                                      │ added             │",
      "├──────────────────────────────────────┼───────────────────┤",
      "│ b7a6f8f2-1111-4000-8000-00000000d001 │ one two three     │",
      "│                                      │ four five         │",
      "└──────────────────────────────────────┴───────────────────┘",
    ]);
  });

  it("shows records where a column would have to break a word", () => {
    const id = "b7a6f8f2-1111-4000-8000-00000000d001";
    const text = renderMarkdown(`|ID|UserID|\n|---|---|\n| ${id} | ${id} |\n`, 60, plain);
    expect(text).to.equal(`ID: ${id}\n  UserID: ${id}`);
  });

  it("shows records where no readable columns would fit, with nothing cut", () => {
    const text = renderMarkdown(
      `|one|two|three|four|five|\n|---|---|---|---|---|\n| ${"v".repeat(45)} |  | c | d1<br>d2 | e |\n| 1 | 2 | 3 | 4 | 5 |\n`,
      60,
      plain,
    );
    expect(text).to.equal(
      [
        `one: ${"v".repeat(45)}`,
        "  three: c",
        "  four: d1",
        "    d2",
        "  five: e",
        "",
        "one: 1   two: 2   three: 3   four: 4   five: 5",
      ].join("\n"),
    );
  });

  it("marks headings, bold and code by colour only", () => {
    expect(renderMarkdown("## Title\nA **bold** `word` and [text](https://x)", 80, plain)).to.equal(
      "Title\nA bold word and text (https://x)",
    );
    expect(renderMarkdown("**bold**", 80, coloured)).to.equal("\u001b[1mbold\u001b[22m");
  });

  it("draws no table that is wider than the terminal, whatever the cells hold", () => {
    const cell = fc.string({ maxLength: 50 }).map((text) => text.replace(/[|\n\r\\`*]/g, ""));
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 5 }), (rows) => {
        const ascii = rows.map((row) => row.map((text) => text.replace(/[^ -~]/g, "")));
        const markdown = `|a|b|\n|---|---|\n${ascii.map((row) => `| ${row.join(" | ")} |`).join("\n")}\n`;
        const lines = renderMarkdown(markdown, 50, plain).split("\n");
        for (const line of lines.filter((each) => /^[┌│├└]/.test(each))) expect(line.length).to.be.at.most(50);
      }),
    );
  });
});

describe("a War Room entry on a terminal", () => {
  it("says where it stands and what kind it is", () => {
    const entry = {
      Type: 11,
      ContentsFormat: "text" as const,
      Contents: "No results found",
      ID: "3@1",
      ModuleName: "main",
    };
    expect(renderEntry(entry, 80, plain)).to.equal("3@1  main  warning\nNo results found");
  });

  it("says so where there is nothing to read", () => {
    const entry = { Type: 1, ContentsFormat: "text" as const, Contents: "", ID: "4@1" };
    expect(renderEntry(entry, 80, plain)).to.equal("4@1\n(no readable output)");
  });

  it("shows a file by its name, its size and hash, and how to get it", () => {
    const file = { Type: 9, ContentsFormat: "text" as const, Contents: "", ID: "5@1", File: "report\u202efdp.exe" };
    const FileMetadata = { size: 3, type: "text/plain", sha256: "2c26b46b68ffc68ff99b453c1d30413413422d70" };
    expect(renderEntry({ ...file, FileMetadata }, 80, plain)).to.equal(
      "5@1  file\nreportfdp.exe\n3 bytes, SHA-256 2c26b46b68ffc68ff99b453c1d30413413422d70\n" +
        "Write it to this folder: soar files get 5@1",
    );
  });

  it("shows a file that is not stored by its name", () => {
    const file = { Type: 3, ContentsFormat: "text" as const, Contents: "", File: "a.txt" };
    expect(renderEntry(file, 80, plain)).to.equal("  file\na.txt");
  });

  it("shows an entry without readable text as its contents", () => {
    expect(renderEntry({ Type: 1, ContentsFormat: "json", Contents: { a: 1 } }, 80, plain)).to.equal(
      '\n{\n  "a": 1\n}',
    );
  });
});

describe("withoutControls", () => {
  it("takes out what could steer a terminal and keeps tab, line feed and text", () => {
    expect(withoutControls("a\u001b[2Jb\tc\nd\u009be\u202ef\u0007\r")).to.equal("a[2Jb\tc\ndef");
    expect(withoutControls("Zoë 東京 🙂")).to.equal("Zoë 東京 🙂");
  });
});
