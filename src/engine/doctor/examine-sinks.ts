import { toSoarError } from "../../errors.ts";
import { loadSinks } from "../../instance/sinks/load-sinks.ts";
import { sinkSecrets, type SinkConfig } from "../../instance/sinks/sink-config.ts";
import type { Secret } from "../../secrets.ts";
import { notesOf, type Check } from "./check.ts";
import type { ConfigurationSources } from "./examine-configuration.ts";

/** Each sink of `soar.yml` by itself: whether its settings will do. Nothing is sent, and no file touched. */
export async function examineSinks(
  sources: Omit<ConfigurationSources, "only">,
): Promise<{ checks: Check[]; secrets: Secret[] }> {
  const notes = notesOf("sinks");
  const checks: Check[] = [];
  const secrets: Secret[] = [];
  const load = (only: string) => loadSinks({ ...sources, only });
  let names: string[];
  try {
    // None has an empty name: only the file as a whole is looked at.
    ({ names } = await load(""));
  } catch (thrown) {
    return { checks: [notes.error("sinks", toSoarError(thrown))], secrets };
  }
  for (const name of names) {
    try {
      const { sinks, warnings } = await load(name);
      for (const config of sinks) {
        secrets.push(...sinkSecrets(config));
        if (warnings.length === 0) checks.push(notes.ok(name, shown(config)));
      }
      for (const warning of warnings) {
        checks.push(
          notes.warning(name, warning, "Move the secret into a variable or a file of its own, and refer to it."),
        );
      }
    } catch (thrown) {
      checks.push(notes.error(name, toSoarError(thrown)));
    }
  }
  return { checks, secrets };
}

// --- internal ---

function shown(config: SinkConfig): string {
  switch (config.type) {
    case "file":
      return `file ${config.path}`;
    case "splunk":
      return `splunk ${new URL(config.url).origin}`;
    case "sumo":
      return `sumo ${new URL(config.url.reveal()).origin}`;
    case "syslog":
      return config.url;
    default:
      return config.type;
  }
}
