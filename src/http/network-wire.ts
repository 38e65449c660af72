// axios is imported here and in the transport, both of which load with the first request only.
import { Readable } from "node:stream";
import axios, { AxiosHeaders } from "axios";
import type { AxiosResponse } from "axios";
import { createRoutes } from "./routes.ts";
import type { RouteSettings } from "./routes.ts";
import type { Wire } from "./wire.ts";

/** The wire that leads to the vendor: axios's HTTP adapter, over connections as the instance's settings say. */
export function createNetworkWire(routes: RouteSettings): Wire {
  const route = createRoutes(routes);
  const send = axios.getAdapter("http");
  return async (request) => {
    const { method, url, data, timeoutMs: timeout, signal } = request;
    const way = await route(request);
    const response = await send({
      method,
      url,
      headers: new AxiosHeaders(request.headers),
      data,
      responseType: "stream",
      maxRedirects: 0,
      maxBodyLength: Infinity,
      timeout,
      ...way,
      ...(signal && { signal }),
    });
    return { status: response.status, headers: plainHeaders(response), body: bodyOf(response) };
  };
}

// --- internal ---

function bodyOf({ data }: AxiosResponse<unknown>): Readable {
  return data instanceof Readable ? data : Readable.from([]);
}

function plainHeaders(response: AxiosResponse<unknown>): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries<unknown>(response.headers)) headers[name.toLowerCase()] = String(value);
  return headers;
}
