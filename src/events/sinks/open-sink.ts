import { hostname } from "node:os";
import { basename, dirname, extname, join, resolve } from "node:path";
import { ArgumentError } from "../../errors.ts";
import type { Wait } from "../../http/deadline.ts";
import type { Environment } from "../../instance/environment.ts";
import { sinkSecrets, type FileConfig, type SinkConfig } from "../../instance/sinks/sink-config.ts";
import type { JsonObject } from "../../json.ts";
import type { Log } from "../../log.ts";
import { didYouMean } from "../../nearest.ts";
import { safeFileName } from "../../output/file-name.ts";
import type { Secret } from "../../secrets.ts";
import type { Sink } from "../sink.ts";
import { labelled, lineLabels, type SourceLabels } from "./labels.ts";
import { parseSinkAddress } from "./sink-address.ts";
import { createStoreSink } from "./store-sink.ts";
import { createStreamSink, type LineOutput } from "./stream-sink.ts";

export interface SinkOptions {
  /** The configuration's file. @default `soar.yml` in `folder`, if there is one */
  file?: string;
  /** The working folder. */
  folder: string;
  env: Environment;
  /** The streams that are collected in this run. */
  streams: readonly string[];
  /** The instance, where several of them collect: each has files of its own. */
  instance?: string;
  /** What the events say of where they come from. */
  labels?: SourceLabels;
  /** Who collects, for people: the instance and its store. Nobody else goes on with files that it has begun. */
  owner: string;
  /** Standard output. */
  output: LineOutput;
  log: Log;
  /** Epoch milliseconds. */
  now: () => number;
  /** From 0 to below 1. */
  random: () => number;
  /** Resolves after `ms` milliseconds, or ends early when the signal is aborted. */
  wait: Wait;
  /** Makes an identifier that no other has. */
  newId: () => string;
}

/** Where the events of a run go. */
export interface OpenedSink {
  /** The sink of one stream. Touches nothing until it resumes. */
  forStream: (stream: string) => Promise<Sink>;
  /** What each event is to carry, because the sink has no other way for it. */
  lineLabels?: JsonObject;
  /** What is to be masked wherever something is shown. */
  secrets: Secret[];
  /** What an administrator should mend, though it works. */
  warnings: string[];
}

/**
 * Opens what `--sink` names: `-`, a path, an address, or one of `soar.yml`'s `sinks`. Sends and writes nothing yet.
 * A file given by its path is that file for a single stream; for several, and in `soar.yml`, each stream has its own:
 * `events.ndjson` becomes `events.STREAM.ndjson`.
 * @throws ArgumentError · ParameterError naming every fault, with its place in the file
 */
export async function openSink(text: string, options: SinkOptions): Promise<OpenedSink> {
  const addressed = parseSinkAddress(text, options.env);
  const { config: written, warnings } = addressed
    ? { config: addressed, warnings: [] }
    : await configuredSink(text, options);
  const config = labelled(written, options.labels);
  const carried = lineLabels(config, options.labels);
  const isShared = addressed === undefined || options.streams.length > 1;
  return {
    forStream: (stream) => createSink(config, stream, { ...options, isShared, isAddressed: addressed !== undefined }),
    ...(carried && { lineLabels: carried }),
    secrets: sinkSecrets(config),
    warnings: [...warnings, ...wayWarnings(config)],
  };
}

// --- internal ---

async function configuredSink(name: string, { file, folder, env }: SinkOptions) {
  const { loadSinks } = await import("../../instance/sinks/load-sinks.ts");
  const { names, sinks, warnings } = await loadSinks({
    folder,
    env,
    only: name,
    ...(file === undefined ? {} : { file }),
  });
  const [config] = sinks;
  if (config) return { config, warnings };
  const has = names.length === 0 ? "soar.yml has no sinks." : `soar.yml has: ${names.join(", ")}.`;
  throw new ArgumentError(
    `There is no sink "${name}".${didYouMean(name, names)}`,
    `${has} A file of this name is written ./${name}, standard output -.`,
  );
}

function wayWarnings(config: SinkConfig): string[] {
  const isInsecure = "insecure" in config && config.insecure;
  if (!isInsecure) return [];
  return [`Sink ${config.name} has \`insecure\` set: whoever is on the way can read and change everything.`];
}

async function createSink(
  config: SinkConfig,
  stream: string,
  options: SinkOptions & { isShared: boolean; isAddressed: boolean },
): Promise<Sink> {
  switch (config.type) {
    case "file":
      return fileSink(config, stream, options);
    case "stdout":
      return createStreamSink(config.name, options.output);
    case "store":
      return createStoreSink(config.name);
    case "sumo":
      return (await import("./http/sumo-sink.ts")).createSumoSink(config, stream, options);
    case "splunk":
      return (await import("./http/splunk-sink.ts")).createSplunkSink(config, stream, options);
    case "syslog": {
      const { createSyslogSink } = await import("./syslog/syslog-sink.ts");
      return createSyslogSink(config, stream, { ...options, hostName: hostname(), process: process.pid.toString() });
    }
  }
}

async function fileSink(
  { name, path: given, rotateBytes }: FileConfig,
  stream: string,
  options: SinkOptions & { isShared: boolean; isAddressed: boolean },
): Promise<Sink> {
  const { createFileSink } = await import("./file/file-sink.ts");
  const { folder, instance, isShared, isAddressed, owner, newId } = options;
  const parts = [...(instance === undefined ? [] : [instance]), ...(isShared ? [stream] : [])];
  const path = withParts(resolve(folder, given), parts);
  return createFileSink({
    // The same file is the same sink, from whichever folder it is named.
    name: isAddressed ? `file:${path}` : name,
    path,
    rotateBytes,
    owner: `${owner}, stream ${stream}`,
    newId,
  });
}

/** `events.ndjson` to `events.PART.ndjson`. */
function withParts(path: string, parts: readonly string[]): string {
  if (parts.length === 0) return path;
  const extension = extname(path);
  const name = [basename(path, extension), ...parts].join(".");
  return join(dirname(path), safeFileName(`${name.replaceAll(/[/\\]/gu, "_")}${extension}`));
}
