import { namesOf, type AuthKind, type IntegrationSpec } from "./scaffold.ts";

/** What an instance is asked for, so that its requests can prove who asks. */
export interface AuthParameter {
  name: string;
  display: string;
  displayPassword: string;
  /** The vendor knows no user name: the form asks for the secret alone. */
  isAlone: boolean;
  /** The environment variables that set it; the secret's is the last. */
  env: string[];
}

/** The credentials parameter of an integration; undefined when its API asks for none. */
export function authParameter(spec: Pick<IntegrationSpec, "name" | "display" | "auth">): AuthParameter | undefined {
  const { variable } = namesOf(spec);
  const ask = ASKED[spec.auth];
  if (ask === undefined) return undefined;
  const { labels, suffixes } = ask;
  const [display, displayPassword] = labels.length === 1 ? ["", labels[0] ?? ""] : [labels[0] ?? "", labels[1] ?? ""];
  return {
    name: "credentials",
    display,
    displayPassword,
    isAlone: labels.length === 1,
    env: suffixes.map((suffix) => `${variable}_${suffix}`),
  };
}

/** The environment variable that says where the API is. */
export function urlVariable(spec: Pick<IntegrationSpec, "name" | "display">): string {
  return `${namesOf(spec).variable}_URL`;
}

// --- internal ---

const ASKED: Record<AuthKind, { labels: string[]; suffixes: string[] } | undefined> = {
  none: undefined,
  "api-key": { labels: ["API key"], suffixes: ["API_KEY"] },
  basic: { labels: ["User name", "Password"], suffixes: ["USERNAME", "PASSWORD"] },
  bearer: { labels: ["API token"], suffixes: ["API_TOKEN"] },
  oauth: { labels: ["Client ID", "Client secret"], suffixes: ["CLIENT_ID", "CLIENT_SECRET"] },
};
