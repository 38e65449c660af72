import type { Handler, Preview } from "soarkit";
import type { Code42 } from "./_manifest.gen.ts";
import { previewOf, setBlocked } from "./_users.ts";

export const run: Handler<Code42, "code42-user-block"> = ({ args, client, signal }) =>
  setBlocked(client, args.username, true, signal);

export const preview: Preview<Code42, "code42-user-block"> = ({ args, client, signal }) =>
  previewOf(client, args.username, "blocks", signal);
