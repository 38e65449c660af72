import { expect } from "chai";

import { parseQuery, type Query } from "../../src/simulator/query.ts";
import { Refusal } from "../../src/simulator/route.ts";

function query(search: string): Query {
  return parseQuery(search, (message) => ({ message }));
}

function refusalOf(read: () => unknown): { status: number; body: unknown } | undefined {
  try {
    read();
  } catch (error) {
    if (error instanceof Refusal) return { status: error.status, body: error.body };
  }
  return undefined;
}

describe("a request's query", () => {
  it("gives repeated keys in order, without empty ones", () => {
    expect(query("state=OPEN&state=&state=CLOSED").list("state")).to.deep.equal(["OPEN", "CLOSED"]);
    expect(query("a=1").list("state")).to.deep.equal([]);
  });

  it("gives the first text, decoded, and nothing for an empty one", () => {
    expect(query("name=a%40b+c&name=d").text("name")).to.equal("a@b c");
    expect(query("name=").text("name")).to.equal(undefined);
  });

  it("reads booleans in any letter case", () => {
    expect(["true", "True", "TRUE", "false", "False"].map((value) => query(`on=${value}`).flag("on"))).to.deep.equal([
      true,
      true,
      true,
      false,
      false,
    ]);
    expect(query("").flag("on")).to.equal(undefined);
    expect(refusalOf(() => query("on=1").flag("on"))).to.deep.equal({
      status: 400,
      body: { message: "on must be true or false, got 1" },
    });
  });

  it("reads whole numbers within their bounds", () => {
    expect(query("n=-12").integer("n")).to.equal(-12);
    expect(query("").integer("n", { min: 1 })).to.equal(undefined);
    for (const value of ["51", "0", "1.5", "ten", "1e1", "99999999999999999999"]) {
      expect(refusalOf(() => query(`n=${value}`).integer("n", { min: 1, max: 50 }))).to.deep.equal({
        status: 400,
        body: { message: `n must be a whole number from 1 to 50, got ${value}` },
      });
    }
  });

  it("reads choices", () => {
    expect(query("d=asc&d=desc").choices("d", ["asc", "desc"])).to.deep.equal(["asc", "desc"]);
    expect(refusalOf(() => query("d=asc&d=up").choices("d", ["asc", "desc"]))).to.deep.equal({
      status: 400,
      body: { message: "d must be one of asc, desc, got up" },
    });
  });
});
