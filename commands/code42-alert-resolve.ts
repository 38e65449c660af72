import type { Handler } from "soarkit";
import { setAlertState } from "./_alerts.ts";
import type { Code42 } from "./_manifest.gen.ts";

/** What "resolved" meant for alerts is a true positive for sessions. */
export const run: Handler<Code42, "code42-alert-resolve"> = async ({ args, client, signal }) =>
  setAlertState(args.id, "CLOSED_TP", client, signal);
