import { isIPv4, isIPv6 } from "node:net";
import { type NameBook, WORD } from "./name-book.ts";
import { isNobody } from "./personal-names.ts";

/** Gives a text with made-up values in place of everything in it that is somebody's. */
export interface Renamer {
  /** `isPath`: of a URL, where `/Users/x` is no folder. */
  text(text: string, isPath?: boolean): string;
  /** A member's name: what it is made of is left alone, but for addresses. */
  key(text: string): string;
}

/** `isPublic` says which host names are nobody's, though somebody of their domain is in the book. */
export function createRenamer(book: NameBook, isPublic: (host: string) => boolean): Renamer {
  return {
    text: (text, isPath = false) => rename(text, isPath, words),
    key: (text) => book.find(text) ?? rename(text, true, (part) => part),
  };

  function rename(text: string, isPath: boolean, between: (part: string) => string): string {
    const parts: string[] = [];
    let at = 0;
    for (const match of text.matchAll(SHAPES)) {
      parts.push(between(text.slice(at, match.index)), shape(match, isPath) ?? between(match[0]));
      at = match.index + match[0].length;
    }
    return parts.join("") + between(text.slice(at));
  }

  /** Undefined for what only looks like one. */
  function shape({ 0: whole, groups = {} }: RegExpMatchArray, isPath: boolean): string | undefined {
    const { local, sign = "@", domain, folder, owner, fqdn } = groups;
    if (local !== undefined && domain !== undefined) return `${named(local)}${sign}${book.name("domain", domain)}`;
    if (folder !== undefined && owner !== undefined) {
      return isPath ? undefined : folder + owner.replaceAll(/\S+/g, named);
    }
    if (fqdn !== undefined) return renameHost(fqdn);
    if (groups.mac !== undefined) return likeMac(whole, book.name("mac", whole));
    if (groups.ipv4 !== undefined && isIPv4(whole)) return isReserved(whole) ? whole : book.name("ipv4", whole);
    if (groups.ipv6 !== undefined && isIPv6(whole)) return /^[0:]*1?$/.test(whole) ? whole : book.name("ipv6", whole);
    if (groups.phone !== undefined && whole.replaceAll(/\D/g, "").length >= 8) return book.name("phone", whole);
    return undefined;
  }

  function named(word: string): string {
    return isNobody(word) ? word : book.name("word", word);
  }

  /** A host of a domain that is in the book, or of one that exists only inside a house. */
  function renameHost(fqdn: string): string | undefined {
    const known = book.find(fqdn);
    if (known !== undefined) return known;
    const labels = fqdn.split(".");
    const at = labels.findIndex((_, index) => index > 0 && book.find(labels.slice(index).join(".")) !== undefined);
    const isPrivate = PRIVATE.test(fqdn);
    if (isPublic(fqdn)) return fqdn;
    if (at === -1 && !isPrivate) return undefined;
    const cut = at === -1 ? 1 : at;
    const host = labels.slice(0, cut).join(".");
    return `${isNobody(host) ? host : book.name("host", host)}.${book.name("domain", labels.slice(cut).join("."))}`;
  }

  /** The longest originals first, each only where it is no part of a longer word. */
  function words(text: string): string {
    const firstWords = book.firstWords();
    if (firstWords.size === 0) return text;
    const found = [...text.matchAll(WORD)];
    const parts: string[] = [];
    let done = 0;
    for (let at = 0; at < found.length; at++) {
      const start = found[at];
      if (!start || !firstWords.has(decoded(start[0]))) continue;
      for (let size = Math.min(book.longest(), found.length - at); size > 0; size--) {
        const end = found[at + size - 1];
        if (!end) continue;
        const stop = end.index + end[0].length;
        const name = book.find(decoded(text.slice(start.index, stop)));
        if (name === undefined) continue;
        parts.push(text.slice(done, start.index), name);
        done = stop;
        at += size - 1;
        break;
      }
    }
    return parts.join("") + text.slice(done);
  }
}

// --- internal ---

const LETTER = String.raw`[\p{L}\p{N}_-]`;
const LABELS = String.raw`${LETTER}{1,63}(?:\.${LETTER}{1,63}){1,8}`;

/** All in one, so that nothing is looked for within what has been found. Each begins only where no word is under way. */
const SHAPES = new RegExp(
  [
    String.raw`(?<![\p{L}\p{N}._+'-])(?<local>[\p{L}\p{N}._+'-]{1,64})(?<sign>@|%40)(?<domain>${LABELS})`,
    String.raw`(?<folder>(?:\b[a-zA-Z]:[\\/]{1,4}[Uu]sers|(?<![\w.\/-])\/(?:home|Users))[\\/]{1,4})(?<owner>[^\\/:*?"<>|\r\n]{1,64})`,
    String.raw`(?<mac>(?<![\da-fA-F:-])(?:[\da-fA-F]{2}:){5}[\da-fA-F]{2}(?![\w:])|(?<![\w-])(?:[\da-fA-F]{2}-){5}[\da-fA-F]{2}(?![\w-]))`,
    String.raw`(?<ipv4>(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?!\w|\.\d))`,
    String.raw`(?<ipv6>(?<![\w:.])(?=[\da-fA-F]{0,4}:)[\da-fA-F:]{3,39}(?![\w:]))`,
    String.raw`(?<phone>(?<![\w+])\+\d{1,3}(?:[ .()-]{0,2}\d{2,4}){2,5}(?!\w))`,
    String.raw`(?<![\p{L}\p{N}._%-])(?<fqdn>${LABELS})`,
  ].join("|"),
  "gu",
);

const PRIVATE = /\.(local|localdomain|internal|intranet|corp|lan|home|private|ad)$/i;

/** Of a machine itself, or of nobody. */
function isReserved(address: string): boolean {
  return /^(127\.|0\.0\.0\.0$|255\.255\.255\.255$)/.test(address);
}

function likeMac(original: string, name: string): string {
  return original.includes("-") ? name.replaceAll(":", "-") : name;
}

function decoded(text: string): string {
  if (!text.includes("%")) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    // It only looked encoded.
    return text;
  }
}
