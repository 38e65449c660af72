// Checked by `tsc` alone: each line below a @ts-expect-error must fail to compile, or the types promise too much.
import type { Handler, IntegrationTypes, Preview } from "../../src/dispatch/handler.ts";

interface Acme extends IntegrationTypes {
  params: { url: string };
  client: { get(id: string): Promise<string> };
  commands: {
    "acme-get": { args: { id: string; limit?: number }; context: "Acme.User" | "Acme.Count" };
    "acme-list": { args: object; context: never };
  };
}

export const good: Handler<Acme, "acme-get"> = async ({ args, params, client, signal, now }) => {
  signal.throwIfAborted();
  const name = await client.get(args.id);
  const limit: number = args.limit ?? now();
  return { readable: params.url, context: { "Acme.User": [{ name }], "Acme.Count": limit }, raw: name };
};

// @ts-expect-error a command that the manifest does not declare
export const wrongCommand: Handler<Acme, "acme-gte"> = async () => ({});

export const wrongArgument: Handler<Acme, "acme-get"> = async ({ args }) => {
  // @ts-expect-error an argument that the command does not declare
  const name: keyof typeof args = "idd";
  return { readable: name };
};

// @ts-expect-error an optional number is no text
export const wrongType: Handler<Acme, "acme-get"> = async ({ args }) => ({ readable: args.limit });

// @ts-expect-error a context prefix that the command does not declare
export const wrongPrefix: Handler<Acme, "acme-get"> = async () => ({ context: { "Acme.Usr": { name: "x" } } });

// @ts-expect-error a command without outputs writes no context
export const noContext: Handler<Acme, "acme-list"> = async () => ({ context: { "Acme.User": 1 } });

// @ts-expect-error a handler returns a result, not a text
export const wrongResult: Handler<Acme, "acme-list"> = async () => "done";

export const wrongParameter: Handler<Acme, "acme-list"> = async ({ params }) => {
  // @ts-expect-error a parameter that the manifest does not declare
  const name: keyof typeof params = "uri";
  return { readable: name };
};

export const told: Preview<Acme, "acme-get"> = async ({ args, client }) => `This removes ${await client.get(args.id)}.`;

// @ts-expect-error a preview gives a text, not a result
export const wrongPreview: Preview<Acme, "acme-get"> = async () => ({ readable: "This removes it." });
