import {
  call,
  docComment,
  importOf,
  lines,
  list,
  object,
  paragraphs,
  parameters,
  quote,
  variableNamed,
} from "./code.ts";
import { mappingOf } from "./emit-schema.ts";
import { hardline, indent, print, type Doc } from "./layout.ts";
import type { CommandPlan, EntityPlan } from "./plan.ts";
import { camelOf, pluralPhrase, sentenceCase, withArticle, wordsOf } from "./words.ts";

/** `commands/_map/<resource>.ts`: how the vendor's things look in the context and in tables; undefined without any. */
export function mapModule(resource: readonly string[], plans: readonly CommandPlan[]): string | undefined {
  const entities = entitiesOf(plans);
  if (entities.length === 0) return undefined;
  const file = resource.join("-");
  const imports = lines([
    importOf(["pascalToSpace", "tableToMarkdown"], "soarkit"),
    importOf(
      entities.map(({ typeName }) => typeName),
      `../_api/${file}.ts`,
      true,
    ),
  ]);
  return print(paragraphs([imports, ...entities.flatMap(functionsOf)]));
}

/** The things that the commands of one file answer, each once. */
export function entitiesOf(plans: readonly CommandPlan[]): EntityPlan[] {
  const found = plans.flatMap(({ answer }) => (answer.kind === "entity" ? [answer.entity] : []));
  return [...new Map(found.map((entity) => [entity.typeName, entity])).values()];
}

/** `ticket`, as a variable. */
export function variableFor({ typeName }: EntityPlan): string {
  return variableNamed(camelOf(wordsOf(typeName)), "Item");
}

// --- internal ---

function functionsOf(entity: EntityPlan): Doc[] {
  const { typeName, words, prefix, fields, columns } = entity;
  const subject = variableFor(entity);
  const things = pluralPhrase(words).join(" ");
  return [
    [
      docComment(`${sentenceCase(withArticle(words))} as the context shows it, under ${prefix}.`),
      hardline,
      `export function to${typeName}(${subject}: ${typeName}) {`,
      indent(hardline, "return ", mappingOf(fields, subject), ";"),
      hardline,
      "}",
    ],
    [
      docComment(`${sentenceCase(things)} as a table.`),
      hardline,
      `export function ${subject}Table`,
      parameters(["title: string", `rows: ReturnType<typeof to${typeName}>[]`]),
      ": string {",
      indent(
        hardline,
        "return ",
        call(
          "tableToMarkdown",
          [
            "title",
            "rows",
            object(
              [
                { key: "headers", value: list(columns.map(quote)) },
                { key: "headerTransform", value: "pascalToSpace" },
                { key: "removeNull", value: "true" },
              ],
              true,
            ),
          ],
          true,
        ),
        ";",
      ),
      hardline,
      "}",
    ],
  ];
}
