import { ApiError, CredentialsError } from "../errors.ts";
import { Secret } from "../secrets.ts";
import type { Auth } from "./client.ts";
import type { TokenKeeper } from "./token.ts";

/** What proves who asks, for one request. */
export interface Authorization {
  /** The headers for the next try. */
  headers(signal: AbortSignal | undefined): Promise<Record<string, string>>;
  /** Told that the last headers were refused with 401; true when others are worth a try. */
  refused(): Promise<boolean>;
  /** What must not be seen in any error about this request. */
  secrets(): Secret[];
  /** Whether the answers hold secrets themselves, so that no error may quote them. */
  confidential: boolean;
}

/** For a request with the client's authentication. A token that is refused is renewed once. */
export function authorize(auth: Auth, tokens: TokenKeeper | undefined): Authorization {
  let used: string | undefined;
  let renewed = false;
  return {
    async headers(signal) {
      if (!tokens) return fixedHeaders(auth);
      used = await tokens.get(signal);
      return { authorization: `Bearer ${used}` };
    },
    async refused() {
      if (!tokens || used === undefined) return false;
      await tokens.refuse(used);
      const again = !renewed;
      renewed = true;
      return again;
    },
    secrets: () => [...secretsOf(auth), ...(used === undefined ? [] : [new Secret(used)])],
    confidential: false,
  };
}

/** For a request that proves who asks in its own way, such as the one for a token. */
export function unauthenticated(auth: Auth): Authorization {
  return {
    headers: async () => ({}),
    refused: async () => false,
    secrets: () => secretsOf(auth),
    confidential: true,
  };
}

/** What a refused request for a token means: the vendor does not know this client. */
export function tokenError(error: unknown, baseUrl: string): unknown {
  const isRefusal =
    error instanceof CredentialsError ||
    // RFC 6749 §5.2 asks for 400 in most cases, and allows 401.
    (error instanceof ApiError && error.status === 400 && /\b(invalid|unauthorized)_client\b/.test(error.body));
  if (!isRefusal) return error;
  return new CredentialsError(
    `The vendor at ${baseUrl} gives no access token for these credentials.`,
    "Check client id and secret, whether they were revoked, and whether the instance's URL is that of the region " +
      "they were made in.",
    { cause: error },
  );
}

// --- internal ---

function fixedHeaders(auth: Auth): Record<string, string> {
  if (auth.kind === "basic") {
    const pair = `${auth.username}:${auth.password.reveal()}`;
    return { authorization: `Basic ${Buffer.from(pair).toString("base64")}` };
  }
  return auth.kind === "header" ? { [auth.name.toLowerCase()]: auth.value.reveal() } : {};
}

function secretsOf(auth: Auth): Secret[] {
  if (auth.kind === "bearer") return [auth.clientSecret];
  if (auth.kind === "basic") return [auth.password];
  return auth.kind === "header" ? [auth.value] : [];
}
