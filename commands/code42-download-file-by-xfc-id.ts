import { ArgumentError, type Handler } from "soarkit";
import { checkedContent, opened } from "./_download.ts";
import type { Code42 } from "./_manifest.gen.ts";

export const run: Handler<Code42, "code42-download-file-by-xfc-id"> = async ({ args, client, progress, signal }) => {
  const id = args.xfc_id.trim();
  if (id === "") throw new ArgumentError("xfc_id is empty.", "Give what a file event has as event.xfcEventId.");
  const what = `the XFC ID ${id}`;
  const download = await opened(client.files.byXfcContentId(id, signal), what);
  return { files: [{ name: args.filename ?? id, content: checkedContent(download, { what, progress }) }] };
};
