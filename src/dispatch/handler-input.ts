import type { Log } from "../log.ts";
import type { Call, DispatchPorts } from "./call.ts";
import type { HandlerInput } from "./handler.ts";

/** What a command's handler, or the preview beside it, is given for one call. */
export async function handlerInput(
  { target, request }: Call,
  own: { args: Record<string, unknown>; client: unknown; log: Log; signal: AbortSignal },
  ports: DispatchPorts,
): Promise<HandlerInput<Record<string, unknown>, unknown, Record<string, unknown>>> {
  return {
    ...own,
    params: target.instance.params,
    context: await ports.investigations.context(request.investigationId),
    ...(request.incident && { incident: request.incident }),
    progress: request.progress ?? ignore,
    now: ports.now,
  };
}

// --- internal ---

function ignore(): void {
  // Nobody waits for progress.
}
