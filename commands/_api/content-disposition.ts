/**
 * The file name that a `Content-Disposition` header gives: bare (as Incydr writes it), quoted, or encoded as
 * `filename*`, which goes before the others. Undefined where there is none. It is not made safe.
 */
export function fileNameOf(header: string | undefined): string | undefined {
  if (header === undefined) return undefined;
  const encoded = /;\s*filename\*\s*=\s*utf-8'[^']*'([^;\s]+)/i.exec(header)?.[1];
  const decoded = encoded === undefined ? undefined : decode(encoded);
  if (decoded) return decoded;
  const quoted = /;\s*filename\s*=\s*"((?:[^"\\]|\\.)*)"/i.exec(header)?.[1];
  if (quoted) return quoted.replace(/\\(.)/g, "$1");
  return /;\s*filename\s*=\s*([^";][^;]*)/i.exec(header)?.[1]?.trim();
}

// --- internal ---

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    // Not what it says it is; the plain name is left.
    return undefined;
  }
}
