import { expect } from "chai";
import { handlerInput } from "../../../src/manifest/code/handler-input.ts";
import { interfaceOf } from "../../../src/manifest/code/interface-of.ts";
import { readModule } from "../../../src/manifest/code/read-module.ts";

/** Names of the arguments that a module's `run` reads; "unknown" where that cannot be told, "none" where it is no function. */
function reads(text: string): string {
  const source = readModule(text, false);
  if (!("program" in source)) throw new Error(source.message);
  const input = handlerInput(interfaceOf(source.program).exports.get("run")?.value);
  if (input === undefined) return "none";
  return input.args === undefined ? "unknown" : [...input.args.keys()].join(" ");
}

const cases: Record<string, [code: string, expected: string][]> = {
  "arguments written out": [
    ["export const run = async ({ args }) => args.a + args['b'] + args?.c", "a b c"],
    ["export const run = async ({ args: given }) => given.a", "a"],
    ["export const run = async ({ args: { a, 'b-c': d = 1 } }) => a", "a b-c"],
    ["export const run = async ({ args = {} }) => args.a", "a"],
    ["export const run = async (input) => input.args.a + input.params.args", "a"],
    ["export async function* run({ args }) { const { a, b: { c } } = args; yield args.d }", "a b d"],
    ["export const run = (input) => { const { args, log } = input; log(args.a) }", "a"],
    ["export const run = (input) => { const given = input.args; const one = given; return one.a + given.b }", "a b"],
    ["const handler = function ({ args }) { return args.a }; export { handler as run }", "a"],
    ["function run({ args }) { return { poll: { args: { id: args.a } } } } export { run }", "a"],
    ["export const run = ({ args }) => ({ args: 1, m: x.args, [args.a]: 2 }); class C { args() {} }", "a"],
    ["export const run = ({ args }) => { args.a; args.a }", "a"],
  ],
  "no argument": [
    ["export const run = async () => 1", ""],
    ["export const run = async ({ params }) => params.args", ""],
  ],
  "arguments that go elsewhere as a whole": [
    ["export const run = async ({ args }) => send(args)", "unknown"],
    ["export const run = async ({ args }) => ({ ...args })", "unknown"],
    ["export const run = async ({ args }) => ({ args })", "unknown"],
    ["export const run = async ({ args }) => args[name]", "unknown"],
    ["export const run = async ({ args: { a, ...rest } }) => a", "unknown"],
    ["export const run = async ({ args }) => { const { [x]: a } = args }", "unknown"],
    ["export const run = async ({ params, ...rest }) => rest", "unknown"],
    ["export const run = async ({ [x]: y }) => y", "unknown"],
    ["export const run = async (input) => send(input)", "unknown"],
    ["export const run = async (...inputs) => inputs", "unknown"],
    ["export const run = async ([args]) => args.a", "unknown"],
    ["export const run = async ({ args }, more) => args.a", "unknown"],
    ["export async function run({ args }) { return arguments[0] + args.a }", "unknown"],
    ["export const run = ({ args }) => { const [a] = args }", "unknown"],
  ],
  "names that mean something else on the way": [
    ["export const run = ({ args }) => list.map((args) => args.x)", "unknown"],
    ["export const run = ({ args }) => { { const args = other(); args.x } }", "unknown"],
    ["export const run = ({ args }) => { let a = args; a = other; return a.x }", "unknown"],
    ["export const run = (input) => { const { args } = input; { const { args } = input; args.x } }", "unknown"],
  ],
  "arguments that are changed": [
    ["export const run = ({ args }) => { args.a = 1 }", "unknown"],
    ["export const run = ({ args }) => { args.a++ }", "unknown"],
    ["export const run = ({ args }) => { delete args.a }", "unknown"],
    ["export const run = ({ args }) => { x = args.a }", "a"],
  ],
  "what is no function": [
    ["export const run = wrap(({ args }) => args.a)", "none"],
    ["export let run = ({ args }) => args.a", "none"],
    ["export const { run } = handlers", "none"],
    ["export { run } from './other.js'", "none"],
    ["export default 1", "none"],
  ],
};

describe("handlerInput", () => {
  for (const [what, snippets] of Object.entries(cases)) {
    describe(`of ${what}`, () => {
      for (const [code, expected] of snippets) {
        it(code, () => expect(reads(code)).to.equal(expected));
      }
    });
  }

  it("tells where the client is taken", () => {
    const client = (text: string) => {
      const source = readModule(text, false);
      return "program" in source
        ? handlerInput(interfaceOf(source.program).exports.get("run")?.value)?.client
        : undefined;
    };
    expect(client("export const run = ({ args, client }) => 1")).to.equal(28);
    expect(client("export const run = (input) => input.client.get(input.client)")).to.equal(30);
    expect(client("export const run = ({ args }) => args.client")).to.equal(undefined);
  });

  it("does not lose itself in deep code", () => {
    expect(reads(`export const run = ({ args }) => ${"args.a + ".repeat(3000)}args.b`)).to.equal("a b");
  });
});
