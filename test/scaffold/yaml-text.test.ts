import { expect } from "chai";
import fc from "fast-check";
import { parse } from "yaml";
import { yamlText } from "../../src/scaffold/yaml-text.ts";

describe("a text as a YAML value", () => {
  it("stands plain where it can only be read as itself", () => {
    expect(yamlText("Acme Edr Item")).to.equal("Acme Edr Item");
    expect(yamlText("https://acme.example:8080/api")).to.equal("https://acme.example:8080/api");
  });

  it("is quoted where it could be read as something else", () => {
    for (const text of ["true", "No", "12", "1e3", "a: b", "a:", "a #b", "- a", "a\nb", "", "{a}", "*a"]) {
      expect(yamlText(text), text).to.equal(JSON.stringify(text));
    }
  });

  it("is read back as it was, in a map, whatever it is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 20 }), (text) => {
        expect(parse(`key: ${yamlText(text)}`)).to.deep.equal({ key: text });
      }),
    );
  });
});
