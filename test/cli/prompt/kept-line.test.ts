import { expect } from "chai";
import { keptLine } from "../../../src/cli/prompt/kept-line.ts";
import { argument, command, instance } from "../../dispatch/acme.ts";

const LOGIN = command("acme-login", {
  aliases: ["login"],
  arguments: [
    argument("user"),
    argument("password", { secret: true }),
    argument("pin", { secret: true, positional: true }),
  ],
});
const instances = [instance([LOGIN, command("acme-list")], {})];

describe("a line of the history", () => {
  it("is the line as it can be typed again", () => {
    expect(keptLine({ command: "login", args: { user: "a b" } }, instances)).to.equal('!login user="a b"');
    expect(keptLine({ command: "acme-list", args: {}, positional: "7" }, instances)).to.equal("!acme-list 7");
  });

  it("has secret arguments emptied, wherever their values stand", () => {
    const line = { command: "acme-login", args: { user: "x-hunter22", password: "hunter22" }, positional: "1234" };
    expect(keptLine(line, instances)).to.equal('!acme-login user=x-*** password=""');
  });

  it("has the instance's secrets masked", () => {
    expect(keptLine({ command: "acme-list", args: { note: "s3cret!" } }, instances)).to.equal('!acme-list note="***"');
  });

  it("is not kept when nobody knows what of it is secret, or when it is no line", () => {
    expect(keptLine({ command: "unknown", args: { password: "hunter22" } }, instances)).to.equal(undefined);
    expect(keptLine({ command: "acme-list", args: { note: "two\nlines" } }, instances)).to.equal(undefined);
    expect(keptLine({ command: "acme-list", args: { note: "x".repeat(10_000) } }, instances)).to.equal(undefined);
  });
});
