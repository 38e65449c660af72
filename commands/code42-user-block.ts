import type { Handler } from "soarkit";
import type { Code42 } from "./_manifest.gen.ts";
import { setBlocked } from "./_users.ts";

export const run: Handler<Code42, "code42-user-block"> = ({ args, client, signal }) =>
  setBlocked(client, args.username, true, signal);
