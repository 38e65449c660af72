import { ApiError } from "../errors.ts";
import type { PreparedRequest } from "./request.ts";
import type { Refusal } from "./refusal.ts";

/**
 * The request that a redirect leads to, or undefined where the answer is no redirect to follow. Only GETs are followed,
 * so that no write is sent to a place that nobody chose. Another origin gets no credentials and no other header of
 * ours, and the way from HTTPS to HTTP is closed.
 * @throws ApiError when the redirect leads nowhere or in circles
 */
export function redirected(request: PreparedRequest, refusal: Refusal, hops: number): PreparedRequest | undefined {
  const location = refusal.headers.location;
  if (!REDIRECTS.has(refusal.status) || request.method !== "GET" || location === undefined) return undefined;
  const from = new URL(request.url);
  const to = URL.parse(location, from.href);
  if (
    !to ||
    !SCHEMES.has(to.protocol) ||
    to.username !== "" ||
    (from.protocol === "https:" && to.protocol === "http:")
  ) {
    throw misled(request, refusal, "to an address that must not be followed");
  }
  if (hops >= MOST_HOPS) throw misled(request, refusal, `more than ${MOST_HOPS} times`);
  const foreign = request.foreign || to.origin !== from.origin;
  const { accept = "*/*", "user-agent": userAgent = "" } = request.headers;
  return {
    ...request,
    url: to.href,
    label: `GET ${foreign ? to.origin : ""}${to.pathname}`,
    headers: foreign ? { accept, "user-agent": userAgent } : request.headers,
    foreign,
  };
}

// --- internal ---

const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const SCHEMES = new Set(["http:", "https:"]);
const MOST_HOPS = 5;

function misled(request: PreparedRequest, refusal: Refusal, how: string): ApiError {
  return new ApiError(
    `${request.label} was redirected ${how}.`,
    "Check the instance's URL: it may lead to a login page or to a proxy.",
    { status: refusal.status, body: "" },
  );
}
