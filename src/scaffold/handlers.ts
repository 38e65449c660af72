import { namesOf, type FileTree, type IntegrationSpec, type Names } from "./scaffold.ts";
import { wrapped } from "./wrapped.ts";

/** The handlers of a new integration's commands, and how the vendor's items look in context and incidents. */
export function handlerFiles(spec: IntegrationSpec): FileTree {
  const names = namesOf(spec);
  const { name } = names;
  return {
    "commands/_map.ts": mapModule(names),
    [`commands/${name}-item-get.ts`]: getHandler(names),
    [`commands/${name}-item-list.ts`]: listHandler(names),
    [`commands/${name}-item-create.ts`]: createHandler(names),
    "commands/test-module.ts": testModule(names),
  };
}

/** The line or lines on which a handler begins, as prettier breaks them. `taken` is what it takes of its input. */
export function handlerHead(brand: string, command: string, taken: readonly string[]): string {
  const begin = `export const run: Handler<${brand}, "${command}"> = async ({`;
  if (begin.length <= 120) return wrapped(begin, taken, "}) => {");
  return `export const run: Handler<\n  ${brand},\n  "${command}"\n> = async ({ ${taken.join(", ")} }) => {`;
}

// --- internal ---

function mapModule({ brand, display }: Names): string {
  return `import type { FetchedIncident } from "soarkit";
import type { Item } from "./_api.ts";

/** An item as the context shows it, under ${brand}.Item. Every path here is declared in integration.yml. */
export function toContext({ id, title, severity, reference, createdAt }: Item) {
  return { ID: id, Title: title, Severity: severity, Reference: reference, Created: createdAt };
}

/** An item as an incident. The manifest's mapper makes its severity and fields of rawJSON. */
export function toIncident(item: Item): FetchedIncident {
  return {
    name: \`${display} - \${item.title}\`,
    occurred: item.createdAt,
    rawJSON: JSON.stringify(item),
  };
}
`;
}

function getHandler({ name, brand }: Names): string {
  return `import { isNotFound, type Handler } from "soarkit";
import type { ${brand} } from "./_manifest.gen.ts";
import { toContext } from "./_map.ts";

/** Reading what does not exist is a warning, not an error. */
${handlerHead(brand, `${name}-item-get`, ["args", "client", "signal"])}
  try {
    const item = await client.item(args.id, signal);
    return { context: { "${brand}.Item": toContext(item) }, raw: item };
  } catch (error) {
    if (isNotFound(error)) return { warnings: [\`There is no item \${args.id}.\`] };
    throw error;
  }
};
`;
}

function listHandler({ name, brand }: Names): string {
  return `import { ArgumentError, type Handler } from "soarkit";
import type { Item } from "./_api.ts";
import type { ${brand} } from "./_manifest.gen.ts";
import { toContext } from "./_map.ts";

${handlerHead(brand, `${name}-item-list`, ["args", "client", "signal"])}
  const { created_after: after, reference, limit } = args;
  if (limit < 1) throw new ArgumentError(\`limit must be 1 or more, got \${limit}.\`, "Say how many items to list.");
  const createdAfter = after === undefined ? undefined : new Date(after).toISOString();
  const found: Item[] = [];
  for await (const page of client.items({ createdAfter, reference }, signal)) {
    found.push(...page);
    if (found.length >= limit) break;
  }
  const items = found.slice(0, limit);
  return { context: { "${brand}.Item": items.map(toContext) }, raw: items };
};
`;
}

function createHandler({ name, brand }: Names): string {
  return `import type { Handler } from "soarkit";
import type { ${brand} } from "./_manifest.gen.ts";
import { toContext } from "./_map.ts";

/** Run again, it comes to the same end: the reference tells the vendor that the item is there already. */
${handlerHead(brand, `${name}-item-create`, ["args", "client", "signal"])}
  const item = await client.create(args, signal);
  return { context: { "${brand}.Item": toContext(item) }, raw: item };
};
`;
}

function testModule({ brand }: Names): string {
  return `import type { TestHandler } from "soarkit";
import { readFetchSettings } from "./_fetch.ts";
import type { ${brand} } from "./_manifest.gen.ts";

/** Reads what a fetch reads: URL, credentials, permission and parameters are tried at once. */
export const run: TestHandler<${brand}> = async ({ params, client, signal }) => {
  readFetchSettings(params);
  await client.items({}, signal).next();
};
`;
}
