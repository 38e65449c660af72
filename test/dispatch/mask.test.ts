import { expect } from "chai";
import fc from "fast-check";
import { maskError, maskJson } from "../../src/dispatch/mask.ts";
import { ApiError, UnexpectedError } from "../../src/errors.ts";
import type { Json } from "../../src/json.ts";
import { createMask, Secret } from "../../src/secrets.ts";

const mask = createMask([new Secret("s3cret!"), new Secret("123456")]);

describe("maskJson", () => {
  it("replaces secrets in texts, keys and numbers at any depth", () => {
    const value = { a: ["xs3cret!y", { "key s3cret!": null }], n: 1_234_567, t: true, z: 5 };
    expect(maskJson(value, mask)).to.deep.equal({ a: ["x***y", { "key ***": null }], n: "***7", t: true, z: 5 });
  });

  it("finds a secret in JSON that is itself a text", () => {
    const quoted = createMask([new Secret('pass"word')]);
    expect(maskJson({ rawJSON: '{"p":"pass\\"word"}' }, quoted)).to.deep.equal({ rawJSON: '{"p":"***"}' });
  });

  it("gives the very same value when there is nothing to hide", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(maskJson(value as Json, mask)).to.equal(value);
      }),
    );
  });

  it("leaves prototypes alone", () => {
    const hostile = JSON.parse('{"__proto__": {"polluted": "s3cret!"}}') as Json;
    expect(JSON.stringify(maskJson(hostile, mask))).to.equal('{"__proto__":{"polluted":"***"}}');
    expect(({} as Record<string, unknown>).polluted).to.equal(undefined);
  });
});

describe("maskError", () => {
  it("hides secrets in every text of an error and its causes, and keeps class and plain values", () => {
    const deepest = Object.assign(new Error("token s3cret!"), { code: "E", config: { headers: "s3cret!" }, status: 7 });
    const error = new ApiError("at s3cret!", "hint s3cret!", { status: 400, body: "s3cret!" }, { cause: deepest });
    const masked = maskError(error, mask);
    expect(masked).to.be.instanceOf(ApiError);
    expect(masked).to.include({
      name: "ApiError",
      code: "API",
      exitCode: 3,
      message: "at ***",
      hint: "hint ***",
      status: 400,
      body: "***",
    });
    expect(masked.stack).to.match(/^ApiError: at \*\*\*/);
    expect(masked.cause).to.be.instanceOf(Error);
    expect(masked.cause).to.include({ message: "token ***", code: "E", status: 7 });
    expect(masked.cause).not.to.have.property("config");
    expect(Object.keys(masked)).not.to.include("message");
  });

  it("hides secrets in causes that are no errors, and leaves objects behind", () => {
    const withCause = (cause: unknown) => maskError(new UnexpectedError("m", "h", { cause }), mask).cause;
    expect(withCause("s3cret!")).to.equal("***");
    expect(withCause({ headers: "s3cret!" })).to.equal(undefined);
  });

  it("cuts an endless chain of causes", () => {
    const loop = new UnexpectedError("m", "h");
    loop.cause = loop;
    let depth = 0;
    for (let at: unknown = maskError(loop, mask); at instanceof Error; at = at.cause) depth += 1;
    expect(depth).to.equal(11);
  });
});
