import type { Connect } from "soarkit";
import { createLodestar, type LodestarClient } from "./_lodestar.ts";
import type { Lodestar } from "./_manifest.gen.ts";

export const connect: Connect<Lodestar["params"], LodestarClient> = ({ params, http }) =>
  createLodestar(
    http({
      baseUrl: params.url,
      auth: { kind: "header", name: "X-Api-Key", value: params.api_key },
      userAgent: "soarkit-second/1.0",
    }),
  );
