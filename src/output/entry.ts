import type { Json, JsonObject } from "../json.ts";

/** XSOAR's entry type numbers that soarkit writes. */
export const EntryType = { note: 1, file: 3, error: 4, infoFile: 9, warning: 11, debug: 16 } as const;

/** One entry of the War Room, with XSOAR's own key names. */
export interface Entry {
  Type: number;
  ContentsFormat: "html" | "table" | "json" | "text" | "markdown";
  Contents: Json;
  HumanReadable?: string;
  ReadableContentsFormat?: "markdown" | "html" | "text";
  /** `{ DT key: value }`, to be merged into the context. */
  EntryContext?: JsonObject;
  Note?: boolean;
  Tags?: string[];
  IgnoreAutoExtract?: boolean;
  File?: string;
  FileID?: string;
  FileMetadata?: JsonObject;
  /** Added when the entry is stored: `n@investigation`. */
  ID?: string;
  /** Name of the instance that produced it. */
  ModuleName?: string;
  /** Id of the integration that produced it. */
  Brand?: string;
  Metadata?: JsonObject;
}
