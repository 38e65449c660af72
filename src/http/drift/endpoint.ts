/** Method and path with `{id}` for every identifier in it: what answers of the same kind have in common. */
export function endpointOf(method: string, path: string): string {
  return `${method} ${path.split("/").map(general).join("/")}`;
}

// --- internal ---

/** A word with a number or two behind it, as versions and resources have: v2, oauth2, sha256. */
const NAME = /^[a-z][a-z_-]*\d{0,3}$/i;

/** A segment that is no plain name, or that is longer than any. */
function general(segment: string): string {
  if (segment === "" || (NAME.test(segment) && segment.length <= LONGEST_NAME)) return segment;
  return "{id}";
}

const LONGEST_NAME = 40;
