import { ApiError } from "soarkit";
import { expect } from "chai";
import { refusedQuery } from "../../../commands/_map/query-problems.ts";

const refused = (body: unknown) => {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return refusedQuery(new ApiError("POST /v2/file-events was answered with 400", "…", { status: 400, body: text }));
};
const page = (...problems: unknown[]) => ({ totalCount: 0, fileEvents: null, nextPgToken: null, problems });

describe("refusedQuery", () => {
  it("names term, operator and value of Incydr's documented refusal", () => {
    const badFilter = { term: "file.nope", operator: "IS", value: "x" };
    const error = refused(page({ type: "INVALID_TERM", description: "unknown term", badFilter }));
    expect(error).to.include({
      code: "ARGUMENT",
      message: 'Incydr refused the query: unknown term (file.nope IS "x").',
      hint: "Correct the term, operator or value that it names; terms are paths of a file event, such as file.name.",
    });
    expect(error.cause).to.be.instanceOf(ApiError);
  });

  it("names all problems, each as far as it is told", () => {
    const problems = [
      { type: "SEARCH_FAILED", description: null, badFilter: null },
      { type: "X", description: "no value", badFilter: { term: "file.name", operator: "IS", value: null } },
      { badFilter: { term: 5, operator: "IS_ANY", value: ["a", "b"] } },
      {},
    ];
    expect(refused(page(...problems)).message).to.equal(
      'Incydr refused the query: SEARCH_FAILED; no value (file.name IS); a problem without a name (IS_ANY ["a","b"]); ' +
        "a problem without a name.",
    );
  });

  it("names no more problems than a person reads", () => {
    const many = Array.from({ length: 12 }, (_, index) => ({ type: `P${index}` }));
    expect(refused(page(...many)).message).to.match(/^Incydr refused the query: P0; .*; P9; and 2 more\.$/);
  });

  it("asks for less at once where nothing is named that could be corrected", () => {
    const hint =
      "Run it again later. If it stays so, ask for less at once: a shorter time, fewer results, or a simpler query.";
    for (const body of [page({ type: "SEARCH_FAILED", description: null, badFilter: null }), "Bad Request"]) {
      expect(refused(body)).to.have.property("hint", hint);
    }
  });

  it("says so where there is no reason, and shows no more of a long one than a person reads", () => {
    expect(refused(" ").message).to.equal("Incydr refused the query: it gave no reason.");
    expect(refused("x".repeat(2000)).message).to.equal(`Incydr refused the query: ${"x".repeat(300)}`);
  });

  for (const body of ["Bad Request", '{"problems": [{"type": "INV', '{"problems":null}', '{"problems":[]}', '["x"]']) {
    it(`shows what it cannot read as it came: ${body}`, () => {
      expect(refused(body).message).to.equal(`Incydr refused the query: ${body}`);
    });
  }
});
