/** Files to be written, by their path below the folder: always with `/`, never leaving it. */
export type FileTree = Record<string, string>;

export const AUTH_KINDS = ["none", "api-key", "basic", "bearer", "oauth"] as const;
/**
 * How requests prove who asks: not at all, by a key in a header, by user name and password, by a token that the vendor
 * gives out for good, or by client credentials that are exchanged for short-lived tokens (OAuth 2).
 */
export type AuthKind = (typeof AUTH_KINDS)[number];

export const PAGING_KINDS = ["none", "page", "offset", "token"] as const;
/** How the vendor gives long lists: all at once, by page numbers, by items to skip, or by a token for the next page. */
export type PagingKind = (typeof PAGING_KINDS)[number];

/** What an author says about a new integration. */
export interface IntegrationSpec {
  /** In lower case, words joined by hyphens: folder, package, and the first words of every command. */
  name: string;
  /** As people read it. */
  display: string;
  /** Scheme, host and perhaps a path prefix of the vendor's API. */
  baseUrl: string;
  auth: AuthKind;
  /** The header of an API key. @default X-Api-Key */
  keyHeader?: string;
  /** Where client credentials are exchanged for tokens, below `baseUrl` or as a whole URL. @default /oauth/token */
  tokenPath?: string;
  paging: PagingKind;
}

/** What the new package depends on. */
export interface Toolchain {
  /** What package.json says of soarkit, such as `file:../soarkit`. */
  soarkit: string;
  /** The versions that soarkit itself uses of what authors need, too: valibot, chai, mocha, typescript, @types/…. */
  versions: Readonly<Record<string, string>>;
}

/** An integration's names, all made from one. */
export interface Names {
  /** `acme-edr`: folder, package, the first words of every command. */
  name: string;
  /** `Acme EDR`, as people read it. */
  display: string;
  /** `AcmeEdr`: the brand, the first word of every context path, and the name of the generated types. */
  brand: string;
  /** `ACME_EDR`: the first words of every environment variable. */
  variable: string;
}

/** The names that go with a description. */
export function namesOf({ name, display }: Pick<IntegrationSpec, "name" | "display">): Names {
  return { name, display, brand: pascalCase(name), variable: name.toUpperCase().replaceAll("-", "_") };
}

/** `acme-edr` → `Acme Edr`: how a name reads while nobody has said better. */
export function displayOf(name: string): string {
  return wordsOf(name).join(" ");
}

/**
 * What is wrong with a name, as a sentence to go on with "must"; undefined when nothing is. Beside its form, the names
 * are refused that would take a type's or a package's place in what is written.
 */
export function nameFault(name: string): string | undefined {
  if (name.length > LONGEST_NAME) return `have at most ${String(LONGEST_NAME)} characters`;
  if (!/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(name)) return "be lower-case words joined by hyphens, such as acme-edr";
  if (TAKEN.has(pascalCase(name))) return `not be ${name}: the new code uses that name itself`;
  return undefined;
}

/** The nearest name of the right form, for a suggestion; undefined when nothing is left of it. */
export function kebabCase(text: string): string | undefined {
  const kebab = text
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1-$2")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^[-0-9]+|-+$/g, "")
    .slice(0, LONGEST_NAME)
    .replace(/-+$/, "");
  return kebab === "" || nameFault(kebab) !== undefined ? undefined : kebab;
}

// --- internal ---

const LONGEST_NAME = 40;

/** Imported by generated modules beside the type that is named for the brand; and packages that tests are run with. */
const TAKEN: ReadonlySet<string> = new Set([
  ...["Api", "Connect", "FetchHandler", "FetchItem", "Handler", "HttpClient", "Item", "Json", "JsonObject", "Page"],
  ...["Recording", "Secret", "TestHandler", "Awaited", "Promise", "Error"],
  ...["Chai", "Mocha", "Node", "Soarkit", "Typescript", "Valibot"],
]);

function wordsOf(name: string): string[] {
  return name.split("-").map((word) => word.charAt(0).toUpperCase() + word.slice(1));
}

function pascalCase(name: string): string {
  return wordsOf(name).join("");
}
