import * as v from "valibot";
import type { HttpOptions, Secret } from "soarkit";

/**
 * How Incydr gives tokens: client credentials in a Basic header, grant type in the query. A token lives for as many
 * seconds as `expires_in` says (900).
 */
export function clientCredentials(clientId: string, clientSecret: Secret): HttpOptions["auth"] {
  return bearer("/v1/oauth", clientId, clientSecret);
}

/** The same for the console host, which has an address of its own for tokens. */
export function consoleCredentials(clientId: string, clientSecret: Secret): HttpOptions["auth"] {
  return bearer("/api/v3/oauth/token", clientId, clientSecret);
}

// --- internal ---

function bearer(path: string, clientId: string, clientSecret: Secret): HttpOptions["auth"] {
  return {
    kind: "bearer",
    clientId,
    clientSecret,
    requestToken: async (send) => {
      const basic = Buffer.from(`${clientId}:${clientSecret.reveal()}`).toString("base64");
      const token = await send({
        method: "POST",
        path,
        query: { grant_type: "client_credentials" },
        headers: { authorization: `Basic ${basic}` },
        reads: true,
        answer: TokenSchema,
      });
      return { accessToken: token.access_token, expiresInMs: token.expires_in * 1000 };
    },
  };
}

const TokenSchema = v.looseObject({
  access_token: v.pipe(v.string(), v.nonEmpty()),
  expires_in: v.pipe(v.number(), v.finite(), v.minValue(0)),
});
