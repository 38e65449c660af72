/**
 * A text without the ports of loopback origins: a simulator gets another with every start, and a recording should be the
 * same from run to run. Also where the origin is part of another URL.
 */
export function dropLoopbackPorts(text: string): string {
  return text.includes("1") || text.includes("localhost") ? text.replace(ORIGIN, "$1") : text;
}

// --- internal ---

const ORIGIN =
  /(https?(?::|%3a)(?:\/|%2f){2}(?:localhost|127(?:\.\d{1,3}){3}|(?:\[|%5b)(?::|%3a){2}1(?:\]|%5d)))(?::|%3a)\d{1,5}(?!\d)/gi;
