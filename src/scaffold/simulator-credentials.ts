import type { AuthKind, IntegrationSpec } from "./scaffold.ts";

/** `commands/_simulator/credentials.ts`: what the simulator wants to see before it answers. */
export function simulatedCredentials(spec: IntegrationSpec): string {
  return spec.auth === "oauth" ? oauthCredentials(spec) : fixedCredentials(spec);
}

// --- internal ---

const SECRET = "simulated-secret";

const HEAD: Record<AuthKind, string> = {
  none: "The API asks for nothing.",
  "api-key": "One API key, made up and always the same.",
  basic: "One user, made up and always the same.",
  bearer: "One API token, made up and always the same.",
  oauth: "One API client, made up and always the same, and the tokens that it was given.",
};

function fixedCredentials(spec: IntegrationSpec): string {
  const check = checkOf(spec);
  const isAsked = check !== undefined;
  return `import { ${isAsked ? "Refusal, " : ""}type Caller, type Route } from "soarkit/simulator";

export interface Credentials {
  credentials: { clientId: string; clientSecret: string };
  routes: Route[];
  /** @throws Refusal 401 for others than the one who is known */
  authenticate: (caller: Caller) => string;
}

/** ${HEAD[spec.auth]} */
export function createCredentials(): Credentials {
  const credentials = { clientId: "${spec.auth === "basic" ? "simulated-user" : ""}", clientSecret: "${isAsked ? SECRET : ""}" };
${
  isAsked
    ? `  const expected = ${check.expected};
  return {
    credentials,
    routes: [],
    authenticate: ({ headers }) => {
      if (headers[${JSON.stringify(check.header)}] !== expected) throw new Refusal(401, { error: "unauthorized" });
      return expected;
    },
  };`
    : '  return { credentials, routes: [], authenticate: () => "anyone" };'
}
}
`;
}

/** The header in which the secret comes, and what it must be. */
function checkOf({ auth, keyHeader = "X-Api-Key" }: IntegrationSpec): { header: string; expected: string } | undefined {
  switch (auth) {
    case "none":
    case "oauth":
      return undefined;
    case "api-key":
      return { header: keyHeader.toLowerCase(), expected: "credentials.clientSecret" };
    case "bearer":
      return { header: "authorization", expected: "`Bearer ${credentials.clientSecret}`" };
    case "basic":
      return {
        header: "authorization",
        expected: '`Basic ${Buffer.from(`${credentials.clientId}:${credentials.clientSecret}`).toString("base64")}`',
      };
  }
}

function oauthCredentials(spec: IntegrationSpec): string {
  const { tokenPath = "/oauth/token" } = spec;
  return `import { Refusal, type Caller, type Clock, type Route } from "soarkit/simulator";

export interface Credentials {
  credentials: { clientId: string; clientSecret: string };
  routes: Route[];
  /**
   * @returns the caller's token
   * @throws Refusal 401 for a missing, unknown or expired one
   */
  authenticate: (caller: Caller) => string;
}

/** Seconds that a token lives. */
const TOKEN_LIFE = 900;

/** ${HEAD.oauth} */
export function createCredentials(clock: Clock): Credentials {
  const credentials = { clientId: "simulated-client", clientSecret: "${SECRET}" };
  const basic = Buffer.from(\`\${credentials.clientId}:\${credentials.clientSecret}\`).toString("base64");
  /** Token → when it expires. */
  const tokens = new Map<string, number>();
  return {
    credentials,
    routes: [
      {
        method: "POST",
        path: ${JSON.stringify(tokenPath)},
        open: true,
        handle: ({ headers, text }) => {
          if (headers.authorization !== \`Basic \${basic}\`) throw new Refusal(401, { error: "invalid_client" });
          if (new URLSearchParams(text).get("grant_type") !== "client_credentials") {
            throw new Refusal(400, { error: "unsupported_grant_type" });
          }
          const token = \`simulated-token-\${String(tokens.size + 1).padStart(8, "0")}\`;
          tokens.set(token, clock.now() + TOKEN_LIFE * 1000);
          return { body: { access_token: token, token_type: "bearer", expires_in: TOKEN_LIFE } };
        },
      },
    ],
    authenticate: ({ headers }) => {
      const token = headers.authorization?.replace(/^Bearer /, "") ?? "";
      if ((tokens.get(token) ?? 0) <= clock.now()) throw new Refusal(401, { error: "invalid_token" });
      return token;
    },
  };
}
`;
}
