import type { RunningInstance } from "../../engine/open-instance.ts";
import { ArgumentError } from "../../errors.ts";
import type { EventStream } from "../../manifest/manifest.ts";
import { didYouMean } from "../../nearest.ts";
import type { CollectFlags } from "./subcommands.ts";

/** An instance that collects, and the streams of it that are wanted. */
export interface Collecting {
  instance: RunningInstance;
  streams: EventStream[];
}

/**
 * The instances that collect, each with the streams of it that are wanted.
 * @throws ArgumentError when none of them does, or none has a stream of such a name
 */
export function collecting(instances: readonly RunningInstance[], names: readonly string[] = []): Collecting[] {
  const able = instances.filter(({ manifest }) => manifest.soar.streams.length > 0);
  if (able.length === 0) {
    throw new ArgumentError(
      "No instance has streams of events to collect.",
      "An integration declares them under `x-soar: streams:` in its manifest, beside a module fetch-events.",
    );
  }
  const has = [...new Set(able.flatMap(({ manifest }) => manifest.soar.streams.map(({ name }) => name)))];
  const unknown = names.filter((name) => !has.includes(name));
  if (unknown.length > 0) {
    throw new ArgumentError(
      unknown.map((name) => `There is no stream "${name}".${didYouMean(name, has)}`).join(" "),
      `The streams are: ${has.join(", ")}.`,
    );
  }
  return able
    .map((instance) => ({
      instance,
      streams: instance.manifest.soar.streams.filter(({ name }) => names.length === 0 || names.includes(name)),
    }))
    .filter(({ streams }) => streams.length > 0);
}

/** @throws ArgumentError when the events and the JSON document would both be printed */
export function refuseJsonOnStdout({ json, sink, estimate: only }: CollectFlags): void {
  if (!json || only || sink.split("?")[0] !== "-") return;
  throw new ArgumentError(
    "With --json standard output has the summary, and cannot have the events as well.",
    "Name another sink, such as --sink events.ndjson, or leave out --json: the summary is on standard error.",
  );
}
