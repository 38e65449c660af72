import { isJsonObject, type Json } from "../../../json.ts";
import type { NameBook } from "./name-book.ts";
import { isNobody, isSomebody, personalKind, type PersonalKind } from "./personal-names.ts";

/** Enters into the book whoever is told by the name of a member, wherever it is in the value. */
export function meetAll(value: Json, book: NameBook): void {
  visit(value, undefined, "", book, 0);
}

/** One value by its name: a query parameter, an argument. */
export function meetNamed(name: string, value: string, book: NameBook): void {
  meet(value, personalKind(name), book);
}

// --- internal ---

const DEEPEST = 5;

function visit(value: Json, kind: PersonalKind, parent: string, book: NameBook, nested: number): void {
  if (typeof value === "string") {
    meet(value, kind, book);
    const inner = nested < DEEPEST && /^\s*[[{]/.test(value) ? parsed(value) : undefined;
    if (inner !== undefined) visit(inner, undefined, "", book, nested + 1);
  } else if (Array.isArray(value)) {
    for (const each of value) visit(each, kind, parent, book, nested);
  } else if (isJsonObject(value)) {
    const isPerson = isSomebody(parent) || Object.keys(value).some((key) => PERSONAL.test(key));
    for (const [key, each] of Object.entries(value)) {
      const own = personalKind(key) ?? (isPerson && key.toLowerCase() === "name" ? "person" : undefined);
      visit(each, own, key, book, nested);
    }
  }
}

/** What only somebody has. */
const PERSONAL = /^(e-?mail(_?address)?|user_?(name|email)|first_?name|last_?name|given_?name|family_?name|surname)$/i;

function meet(value: string, kind: PersonalKind, book: NameBook): void {
  if (kind === undefined || value.length > LONGEST || isNobody(value) || NO_NAME.test(value)) return;
  if (kind === "phone") book.name("phone", value);
  else if (kind === "host") meetHost(value, book);
  // "Doe, Jane", "CORP\jane": each word is a name by itself, and may come alone elsewhere.
  else
    for (const word of value.split(/[\s,;\\/()<>"|]+/u))
      if (!isNobody(word) && !/^\p{P}*$/u.test(word)) meetWord(word, book);
}

function meetWord(word: string, book: NameBook): void {
  const trimmed = word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "");
  if (!isNobody(trimmed)) book.name("word", trimmed);
}

function meetHost(value: string, book: NameBook): void {
  if (/[\s/:]/.test(value)) return;
  const [host = "", ...domain] = value.split(".");
  if (!isNobody(host)) book.name("host", host);
  if (domain.length > 1 && !isNobody(domain.join("."))) book.name("domain", domain.join("."));
}

/** Longer values are sentences. */
const LONGEST = 100;

/** Stars, addresses (which have a shape of their own), identifiers, times, URLs. */
const NO_NAME =
  /^\*{3}\d*$|@|^\d+(\.\d+){3}$|^[\da-f]{8}-([\da-f]{4}-){3}[\da-f]{12}$|^[\da-f:]+:[\da-f:]+$|^\d{4}-\d\d-\d\dT|^[a-z][a-z\d+.-]{0,20}:\/\//i;

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    // It only began like JSON.
    return undefined;
  }
}
