import type { SinkConfig } from "../../instance/sinks/sink-config.ts";
import type { JsonObject } from "../../json.ts";

/** What the events of a source say of where they come from. */
export interface SourceLabels {
  source: string;
  category?: string;
  fields: Record<string, string>;
}

/** A sink that hands the labels of its events on beside them, as Sumo Logic takes them, does so; others do not change. */
export function labelled(config: SinkConfig, labels: SourceLabels | undefined): SinkConfig {
  if (config.type !== "sumo" || labels === undefined) return config;
  const { source, category, fields } = labels;
  const listed = Object.entries(fields).map(([key, value]) => `${key}=${value}`);
  return {
    ...config,
    source,
    ...(category === undefined ? {} : { category }),
    ...(listed.length === 0 ? {} : { fields: listed.join(",") }),
  };
}

/** What the events themselves carry for the other sinks: `_source`, `_sourceCategory` and `_fields`. */
export function lineLabels(config: SinkConfig, labels: SourceLabels | undefined): JsonObject | undefined {
  if (config.type === "sumo" || labels === undefined) return undefined;
  const { source, category, fields } = labels;
  return {
    _source: source,
    ...(category === undefined ? {} : { _sourceCategory: category }),
    ...(Object.keys(fields).length === 0 ? {} : { _fields: fields }),
  };
}
