import { isJsonObject, type Json, type JsonObject } from "../../json.ts";
import type { ApiAuth } from "./operation.ts";
import { isHeaderName } from "./read-parameters.ts";
import type { References } from "./references.ts";

/**
 * How requests prove who asks: the first of the document's alternatives that can be done, and what to know about it. A
 * document without a word on security may still have schemes; then they are what is meant.
 */
export function readSecurity(document: JsonObject, references: References): { auth: ApiAuth; remarks: string[] } {
  const components = isJsonObject(document.components) ? document.components : {};
  const schemes = isJsonObject(components.securitySchemes) ? components.securitySchemes : {};
  const known = new Map(
    Object.keys(schemes).flatMap((name) => {
      const node = references.resolve(schemes[name])?.node;
      return node === undefined ? [] : [[name, node] as const];
    }),
  );
  const alternatives = [...demanded(document.security), ...operationsOf(document).flatMap(demandedBy)];
  const wanted = alternatives.length > 0 ? alternatives : [...known.keys()].map((name) => [name]);
  if (wanted.length === 0) return { auth: { kind: "none" }, remarks: [] };
  const choices = wanted
    .map((names) => ({ names, auth: authOf(known.get(names[0] ?? "")) }))
    .filter((choice) => choice.auth !== undefined);
  const chosen = choices.find(({ names }) => names.length === 1) ?? choices[0];
  if (chosen?.auth === undefined) {
    const names = [...new Set(wanted.flat())].join(", ");
    const remark = `its security (${names}) is none that can be written for you: add it to commands/_connect.ts`;
    return { auth: { kind: "none" }, remarks: [remark] };
  }
  const others = chosen.names.slice(1);
  const also = others.length === 0 ? [] : [`requests need ${others.join(", ")}, too: add it to commands/_connect.ts`];
  return { auth: chosen.auth.auth, remarks: [...chosen.auth.remarks, ...also] };
}

// --- internal ---

/** The names of each alternative; an empty one says that nothing is needed, and is no help. */
function demanded(security: Json | undefined): string[][] {
  const alternatives = Array.isArray(security) ? security.filter(isJsonObject) : [];
  return alternatives.map((alternative) => Object.keys(alternative)).filter((names) => names.length > 0);
}

function demandedBy(operation: JsonObject): string[][] {
  return demanded(operation.security);
}

function operationsOf(document: JsonObject): JsonObject[] {
  const paths = isJsonObject(document.paths) ? Object.values(document.paths).filter(isJsonObject) : [];
  return paths.flatMap((path) => Object.values(path).filter(isJsonObject));
}

function authOf(scheme: JsonObject | undefined): { auth: ApiAuth; remarks: string[] } | undefined {
  if (scheme === undefined) return undefined;
  const { type } = scheme;
  if (type === "apiKey" && scheme.in === "header" && typeof scheme.name === "string" && isHeaderName(scheme.name)) {
    const isBearer = scheme.name.toLowerCase() === "authorization";
    if (!isBearer) return { auth: { kind: "api-key", keyHeader: scheme.name }, remarks: [] };
    const remark =
      "the API key goes into Authorization as it is: give the parameter any word that stands before it, too";
    return { auth: { kind: "api-key", keyHeader: "Authorization" }, remarks: [remark] };
  }
  if (type === "http") {
    const way = typeof scheme.scheme === "string" ? scheme.scheme.toLowerCase() : "";
    if (way === "basic") return { auth: { kind: "basic" }, remarks: [] };
    return way === "bearer" ? { auth: { kind: "bearer" }, remarks: [] } : undefined;
  }
  if (type !== "oauth2" && type !== "openIdConnect") return undefined;
  const flows = isJsonObject(scheme.flows) ? scheme.flows : {};
  const { clientCredentials } = flows;
  if (isJsonObject(clientCredentials) && typeof clientCredentials.tokenUrl === "string") {
    return { auth: { kind: "oauth", tokenPath: clientCredentials.tokenUrl }, remarks: [] };
  }
  const remark = "its OAuth flow needs a person at a browser, so the instance takes a token that was got beforehand";
  return { auth: { kind: "bearer" }, remarks: [remark] };
}
