// Header transforms for `tableToMarkdown`, as XSOAR's authors know them.

/** `one_two` → `One Two` (XSOAR's `string_to_table_header`). */
export function stringToTableHeader(key: string): string {
  return key
    .split("_")
    .filter((word) => word !== "")
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(" ");
}

/** `ThreatScore` → `Threat Score`; abbreviations stay whole: `SourceIP` → `Source IP` (XSOAR's `pascalToSpace`). */
export function pascalToSpace(key: string): string {
  return key.replace(/(\p{Ll}|\d)(?=\p{Lu})|(\p{Lu})(?=\p{Lu}\p{Ll})/gu, "$1$2 ");
}
