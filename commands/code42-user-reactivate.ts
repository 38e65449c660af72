import type { Handler } from "soarkit";
import type { Code42 } from "./_manifest.gen.ts";
import { setActive } from "./_users.ts";

export const run: Handler<Code42, "code42-user-reactivate"> = ({ args, client, signal }) =>
  setActive(client, args.username, true, signal);
