import { expect } from "chai";
import fc from "fast-check";
import { cronFault, nextCron } from "../../src/instance/cron.ts";

describe("cronFault", () => {
  it("finds nothing wrong with what cron has names and fields for", () => {
    const lines = ["*/5 * * * *", "0 6 * * MON-FRI", "15,45 8-18 1 JAN,JUL *", "@hourly", " @Daily ", "0 0 29 2 *"];

    expect(lines.map(cronFault)).to.deep.equal([undefined, undefined, undefined, undefined, undefined, undefined]);
  });

  it("says what is wrong, and what was meant", () => {
    const lines = ["1 2 3 4", "", "61 * * * *", "0 0 * FEV *", "0 0 * * MOM", "@hourl", "@reboot", "0 0 30 2 *"];

    expect(lines.map((line) => cronFault(line)?.message)).to.deep.equal([
      '"1 2 3 4" has 4 fields; a cron line has 5.',
      '"" has 1 field; a cron line has 5.',
      '"61 * * * *": "61" is no minute.',
      '"0 0 * FEV *": "FEV" is no month. Did you mean "FEB"?',
      '"0 0 * * MOM": "MOM" is no day of the week. Did you mean "MON"?',
      '"@hourl" is no time that cron has a name for. Did you mean "@hourly"?',
      '"@reboot" is no time that cron has a name for.',
      '"0 0 30 2 *" names a day that never comes.',
    ]);
  });

  it("shows how a line is written", () => {
    expect(cronFault("5 minutes")?.hint).to.match(/\*\/5 \* \* \* \* is every 5 minutes/);
    expect(cronFault("@often")?.hint).to.match(/^Cron's names are @hourly, /);
  });

  it("reads no line of boundless length", () => {
    expect(cronFault(`${"1,".repeat(500)}1 * * * *`)?.message).to.match(/is too long for a cron line\.$/);
  });

  it("answers for any text, and what it passes has a next time", () => {
    const field = fc.oneof(fc.stringMatching(/^[0-9*/,?LW#A-Z-]{1,6}$/), fc.constant("*"), fc.string({ maxLength: 8 }));
    fc.assert(
      fc.property(fc.oneof(fc.array(field, { minLength: 5, maxLength: 5 }), fc.array(field)), (fields) => {
        const line = fields.join(" ");
        if (cronFault(line) === undefined) expect(nextCron(line, 0)).to.be.greaterThan(0);
      }),
    );
  });
});

describe("nextCron", () => {
  it("goes by UTC, and is always later", () => {
    const at = Date.parse("2026-03-29T00:30:00Z");

    expect(new Date(nextCron("30 2 * * *", at) ?? 0).toISOString()).to.equal("2026-03-29T02:30:00.000Z");
    expect(new Date(nextCron("30 0 * * *", at) ?? 0).toISOString()).to.equal("2026-03-30T00:30:00.000Z");
  });
});
