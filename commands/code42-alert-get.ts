import type { Handler } from "soarkit";
import { noAlertText, showAlert } from "./_alerts.ts";
import type { Code42 } from "./_manifest.gen.ts";

export const run: Handler<Code42, "code42-alert-get"> = async ({ args, client, signal }) => {
  const session = await client.sessions.get(args.id, signal);
  if (!session) return { warnings: [noAlertText(args.id)] };
  return showAlert("Code42 Security Alert Results", session, client, signal);
};
