import type { Handler } from "soarkit";
import { setAlertState } from "./_alerts.ts";
import type { Code42 } from "./_manifest.gen.ts";

export const run: Handler<Code42, "code42-alert-update"> = async ({ args, client, signal }) =>
  setAlertState(args.id, args.state, client, signal);
