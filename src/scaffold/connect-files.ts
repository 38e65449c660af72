import { namesOf, type FileTree, type IntegrationSpec } from "./scaffold.ts";

/**
 * `commands/_connect.ts`, and what it needs to sign in: parameters become the client that `createApi` of `_api.ts` makes
 * of an HTTP client.
 */
export function connectFiles(spec: IntegrationSpec): FileTree {
  const connect = { "commands/_connect.ts": connectModule(spec) };
  return spec.auth === "oauth" ? { ...connect, "commands/_oauth.ts": oauthModule(spec) } : connect;
}

// --- internal ---

function connectModule(spec: IntegrationSpec): string {
  const { brand, name } = namesOf(spec);
  const isSecretMade = spec.auth === "bearer";
  return `import ${isSecretMade ? "{ Secret, type Connect }" : "type { Connect }"} from "soarkit";
import { createApi, type Api } from "./_api.ts";
import type { ${brand} } from "./_manifest.gen.ts";
${spec.auth === "oauth" ? 'import { clientCredentials } from "./_oauth.ts";\n' : ""}
export const connect: Connect<${brand}["params"], Api> = ({ params, http }) =>
  createApi(
    http({
      baseUrl: params.url,
      auth: ${authOption(spec)},
      userAgent: "soarkit-${name}/0.1.0",
    }),
  );
`;
}

function authOption({ auth, keyHeader = "X-Api-Key" }: IntegrationSpec): string {
  switch (auth) {
    case "none":
      return '{ kind: "none" }';
    case "api-key":
      return `{ kind: "header", name: ${JSON.stringify(keyHeader)}, value: params.credentials.password }`;
    case "basic":
      return '{ kind: "basic", username: params.credentials.identifier, password: params.credentials.password }';
    case "bearer":
      return `{
        kind: "header",
        name: "Authorization",
        value: new Secret(\`Bearer \${params.credentials.password.reveal()}\`),
      }`;
    case "oauth":
      return "clientCredentials(params.credentials.identifier, params.credentials.password)";
  }
}

function oauthModule({ tokenPath = "/oauth/token" }: IntegrationSpec): string {
  return `import * as v from "valibot";
import type { HttpOptions, Secret } from "soarkit";

/** OAuth 2 client credentials (RFC 6749 §4.4), in a Basic header. The runtime keeps the token and renews it in time. */
export function clientCredentials(clientId: string, clientSecret: Secret): HttpOptions["auth"] {
  return {
    kind: "bearer",
    clientId,
    clientSecret,
    requestToken: async (send) => {
      const basic = Buffer.from(\`\${clientId}:\${clientSecret.reveal()}\`).toString("base64");
      const token = await send({
        method: "POST",
        path: ${JSON.stringify(tokenPath)},
        headers: { authorization: \`Basic \${basic}\` },
        body: new URLSearchParams({ grant_type: "client_credentials" }),
        answer: tokenSchema,
      });
      return { accessToken: token.access_token, expiresInMs: token.expires_in * 1000 };
    },
  };
}

// --- internal ---

const tokenSchema = v.object({
  access_token: v.pipe(v.string(), v.nonEmpty()),
  /** Seconds. */
  expires_in: v.pipe(v.number(), v.minValue(0)),
});
`;
}
