import { constants, createReadStream } from "node:fs";
import { copyFile } from "node:fs/promises";
import { ArgumentError, NotFoundError } from "../errors.ts";
import { didYouMean } from "../nearest.ts";
import type { CliIo, Globals } from "./globals.ts";
import { withStore } from "./session.ts";

/** `soar files get ENTRY`: the file of a War Room entry, written to the current folder under its own name. */
export async function files(
  [action = "", entryId = ""]: string[],
  options: { output?: string },
  globals: Globals,
  io: CliIo,
): Promise<number> {
  if (action !== "get") {
    throw new ArgumentError(
      `\`soar files\` has no subcommand ${JSON.stringify(action)}.${didYouMean(action, ["get"])}`,
      "Write: soar files get ENTRY, with the entry's ID such as 3@playground.",
    );
  }
  return withStore(globals, io, async (store) => {
    const found = await store.files.find(entryId);
    if (!found) {
      throw new NotFoundError(`No entry ${entryId} with a file`, "`soar war-room` shows the entries with their IDs.");
    }
    const { file, path } = found;
    const target = options.output ?? file.name;
    if (target === "-") {
      await io.terminal.pour(createReadStream(path));
    } else {
      await copyFile(path, target, constants.COPYFILE_EXCL).catch((cause: unknown) => {
        throw new ArgumentError(
          `${target} cannot be written`,
          "Name another place with --output; nothing is overwritten.",
          {
            cause,
          },
        );
      });
    }
    if (globals.json && target !== "-") io.terminal.print(JSON.stringify({ file: { ...file, path: target } }));
    else if (!globals.quiet) io.terminal.notice(`${file.name}: ${file.size} bytes, SHA-256 ${file.sha256}`);
    return 0;
  });
}
