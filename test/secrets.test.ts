import { expect } from "chai";
import fc from "fast-check";
import { inspect } from "node:util";
import { createMask, Secret } from "../src/secrets.ts";

describe("Secret", () => {
  const secret = new Secret("s3cr3t value");

  it("shows stars however it is printed", () => {
    expect(String(secret)).to.equal("***");
    expect(secret.toString()).to.equal("***");
    expect(JSON.stringify({ secret })).to.equal('{"secret":"***"}');
    expect(inspect({ secret }, { depth: 9 })).to.equal("{ secret: *** }");
    expect(Object.keys(secret)).to.deep.equal([]);
  });

  it("gives its value only when asked", () => {
    expect(secret.reveal()).to.equal("s3cr3t value");
  });
});

describe("createMask", () => {
  const mask = createMask([new Secret('top"secret/+1')]);

  it("masks a secret as it is, URL-encoded and JSON-escaped", () => {
    expect(mask('a top"secret/+1 b')).to.equal("a *** b");
    expect(mask("?k=top%22secret%2F%2B1&x")).to.equal("?k=***&x");
    expect(mask('{"k":"top\\"secret/+1"}')).to.equal('{"k":"***"}');
  });

  it("masks what serialisers, forms and pages make of a secret", () => {
    const secret = `p"a's<s>/&+\\ ü`;
    const hide = createMask([new Secret(secret)]);
    for (const form of [
      "p%22a's%3Cs%3E%2F%26%2B%5C%20%C3%BC",
      "p%22a's%3cs%3e%2f%26%2b%5c%20%c3%bc",
      "p%22a%27s%3Cs%3E%2F%26%2B%5C+%C3%BC",
      "p%22a's%3Cs%3E/&+%5C%20%C3%BC",
      `p\\"a's<s>/&+\\\\ ü`,
      `p\\"a's<s>\\/&+\\\\ ü`,
      `p\\"a\\u0027s\\u003cs\\u003e/\\u0026+\\\\ ü`,
      `p\\"a\\u0027s\\u003Cs\\u003E\\/\\u0026+\\\\ \\u00FC`,
      `p\\\\\\"a's<s>/&+\\\\\\\\ ü`,
      "p&quot;a&#39;s&lt;s&gt;/&amp;+\\ ü",
      "p&#34;a&#x27;s&lt;s&gt;/&amp;+\\ ü",
      "p%2522a%2527s%253Cs%253E%252F%2526%252B%255C%2520%25C3%25BC",
      JSON.stringify(JSON.stringify(JSON.stringify(secret))).replace(/^[\\"]*|[\\"]*$/g, ""),
    ]) {
      expect(hide(`<${form}>`), form).to.equal("<***>");
    }
  });

  it("masks long secrets between other letters, in texts of any length", () => {
    const hide = createMask([new Secret("correct-horse-battery"), new Secret("staple/of+secrets&long")]);
    for (const length of [0, 1, 2, 3, 5, 8, 13, 21, 34, 1000]) {
      const around = "x".repeat(length);
      expect(hide(`${around}correct-horse-battery${around}`)).to.equal(`${around}***${around}`);
      expect(hide(`${around}STAPLE%2Fof%2bsecrets&amp;long${around}`)).to.equal(`${around}***${around}`);
    }
  });

  it("takes a percent sign in a long text for nothing but the letters that stand with it", () => {
    const hide = createMask([new Secret("correct horse battery")]);
    const quiet = '{"a":"100%","b":["%41%zz <50%25>\\n"]}'.repeat(50);
    expect(hide(quiet)).to.equal(quiet);
    expect(hide(`${quiet}"?q=%63orrect%20horse+battery%21"${quiet}`)).to.equal(`${quiet}"?q=***!"${quiet}`);
  });

  it("masks what was escaped for something else before it was escaped for a URL, over and over", () => {
    const secret = `"k/7+\\'<core>&é?=% ;`;
    const hide = createMask([new Secret(secret)]);
    const form = new URLSearchParams({ s: secret }).toString();
    for (const text of [JSON.stringify(secret), JSON.stringify(JSON.stringify(secret)), form, JSON.stringify(form)]) {
      for (let escaped = text, times = 0; times < 4; times += 1) {
        escaped = encodeURIComponent(escaped);
        const shown = hide(`https://x.test/?next=${escaped}&a=%20b`);
        expect(shown).to.match(/^https:\/\/x\.test\/\?next=.*\*\*\*.*&a=( |%20)b$/);
        expect(shown).not.to.include("core");
      }
    }
    expect(hide("a%20b %zz %e9 100%")).to.equal("a%20b %zz %e9 100%");
    expect(hide(`\ud800%20${encodeURIComponent(JSON.stringify(secret))}`)).to.equal("%EF%BF%BD%20%22***%22");
  });

  it("masks base64 inside a URL", () => {
    const encoded = Buffer.from('key-1:top"secret/+1???>>>').toString("base64");
    const shown = createMask([new Secret('top"secret/+1???>>>')])(encodeURIComponent(encoded));
    expect(shown).to.match(/^a2V5LTE6.?\*\*\*.?(%3D)*$/);
  });

  it("comes to an end in texts that are made to keep it busy", () => {
    const hide = createMask([new Secret('\\\\\\""\\a\\<<&&%%  \\\\b')]);
    for (const letter of ["\\", '"', "%25", "&amp;", "%", "+", " ", '\\"', "%5c"]) {
      const text = letter.repeat(200_000 / letter.length);
      expect(hide(text)).to.equal(text);
    }
  });

  it("takes a secret that is no well-formed text", () => {
    expect(createMask([new Secret("abc\ud800def")])("1 abc\ud800def 2")).to.equal("1 *** 2");
  });

  it("masks a secret inside base64 whatever stands before it", () => {
    for (const user of ["", "a", "ab", "abc", "key-1234"]) {
      const encoded = Buffer.from(`${user}:top"secret/+1`).toString("base64");
      expect(mask(`Authorization: Basic ${encoded}`), user).to.include("***");
      // At most the two characters that it shares with its neighbours may remain of it.
      expect(mask(encoded).split("***")[1]?.length ?? 99, user).to.be.lessThan(5);
    }
  });

  it("leaves texts without the secret as they are", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        fc.pre(!text.includes("top"));
        expect(mask(text)).to.equal(text);
      }),
    );
  });

  it("hides a secret wherever it stands", () => {
    const around = fc.string({ unit: fc.constantFrom("x", "y", " ", '"') });
    const value = fc.string({ unit: fc.constantFrom("a", "b", "%", "\\"), minLength: 4 });
    fc.assert(
      fc.property(around, value, around, (before, secret, after) => {
        expect(createMask([new Secret(secret)])(`${before}${secret}${after}`)).to.equal(`${before}***${after}`);
      }),
    );
  });

  it("does not take texts of under four characters for secrets", () => {
    expect(createMask([new Secret("abc")])("abc")).to.equal("abc");
  });
});
