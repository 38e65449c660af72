import { ApiError, CredentialsError, NetworkError, ParameterError, SinkError, StoreError } from "../../errors.ts";
import type { SoarError } from "../../errors.ts";
import { isTls } from "../../http/network-fault.ts";
import type { SourceErrorType, WorkingState } from "./state.ts";

/**
 * Who has to act for a source that failed in this state. What its configuration leads to counts as a fault of the
 * configuration: refused credentials always; a wrong address, by name, path or certificate, for as long as the source
 * has not come through with this configuration. From then on the same is trouble at the vendor's or on the way there,
 * which passes, and for which a collector must not stop for good.
 */
export function classify(error: SoarError, state: WorkingState): SourceErrorType {
  if (error instanceof CredentialsError || error instanceof ParameterError) return "ThirdPartyConfig";
  if (error instanceof StoreError || error instanceof SinkError) return "FirstPartyGeneric";
  // Defects, of handlers or of soarkit, and what the system around it does not give.
  if (error.code === "MANIFEST" || error.code === "UNEXPECTED") return "FirstPartyGeneric";
  const hasComeThrough = state === "Authenticated" || state === "Collecting";
  return !hasComeThrough && isAddressFault(error) ? "ThirdPartyConfig" : "ThirdPartyGeneric";
}

// --- internal ---

function isAddressFault(error: SoarError): boolean {
  if (error instanceof ApiError) return error.status === 400 || error.status === 404;
  if (!(error instanceof NetworkError)) return false;
  const code: unknown = error.cause instanceof Error ? Reflect.get(error.cause, "code") : undefined;
  return typeof code === "string" && (code === "ENOTFOUND" || isTls(code));
}
