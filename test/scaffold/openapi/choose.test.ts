import { expect } from "chai";
import { chooseOperations } from "../../../src/scaffold/openapi/choose.ts";
import type { Operation } from "../../../src/scaffold/openapi/operation.ts";

function operation(method: Operation["method"], path: string, rest: Partial<Operation> = {}): Operation {
  return {
    method,
    path,
    tags: [],
    summary: "",
    description: "",
    isDeprecated: false,
    parameters: [],
    answer: { kind: "none" },
    obstacles: [],
    ...rest,
  };
}

const operations = [
  operation("GET", "/tickets", { operationId: "listTickets", tags: ["Tickets"] }),
  operation("POST", "/tickets", { operationId: "createTicket", tags: ["Tickets"] }),
  operation("GET", "/assets/{id}", { tags: ["Assets"] }),
  operation("GET", "/old", { operationId: "old", isDeprecated: true }),
  operation("PUT", "/files", { obstacles: ["its body is a file", "it is slow"] }),
];

function chosen(...patterns: string[]): string[] {
  return chooseOperations(operations, patterns).chosen.map(({ method, path }) => `${method} ${path}`);
}

describe("the choice of operations", () => {
  it("is, without a wish, all that can be commands and are not deprecated; the rest is told, with why", () => {
    const { chosen: all, leftOut } = chooseOperations(operations, undefined);
    expect(all).to.deep.equal(operations.slice(0, 3));
    expect(leftOut).to.deep.equal([
      { operation: "GET /old", why: "deprecated; name it with --operations to have it" },
      { operation: "PUT /files", why: "its body is a file" },
    ]);
  });

  it("is by operation id, tag, label or pattern, in any case of letters", () => {
    expect(chosen("LISTtickets")).to.deep.equal(["GET /tickets"]);
    expect(chosen("tickets")).to.deep.equal(["GET /tickets", "POST /tickets"]);
    expect(chosen("get /assets/{id}")).to.deep.equal(["GET /assets/{id}"]);
    expect(chosen("GET *")).to.deep.equal(["GET /tickets", "GET /assets/{id}", "GET /old"]);
    expect(chosen("*tic?et*", "old")).to.deep.equal(["GET /tickets", "POST /tickets", "GET /old"]);
  });

  it("names every wish that fits nothing, with what is near", () => {
    expect(() => chosen("listTicket", "x*y")).to.throw(
      'No operation is "listTicket". Did you mean "listTickets"?\nNo operation is "x*y".',
    );
  });

  it("cannot be empty", () => {
    expect(() => chosen("PUT /files")).to.throw(
      /Not one operation of the document can become a command:\n {2}GET \/tickets: not chosen/,
    );
  });

  it("cannot be more than anybody could find their way in: the tags help to choose", () => {
    const many = Array.from({ length: 151 }, (_, index) =>
      operation("GET", `/a${index}`, { tags: index < 100 ? ["Large"] : [] }),
    );
    expect(() => chooseOperations(many, undefined)).to.throw(
      "The document gives 151 commands; at most 150 make an integration that anybody can find their way in. " +
        "Its tags are Large (100), no tag (51).",
    );
    expect(chooseOperations(many, ["Large"]).chosen).to.have.length(100);
  });

  it("matches patterns of any length in time", () => {
    const long = operation("GET", `/${"a".repeat(300)}`);
    expect(() => chooseOperations([long], [`${"*a".repeat(200)}b`])).to.throw("No operation is");
  });
});
