import { expect } from "chai";
import fc from "fast-check";
import { resolveArguments } from "../../src/dispatch/arguments.ts";
import { ArgumentError } from "../../src/errors.ts";
import type { Json } from "../../src/json.ts";
import { commandOf } from "../manifest/manifest-of.ts";

/** 2026-03-01T12:00:00.000Z */
const NOW = 1_772_366_400_000;

const command = commandOf(`
  - {name: id, required: true}
  - {name: name, type: string}
  - {name: state, auto: PREDEFINED, predefined: [OPEN, CLOSED], defaultValue: ALL}
  - {name: kinds, isArray: true, auto: PREDEFINED, predefined: [a, b]}
  - {name: limit, type: number, defaultValue: '50', required: true}
  - {name: deep, type: boolean}
  - {name: since, type: date}
  - {name: labels, type: keyValue}
  - {name: sizes, type: number, isArray: true}
  - {name: a/b~c, auto: PREDEFINED, predefined: ['1', '2']}
  - {name: pin, type: number, secret: true}
  - {name: grade, secret: true, auto: PREDEFINED, predefined: [x, y]}
`);

async function refused(given: Record<string, Json>, of = command): Promise<ArgumentError> {
  try {
    await resolveArguments(of, given, NOW);
  } catch (thrown) {
    expect(thrown).to.be.instanceOf(ArgumentError);
    if (thrown instanceof ArgumentError) return thrown;
  }
  throw new Error("nothing was refused");
}

describe("resolveArguments", () => {
  it("applies defaults and coerces by the declared types", async () => {
    const given = {
      id: 7,
      name: 12,
      kinds: "a, b",
      limit: "2.9",
      deep: "Yes",
      since: "3 days",
      labels: "k=v",
      sizes: ["1", 2],
    };
    expect(await resolveArguments(command, given, NOW)).to.deep.equal([
      {
        id: 7,
        name: "12",
        state: "ALL",
        kinds: ["a", "b"],
        limit: 2,
        deep: true,
        since: NOW - 3 * 86_400_000,
        labels: { k: "v" },
        sizes: [1, 2],
      },
    ]);
  });

  it("takes {}, null, an empty text and an empty list for not given", async () => {
    const given = { id: "1", name: "", state: {}, kinds: [], limit: null, sizes: "[]", deep: "" };
    expect(await resolveArguments(command, given, NOW)).to.deep.equal([{ id: "1", state: "ALL", limit: 50 }]);
  });

  it("does not let what is empty satisfy a required argument", async () => {
    for (const empty of [{}, null, "", []]) {
      expect((await refused({ id: empty })).message).to.equal("thing-get: Missing arguments: id.");
    }
  });

  it("reports all faults at once, the nearest names with them", async () => {
    const error = await refused({
      nam: "x",
      state: "open",
      kinds: ["a", "c"],
      limit: 2.5,
      deep: "maybe",
      since: "soon",
      labels: "k",
      sizes: "1,x",
      banana: 1,
    });
    expect(error.message).to.equal(
      [
        "thing-get: Missing arguments: id.",
        'Unknown argument "nam". Did you mean "name"?',
        'Unknown argument "banana".',
        'state must be one of OPEN, CLOSED, ALL, not "open". Did you mean "OPEN"?',
        'kinds must be one of a, b, not "c".',
        "limit must be a whole number, not 2.5.",
        'deep must be true or false (or yes, no), not "maybe".',
        'since must be a time such as 2026-01-31T08:00:00Z, "3 days" or an epoch, not "soon".',
        'labels must be key=value pairs or a JSON object, not "k".',
        'sizes must be a whole number, not "x".',
      ].join(" "),
    );
    expect(error.hint).to.equal("See what the command takes with: soar commands thing-get");
  });

  it("lists every missing argument", async () => {
    const two = commandOf("[{name: a, required: true}, {name: b, required: true}]");
    expect((await refused({}, two)).message).to.equal("thing-get: Missing arguments: a, b.");
  });

  it("compares choices exactly, numbers and booleans by their text", async () => {
    expect(await resolveArguments(command, { id: "1", "a/b~c": 2 }, NOW)).to.deep.equal([
      { id: "1", state: "ALL", limit: 50, "a/b~c": "2" },
    ]);
    expect((await refused({ id: "1", "a/b~c": 3 })).message).to.equal('thing-get: a/b~c must be one of 1, 2, not "3".');
  });

  it("shows no value of a secret argument", async () => {
    expect((await refused({ id: "1", pin: "hunter2", grade: "z" })).message).to.equal(
      "thing-get: grade must be one of x, y. pin is no number.",
    );
  });

  it("makes one call per member of a list given to an argument that takes none", async () => {
    expect(await resolveArguments(command, { id: ["1", "2"], limit: 5 }, NOW)).to.deep.equal([
      { id: "1", state: "ALL", limit: 5 },
      { id: "2", state: "ALL", limit: 5 },
    ]);
  });

  it("takes lists of one length side by side, and a list of one with each", async () => {
    const given = { id: ["1", "2"], name: ["x", "y"], limit: [5] };
    expect(await resolveArguments(command, given, NOW)).to.deep.equal([
      { id: "1", name: "x", state: "ALL", limit: 5 },
      { id: "2", name: "y", state: "ALL", limit: 5 },
    ]);
  });

  it("refuses lists of different lengths, and lists that make too many calls", async () => {
    expect((await refused({ id: ["1", "2"], name: ["x", "y", "z"] })).message).to.equal(
      "thing-get: Lists of different lengths make no calls: id (2), name (3).",
    );
    expect((await refused({ id: Array.from({ length: 1001 }, () => "1") })).message).to.equal(
      "thing-get: A list of 1001 makes 1001 calls; at most 1000 are made at once.",
    );
  });

  it("says a fault that every call has only once", async () => {
    expect((await refused({ id: ["1", "2"], deep: "x" })).message).to.equal(
      'thing-get: deep must be true or false (or yes, no), not "x".',
    );
  });

  it("passes lists whole to arguments that take them, and what has no type as it came", async () => {
    const plain = commandOf("[{name: list, isArray: true}, {name: raw}]");
    const given = { list: [1, { a: 1 }], raw: { b: [2] } };
    expect(await resolveArguments(plain, given, NOW)).to.deep.equal([given]);
    expect(await resolveArguments(plain, { list: 5 }, NOW)).to.deep.equal([{ list: [5] }]);
  });

  it("writes an object given as text as JSON", async () => {
    expect(await resolveArguments(command, { id: "1", name: { a: 1 } }, NOW)).to.deep.equal([
      { id: "1", name: '{"a":1}', state: "ALL", limit: 50 },
    ]);
  });

  it("is not misled by names that every object has", async () => {
    const odd = commandOf("[{name: toString, type: number}, {name: valueOf}]");
    expect(await resolveArguments(odd, {}, NOW)).to.deep.equal([{}]);
    const hostile: Record<string, Json> = JSON.parse('{"__proto__": {"polluted": 1}, "constructor": "x"}') as Record<
      string,
      Json
    >;
    expect((await refused(hostile, odd)).message).to.equal(
      'thing-get: Unknown argument "__proto__". Unknown argument "constructor".',
    );
    expect({}).to.not.have.property("polluted");
  });

  it("gives a value of the declared type or an ArgumentError, whatever is given", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.jsonValue(),
        fc.constantFrom("limit", "deep", "since", "labels", "name"),
        async (value, name) => {
          const types = { limit: "number", deep: "boolean", since: "number", labels: "object", name: "string" };
          try {
            for (const args of await resolveArguments(command, { id: "1", [name]: value as Json }, NOW)) {
              if (args[name] !== undefined) expect(args[name]).to.be.a(types[name]);
            }
          } catch (thrown) {
            expect(thrown).to.be.instanceOf(ArgumentError);
          }
        },
      ),
    );
  });
});
