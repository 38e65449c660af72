import { SinkError, SoarError } from "../../errors.ts";
import { networkError, toNetworkFault } from "../../http/network-fault.ts";
import type { Handing } from "./persist.ts";

/**
 * What a failed connection means: worth another try, unless no other can mend it.
 * @param where the sink, what it tried (without secrets), and host and port
 * @throws SinkError, or a SoarError as it is
 */
export function unreached(thrown: unknown, where: { name: string; label: string; host: string }): Handing<never> {
  if (thrown instanceof SoarError) throw thrown;
  const fault = toNetworkFault(thrown);
  const error = (tries: number) => {
    const { message, hint } = networkError(fault, where.label, where.host, tries);
    // The hints were written for connections with vendors; what they name, a sink has as well.
    return new SinkError(`Sink ${where.name}: ${message}`, hint.replaceAll("instance", "sink"), { cause: fault.cause });
  };
  if (!fault.transient) throw error(1);
  return { kind: "again", error };
}
