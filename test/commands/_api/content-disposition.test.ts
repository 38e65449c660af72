import { expect } from "chai";
import { fileNameOf } from "../../../commands/_api/content-disposition.ts";

describe("the file name of an answer", () => {
  const names: [header: string | undefined, name: string | undefined][] = [
    [undefined, undefined],
    ["attachment", undefined],
    ["attachment; filename=Case-17.pdf", "Case-17.pdf"],
    ["attachment; filename=Case 17.pdf ; size=3", "Case 17.pdf"],
    ['attachment; FILENAME="Case; \\"17\\".pdf"', 'Case; "17".pdf'],
    ['attachment; filename=""', undefined],
    ["attachment; filename*=UTF-8''na%C3%AFve.pdf; filename=naive.pdf", "naïve.pdf"],
    ["attachment; filename=naive.pdf; filename*=utf-8'en'na%C3%AFve.pdf", "naïve.pdf"],
    ["attachment; filename*=UTF-8''%E0%A4%A; filename=naive.pdf", "naive.pdf"],
    ["attachment; filename*=iso-8859-1''na%EFve.pdf", undefined],
  ];
  for (const [header, name] of names) {
    it(`is ${String(name)} in ${String(header)}`, () => {
      expect(fileNameOf(header)).to.equal(name);
    });
  }
});
