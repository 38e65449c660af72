import type { CommandResult } from "soarkit";

/** Gives the parameters back, so that a test can see what a stubbed client's instance has. */
export const run = async ({ args, params }: { args: { id: string }; params: object }): Promise<CommandResult> => ({
  context: { "Careless.Thing": { ID: args.id, Colour: "red" } },
  raw: params,
});
