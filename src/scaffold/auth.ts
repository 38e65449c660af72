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
  const asked = ASKED[spec.auth];
  if (asked === undefined) return undefined;
  const { display = "", displayPassword, suffixes } = asked;
  return {
    name: "credentials",
    display,
    displayPassword,
    isAlone: asked.display === undefined,
    env: suffixes.map((suffix) => `${variable}_${suffix}`),
  };
}

/** The environment variable that says where the API is. */
export function urlVariable(spec: Pick<IntegrationSpec, "name" | "display">): string {
  return `${namesOf(spec).variable}_URL`;
}

// --- internal ---

interface Asked {
  /** Absent where the secret is asked for alone. */
  display?: string;
  displayPassword: string;
  /** Of the environment variables. */
  suffixes: string[];
}

const ASKED: Record<AuthKind, Asked | undefined> = {
  none: undefined,
  "api-key": { displayPassword: "API key", suffixes: ["API_KEY"] },
  basic: { display: "User name", displayPassword: "Password", suffixes: ["USERNAME", "PASSWORD"] },
  bearer: { displayPassword: "API token", suffixes: ["API_TOKEN"] },
  oauth: { display: "Client ID", displayPassword: "Client secret", suffixes: ["CLIENT_ID", "CLIENT_SECRET"] },
};
