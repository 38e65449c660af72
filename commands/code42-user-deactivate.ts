import type { Handler, Preview } from "soarkit";
import type { Code42 } from "./_manifest.gen.ts";
import { previewOf, setActive } from "./_users.ts";

export const run: Handler<Code42, "code42-user-deactivate"> = ({ args, client, signal }) =>
  setActive(client, args.username, false, signal);

export const preview: Preview<Code42, "code42-user-deactivate"> = ({ args, client, signal }) =>
  previewOf(client, args.username, "deactivates", signal);
