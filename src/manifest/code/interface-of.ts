import type { AnyNode, Pattern, Program, Statement, ModuleDeclaration } from "acorn";
import { nodesOf, writtenName } from "./nodes.ts";

/** What a module takes from others and gives to them. */
export interface Interface {
  /** Name → what is exported under it, as far as it stands in this module. */
  exports: Map<string, { at: number; value: AnyNode | undefined }>;
  /** `export * from …`: there may be more than `exports`. */
  exportsMore: boolean;
  imports: Import[];
}

export interface Import {
  specifier: string;
  at: number;
  /** Names that the other module must export. */
  names: { name: string; at: number }[];
}

/** The interface of a module, from its syntax alone. */
export function interfaceOf(program: Program): Interface {
  const found: Interface = { exports: new Map(), exportsMore: false, imports: [] };
  const declared = declarationsOf(program.body);
  for (const statement of program.body) readStatement(statement, declared, found);
  for (const { node } of nodesOf(program)) {
    if (node.type !== "ImportExpression") continue;
    const specifier = writtenName(node.source, true);
    if (specifier !== undefined) found.imports.push({ specifier, at: node.source.start, names: [] });
  }
  return found;
}

// --- internal ---

type Declared = ReadonlyMap<string, AnyNode | undefined>;

function readStatement(statement: Statement | ModuleDeclaration, declared: Declared, found: Interface): void {
  if (statement.type === "ImportDeclaration") {
    const names = statement.specifiers.flatMap((specifier) => {
      if (specifier.type === "ImportNamespaceSpecifier") return [];
      const name = specifier.type === "ImportSpecifier" ? writtenName(specifier.imported, false) : "default";
      return name === undefined ? [] : [{ name, at: specifier.start }];
    });
    found.imports.push({ ...sourceOf(statement.source), names });
  } else if (statement.type === "ExportAllDeclaration") {
    found.imports.push({ ...sourceOf(statement.source), names: [] });
    if (statement.exported) addExport(found, writtenName(statement.exported, false), statement.start, undefined);
    else found.exportsMore = true;
  } else if (statement.type === "ExportDefaultDeclaration") {
    addExport(found, "default", statement.start, statement.declaration);
  } else if (statement.type === "ExportNamedDeclaration") {
    for (const [name, value] of declarationsOf(statement.declaration ? [statement.declaration] : [])) {
      addExport(found, name, statement.start, value);
    }
    const names = statement.specifiers.map(({ local, exported, start }) => {
      const name = writtenName(local, false) ?? "";
      addExport(found, writtenName(exported, false), start, statement.source ? undefined : declared.get(name));
      return { name, at: start };
    });
    if (statement.source) found.imports.push({ ...sourceOf(statement.source), names });
  }
}

function sourceOf(source: { value?: unknown; start: number }): { specifier: string; at: number } {
  return { specifier: String(source.value), at: source.start };
}

function addExport(found: Interface, name: string | undefined, at: number, value: AnyNode | undefined): void {
  if (name !== undefined) found.exports.set(name, { at, value });
}

/** The names that statements declare, each with what it stands for where that is written beside it. */
function declarationsOf(statements: readonly (Statement | ModuleDeclaration)[]): Map<string, AnyNode | undefined> {
  const declared = new Map<string, AnyNode | undefined>();
  for (const statement of statements) {
    const inner = statement.type === "ExportNamedDeclaration" ? statement.declaration : statement;
    if (inner?.type === "FunctionDeclaration" || inner?.type === "ClassDeclaration") declared.set(inner.id.name, inner);
    if (inner?.type !== "VariableDeclaration") continue;
    for (const { id, init } of inner.declarations) {
      const isWhole = id.type === "Identifier" && inner.kind === "const";
      for (const name of namesIn(id)) declared.set(name, isWhole ? (init ?? undefined) : undefined);
    }
  }
  return declared;
}

function namesIn(pattern: Pattern): string[] {
  if (pattern.type === "Identifier") return [pattern.name];
  return [...nodesOf(pattern)].flatMap(({ node }) => (node.type === "Identifier" ? [node.name] : []));
}
