import type { Readable } from "node:stream";
import type { LongList } from "./long-list.ts";
import type { StandardSchemaV1 } from "./standard-schema.ts";
import type { Secret } from "../secrets.ts";

/** How requests prove who asks. */
export type Auth =
  | { kind: "none" }
  | { kind: "basic"; username: string; password: Secret }
  | { kind: "header"; name: string; value: Secret }
  | {
      /** OAuth 2 and its relatives: a bearer token, asked for when first needed, kept, renewed before it ends. */
      kind: "bearer";
      clientId: string;
      clientSecret: Secret;
      /** Asks the vendor for a token. `send` goes around authentication but not around budget and retry. */
      requestToken: (send: SendUnauthenticated) => Promise<{ accessToken: string; expiresInMs: number }>;
    };

export type SendUnauthenticated = <T>(request: HttpRequest<T>) => Promise<T>;

/** What an integration says about its vendor's API. */
export interface HttpOptions {
  /** Scheme, host and optional path prefix; requests' paths are appended. */
  baseUrl: string;
  auth: Auth;
  userAgent: string;
  /** The URL of a proxy of this client's own, before what the instance's `proxy` says. @default none */
  proxy?: string;
  /** What the client proves itself with, as PEM. @default none */
  clientCertificate?: ClientCertificate;
}

export interface ClientCertificate {
  /** With its chain, where it has one. */
  cert: string;
  key: Secret;
}

export interface HttpRequest<T> {
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Below `baseUrl`, beginning with a slash; values in it already URL-encoded. */
  path: string;
  /** Undefined and null values are left out; lists repeat the key. */
  query?: Record<string, QueryValue | readonly QueryValue[]>;
  /** Sent as JSON; `URLSearchParams` as a form. */
  body?: unknown;
  headers?: Record<string, string>;
  /** Changes nothing at the vendor's; a search by POST says true. @default true for GET, else false */
  reads?: boolean;
  /** Twice does what once does, so it may be repeated after a 5xx or a lost connection. @default what `reads` is */
  repeatable?: boolean;
  /** What the answer's JSON must look like. Any Standard Schema (valibot, zod …). Absent: the body is not read. */
  answer?: StandardSchemaV1<unknown, T>;
  /** Thousands of elements that need not all be in memory at once. `answer` is then given what stands for them. */
  list?: LongList;
  /**
   * The values that enumerations in the answer are known to have: dotted path (`[]` for a list's members) → values. Only
   * `soar doctor --drift` looks at them: a value that is new is no error.
   */
  known?: Readonly<Record<string, readonly string[]>>;
  signal?: AbortSignal;
}

export type QueryValue = string | number | boolean | null | undefined;

export interface StreamedAnswer {
  /** From 200 to 299. */
  status: number;
  /** By names in lower case. */
  headers: Record<string, string>;
  body: Readable;
}

export interface HttpClient {
  /**
   * Sends one request and gives its parsed answer.
   * @throws CredentialsError 401, 403 · RateLimitError · NetworkError · ApiError any other refusal, or an answer that
   *   is not what `answer` describes
   */
  send<T = undefined>(request: HttpRequest<T>): Promise<T>;
  /** The same, giving status, headers and the body as a stream; for files. */
  stream(request: HttpRequest<undefined>): Promise<StreamedAnswer>;
}
