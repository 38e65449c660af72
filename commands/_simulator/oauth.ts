import { isUnder, readFields, Refusal, type Caller, type Route } from "soarkit/simulator";

import { refusalBody, refusalHeaders, type RefusalBody } from "./refusal-body.ts";
import type { World } from "./world.ts";

/** The tokens of the tenant's one API client. */
export interface Oauth {
  credentials: { clientId: string; clientSecret: string };
  routes: Route[];
  control: Route[];
  /**
   * @returns the caller's token
   * @throws Refusal 401 for a missing, unknown or expired token, 403 for a path that the client has no permission for
   */
  authenticate: (caller: Caller) => string;
}

/** Seconds that a token lives. */
const tokenLife = 900;

/**
 * `POST /v1/oauth`, with the credentials in a Basic header or in a form; the console host's `/api/v3/oauth/token` gives
 * the same tokens.
 * @param refusals what a refused request to a resource is answered with
 */
export function createOauth(world: World, refusals: RefusalBody): Oauth {
  const { clock } = world;
  const keys = world.random("api-client");
  const credentials = { clientId: `key-${keys.uuid()}`, clientSecret: keys.hex(48) };
  /** Token → when it expires. The oldest come first. */
  const tokens = new Map<string, number>();
  let issued = 0;
  let denied: string[] = [];

  function refusal(status: number, error: string): Refusal {
    return new Refusal(status, refusalBody(refusals, status, error), refusalHeaders(refusals));
  }
  function issue(): string {
    for (const [token, expiresAt] of tokens) {
      if (expiresAt > clock.now()) break;
      tokens.delete(token);
    }
    issued += 1;
    const seconds = Math.floor(clock.now() / 1000);
    const random = world.random("token", issued);
    const token = [
      part({ alg: "HS256", typ: "JWT" }),
      part({ tenantUid: world.tenantId, iat: seconds, exp: seconds + tokenLife, jti: random.uuid() }),
      Buffer.from(random.hex(64), "hex").toString("base64url"),
    ].join(".");
    tokens.set(token, clock.now() + tokenLife * 1000);
    return token;
  }

  return {
    credentials,
    routes: [
      ...["/v1/oauth", "/api/v3/oauth/token"].map((path): Route => ({
        method: "POST",
        path,
        open: true,
        handle: ({ headers, text, query }) => {
          const form = new URLSearchParams(isForm(headers["content-type"]) ? text : "");
          const grant = query.text("grant_type") ?? form.get("grant_type") ?? "client_credentials";
          if (grant !== "client_credentials") throw new Refusal(400, { error: "unsupported_grant_type" });
          const given = basicCredentials(headers.authorization) ?? [form.get("client_id"), form.get("client_secret")];
          const [clientId, clientSecret] = given;
          if (clientId !== credentials.clientId || clientSecret !== credentials.clientSecret) {
            throw new Refusal(401, { error: "invalid_client" });
          }
          return { body: { access_token: issue(), token_type: "bearer", expires_in: tokenLife } };
        },
      })),
    ],
    control: [
      {
        // The paths that the API client lacks the permission for; an empty list gives it all.
        method: "POST",
        path: "/permissions",
        handle: ({ body }) => {
          denied = readFields(body, (error) => ({ error })).texts("deny") ?? [];
          return { body: { deny: denied } };
        },
      },
    ],
    authenticate: ({ headers, path }) => {
      const token = /^Bearer (\S+)$/i.exec(headers.authorization ?? "")?.[1];
      const expiresAt = token === undefined ? undefined : tokens.get(token);
      if (token === undefined || expiresAt === undefined || expiresAt <= clock.now()) {
        throw refusal(401, "invalid_token");
      }
      if (denied.some((pattern) => isUnder(path, pattern))) throw refusal(403, "insufficient_scope");
      return token;
    },
  };
}

// --- internal ---

function part(claims: Record<string, string | number>): string {
  return Buffer.from(JSON.stringify(claims)).toString("base64url");
}

function isForm(contentType: string | undefined): boolean {
  return contentType?.startsWith("application/x-www-form-urlencoded") ?? false;
}

function basicCredentials(header: string | undefined): [string, string] | undefined {
  const encoded = /^Basic (\S+)$/i.exec(header ?? "")?.[1];
  if (encoded === undefined) return undefined;
  const text = Buffer.from(encoded, "base64").toString("utf8");
  const colon = text.indexOf(":");
  return colon === -1 ? undefined : [text.slice(0, colon), text.slice(colon + 1)];
}
