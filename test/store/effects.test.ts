import { DatabaseSync } from "node:sqlite";
import { expect } from "chai";
import { StoreError, UnexpectedError } from "../../src/errors.ts";
import type { Effect } from "../../src/dispatch/ports.ts";
import { NOW, thrownBy, useTemporary } from "./temporary.ts";

const effect: Effect = {
  id: "effect-1",
  runId: "run-1",
  taskId: "3",
  instance: "production",
  command: "vendor-user-block",
  args: { user: "mia@example.com", tags: ["a", null, { b: true }] },
  intendedAt: NOW,
};

describe("the journal of effects", () => {
  const temporary = useTemporary();

  it("records an intent that is new", async () => {
    const { effects } = await temporary.open();
    expect(await effects.intend(effect)).to.deep.equal({ effect, isNew: true });
  });

  it("gives the intent that was recorded before, as it was", async () => {
    await (await temporary.open()).effects.intend(effect);
    const { effects } = await temporary.open();
    const again = await effects.intend({ ...effect, intendedAt: NOW + 5, runId: "run-2" });
    expect(again).to.deep.equal({ effect, isNew: false });
  });

  it("gives it with the outcome it had", async () => {
    const { effects } = await temporary.open();
    await effects.intend(effect);
    await effects.finish("effect-1", "applied", NOW + 700);
    const again = await effects.intend(effect);
    expect(again).to.deep.equal({ effect: { ...effect, outcome: "applied", finishedAt: NOW + 700 }, isNew: false });
  });

  it("keeps the last outcome: what was unknown may turn out", async () => {
    const { effects } = await temporary.open();
    await effects.intend(effect);
    await effects.finish("effect-1", "unknown", NOW + 1);
    await effects.finish("effect-1", "failed", NOW + 2);
    expect((await effects.intend(effect)).effect).to.include({ outcome: "failed", finishedAt: NOW + 2 });
  });

  it("lets only one of several at once be the first", async () => {
    const journals = [await temporary.open(), await temporary.open(), await temporary.open()];
    const answers = await Promise.all(journals.map(({ effects }) => effects.intend(effect)));
    expect(answers.filter(({ isNew }) => isNew)).to.have.length(1);
  });

  it("keeps an effect that comes with its outcome", async () => {
    const { effects } = await temporary.open();
    const finished: Effect = { ...effect, outcome: "applied", finishedAt: NOW };
    await effects.intend(finished);
    expect((await effects.intend(effect)).effect).to.deep.equal(finished);
  });

  it("refuses an outcome without intent", async () => {
    const { effects } = await temporary.open();
    const error = await thrownBy(() => effects.finish("effect-9", "applied", NOW));
    expect(error).to.be.instanceOf(UnexpectedError);
    expect(error).to.have.property("message", "The outcome of effect effect-9 has no intent.");
  });

  it("reports an outcome that it cannot have written", async () => {
    const { effects } = await temporary.open();
    await effects.intend(effect);
    const database = new DatabaseSync(temporary.path("soar.db"));
    database.exec("UPDATE effect SET outcome = 'perhaps'");
    database.close();
    const error = await thrownBy(() => effects.intend(effect));
    expect(error).to.be.instanceOf(StoreError);
    expect(error).to.have.property("message", "The store holds a damaged value: outcome of effect effect-1.");
  });
});
