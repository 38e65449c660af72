/**
 * The context key under which results are merged: `Prefix(val.k1 && val.k1 == obj.k1 && …)`. Every step of a dotted
 * field is asked for first, so that an element without it is no match rather than an error. Without fields the prefix
 * alone: such results are appended.
 */
export function contextKey(prefix: string, keyFields: readonly string[]): string {
  if (keyFields.length === 0) return prefix;
  return `${prefix}(${keyFields.map(guardedEquality).join(" && ")})`;
}

// --- internal ---

function guardedEquality(field: string): string {
  const steps = field.split(".").map(memberAccess);
  const paths = steps.map((_, index) => steps.slice(0, index + 1).join(""));
  const whole = steps.join("");
  const guards = [...paths.map((path) => `val${path}`), ...paths.slice(0, -1).map((path) => `obj${path}`)];
  return [...guards, `val${whole} == obj${whole}`].join(" && ");
}

function memberAccess(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;
}
