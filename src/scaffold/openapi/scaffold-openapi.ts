import { displayOf, namesOf, type FileTree, type IntegrationSpec, type Toolchain } from "../scaffold.ts";
import { chooseOperations, type LeftOut } from "./choose.ts";
import { describedIntegration } from "./integration-files.ts";
import { nameOperations } from "./names.ts";
import { labelOf, type Api } from "./operation.ts";
import { answersMany, planCommands } from "./plan-commands.ts";
import type { CommandPlan } from "./plan.ts";
import { readApi } from "./read-api.ts";
import { readmeOf } from "./readme.ts";
import { demoLines, sampleLines } from "./samples.ts";

/** An operation as a person chooses it. */
export interface Choice {
  /** `GET /tickets/{id}`: what `--operations` takes. */
  operation: string;
  /** The command it becomes. */
  command: string;
  tags: string[];
  summary: string;
  /** Why it cannot become one, or is best left out. */
  obstacle?: string;
}

/** What became of a document. */
export interface OpenApiReport {
  commands: { command: string; operation: string }[];
  leftOut: LeftOut[];
  /** What the document gets wrong without harm, and what its reader should know. */
  remarks: string[];
}

export interface OpenApiIntegration {
  spec: IntegrationSpec;
  files: FileTree;
  report: OpenApiReport;
  /** Command lines that work on a fresh simulator: to be recorded as test data in `data`, a folder below its own. */
  samples: { lines: string[]; data: string };
}

/** What is said about the new integration beside its document. */
export interface OpenApiGiven {
  name: string;
  display?: string;
  /** Goes before the document's. */
  baseUrl?: string;
  /** operationIds, tags or `METHOD /path`, with `*` and `?`. @default all that can and are not deprecated */
  operations?: readonly string[];
}

/**
 * What an OpenAPI document offers, for a person to choose from.
 * @param path of the document, for messages
 * @throws ArgumentError with every fault of the document
 */
export async function openApiChoices(text: string, path: string, name: string): Promise<Choice[]> {
  const api = await readApi(text, path);
  const names = nameOperations(api.operations, { name, isMany: answersMany });
  return api.operations.map((operation): Choice => {
    const obstacle = operation.obstacles[0] ?? (operation.isDeprecated ? "deprecated" : undefined);
    return {
      operation: labelOf(operation),
      command: names.get(operation)?.command ?? "",
      tags: operation.tags,
      summary: operation.summary,
      ...(obstacle !== undefined && { obstacle }),
    };
  });
}

/**
 * A whole integration from an OpenAPI document: commands, handlers, client and a simulator. Reads nothing but the text.
 * @param path of the document, for messages
 * @throws ArgumentError with every fault of the document, or of the choice of operations
 */
export async function openApiIntegration(
  text: string,
  path: string,
  given: OpenApiGiven,
  toolchain: Toolchain,
): Promise<OpenApiIntegration> {
  const api = await readApi(text, path);
  const { name } = given;
  const names = nameOperations(api.operations, { name, isMany: answersMany });
  const { chosen, leftOut } = chooseOperations(api.operations, given.operations);
  const spec = specOf(api, given);
  const plans = planCommands(chosen, names, namesOf(spec).brand);
  const report: OpenApiReport = {
    commands: plans.map(({ naming, operation }) => ({ command: naming.command, operation: labelOf(operation) })),
    leftOut,
    remarks: remarksOf(api, given, plans),
  };
  const description = api.description || `The API of ${spec.display}.`;
  return {
    spec,
    files: {
      ...describedIntegration(spec, plans, toolchain, { description, demo: demoLines(plans) }),
      "README.md": readmeOf(spec, plans),
    },
    report,
    samples: { lines: sampleLines(plans), data: "test_data" },
  };
}

// --- internal ---

function specOf(api: Api, { name, display, baseUrl }: OpenApiGiven): IntegrationSpec {
  const { kind, keyHeader, tokenPath } = api.auth;
  const base = baseUrl ?? api.baseUrl ?? `https://${name}.example`;
  return {
    name,
    display: display ?? displayOf(name),
    baseUrl: base,
    auth: kind,
    ...(keyHeader !== undefined && { keyHeader }),
    ...(tokenPath !== undefined && { tokenPath: below(tokenPath, base) }),
    paging: "none",
  };
}

/** A token's address as seen from the base URL, where it lies below it. */
function below(tokenUrl: string, base: string): string {
  if (tokenUrl.startsWith(`${base}/`)) return tokenUrl.slice(base.length);
  return tokenUrl;
}

function remarksOf(api: Api, given: OpenApiGiven, plans: readonly CommandPlan[]): string[] {
  const noUrl = "it names no server: set the instance's Server URL, or give --base-url";
  const headers = plans.flatMap(({ operation }) =>
    operation.parameters
      .filter(({ in: place, isRequired }) => place === "header" && !isRequired)
      .map(({ name }) => name),
  );
  const unsent = [...new Set(headers)];
  return [
    ...api.remarks,
    ...(api.baseUrl === undefined && given.baseUrl === undefined ? [noUrl] : []),
    ...(unsent.length > 0 ? [`headers that may be left out are no arguments: ${unsent.join(", ")}`] : []),
  ];
}
