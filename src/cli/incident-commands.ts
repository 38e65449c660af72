import type { Command } from "commander";
import type { CliIo, Globals } from "./globals.ts";

/** What can be done to incidents: the subcommands of `soar incidents`. */
export function addIncidentCommands(incidents: Command, io: CliIo, done: (exitCode: number) => void): void {
  const load = () => import("./change-incidents.ts");
  incidents
    .command("close <ids...>")
    .description("close incidents; the vendor hears of it if the instance mirrors outward")
    .option("--reason <reason>", "one of the integration's close reasons")
    .option("--notes <text>", "why, for people")
    .action(async (ids: string[], options: { reason?: string; notes?: string }, command: Command) =>
      done(await (await load()).closeIncidents(ids, options, command.optsWithGlobals<Globals>(), io)),
    );
  incidents
    .command("assign <id> <owner>")
    .description("say who works on an incident")
    .action(async (id: string, owner: string, _options: object, command: Command) =>
      done(await (await load()).assignIncident(id, owner, command.optsWithGlobals<Globals>(), io)),
    );
  incidents
    .command("note <id> <text...>")
    .description("add a note to an incident")
    .action(async (id: string, words: string[], _options: object, command: Command) =>
      done(await (await load()).noteIncident(id, words, command.optsWithGlobals<Globals>(), io)),
    );
  incidents
    .command("sync")
    .description("hand over to the vendors what waits, and bring in what has happened there")
    .action(async (_options: object, command: Command) =>
      done(await (await load()).syncIncidents(command.optsWithGlobals<Globals>(), io)),
    );
}
