import { expect } from "chai";
import * as v from "valibot";
import { SessionSchema } from "../../../commands/_api/sessions.ts";
import { foreignNotes, hasNoteOf, noteOf } from "../../../commands/_mirror/notes.ts";

function session(...contents: (string | null)[]) {
  const notes = contents.map((content, index) => ({ id: `n-${index}`, content, sourceTimestamp: 5 }));
  return v.parse(SessionSchema, { sessionId: "s-1", notes });
}

describe("the notes of sessions that are mirrored", () => {
  it("name the change in their last line", () => {
    expect(noteOf({ kind: "note", text: " hello " }, "1-a")).to.equal("hello\n[soarkit 1-a]");
    expect(noteOf({ kind: "assign", owner: "ann" }, "1-b")).to.equal("Assigned to ann.\n[soarkit 1-b]");
    expect(noteOf({ kind: "close", reason: "Other", remoteState: "CLOSED", notes: "done" }, "1-c")).to.equal(
      "done\n[soarkit 1-c]",
    );
  });

  it("are left out where a closing says nothing", () => {
    expect(noteOf({ kind: "close", reason: "Other", remoteState: "CLOSED" }, "1-a")).to.equal(undefined);
  });

  it("are cut to the 2000 characters that Incydr takes, the mark whole", () => {
    const note = noteOf({ kind: "note", text: "x".repeat(5000) }, "1-a") ?? "";
    expect(note).to.have.length(2000);
    expect(note.endsWith("x…\n[soarkit 1-a]")).to.equal(true);
  });

  it("are cut between characters, and hold no half ones", () => {
    const note = noteOf({ kind: "note", text: `${"x".repeat(1984)}😀${"y".repeat(50)}` }, "1-a") ?? "";
    expect(note.isWellFormed()).to.equal(true);
    expect(note.endsWith("xx…\n[soarkit 1-a]")).to.equal(true);
    expect(noteOf({ kind: "note", text: "a\uD83D" }, "1-a")).to.equal("a\uFFFD\n[soarkit 1-a]");
  });

  it("are found again by their change", () => {
    expect(hasNoteOf(session("x\n[soarkit 1-a]"), "1-a")).to.equal(true);
    expect(hasNoteOf(session("x\n[soarkit 11-a]"), "1-a")).to.equal(false);
    expect(hasNoteOf(session(null), "1-a")).to.equal(false);
  });

  it("are not taken for those of people", () => {
    expect(foreignNotes(session("hello ", "x\n[soarkit 1-a]", "", null))).to.deep.equal([
      { id: "n-0", text: "hello", at: 5 },
    ]);
  });
});
