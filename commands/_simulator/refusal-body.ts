/** What stands in a refusal that has nothing to do with one resource: of its token, a permission, or the rate limit. */
export type RefusalBody = "json" | "empty" | "html";

/**
 * Incydr's documents do not say what these answers hold: an error code, nothing, or the page of a proxy before it.
 * @param status 401, 403 or 429
 */
export function refusalBody(kind: RefusalBody, status: number, error: string): { error: string } | string | undefined {
  if (kind === "empty") return undefined;
  return kind === "json" ? { error } : `<html><body><h1>${String(status)}</h1>${error}</body></html>`;
}

/** The headers that go with it. */
export function refusalHeaders(kind: RefusalBody): Record<string, string> {
  return kind === "html" ? { "Content-Type": "text/html" } : {};
}
