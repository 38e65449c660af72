import type { Query, Route, VendorAnswer } from "soarkit/simulator";

import type { FileEvent } from "../file-events/index.ts";
import { isKept, toCaseEvent } from "./case-event.ts";
import { notFound } from "./case-problem.ts";
import { casePath } from "./case-routes.ts";
import type { Case, CaseDetailBody } from "./case-store.ts";
import { pdf } from "./pdf.ts";
import { zip, type ZipEntry } from "./zip.ts";

/** What of a case can be taken away as a file. @param parts as `caseEventRoutes` takes them */
export function caseExportRoutes(parts: {
  existing: (number?: string) => Case;
  eventOf: (found: Case, eventId?: string) => FileEvent;
  eventsOf: (found: Case) => FileEvent[];
  detail: (found: Case) => CaseDetailBody;
  contentOf: (event: FileEvent) => Uint8Array;
}): Route[] {
  const { existing, eventOf, eventsOf, detail, contentOf } = parts;

  function summary(found: Case): ZipEntry {
    const lines = summaryLines(detail(found), eventsOf(found).length);
    return { name: `Case-${String(found.number)}.pdf`, content: pdf(lines) };
  }
  function fileEvents(found: Case): ZipEntry {
    const rows = [CSV_HEADER, ...eventsOf(found).map(csvRow)].map((row) => row.map(csvCell).join(","));
    return { name: `Case-${String(found.number)}-file-events.csv`, content: Buffer.from(`${rows.join("\r\n")}\r\n`) };
  }
  function files(found: Case): ZipEntry[] {
    return eventsOf(found)
      .filter(isKept)
      .map((event) => ({ name: `files/${event.event.id}/${nameOf(event)}`, content: contentOf(event) }));
  }
  function everything(found: Case, query: Query): ZipEntry {
    const content = zip([
      ...((query.flag("summary") ?? true) ? [summary(found)] : []),
      ...((query.flag("fileEvents") ?? true) ? [fileEvents(found)] : []),
      ...((query.flag("files") ?? true) ? files(found) : []),
    ]);
    return { name: `Case-${String(found.number)}.zip`, content };
  }

  return [
    {
      method: "GET",
      path: `${casePath}/export`,
      handle: ({ params }) => attached(summary(existing(params.number)), "application/pdf"),
    },
    {
      method: "GET",
      path: `${casePath}/export/full`,
      handle: ({ params, query }) => attached(everything(existing(params.number), query), "application/zip"),
    },
    {
      method: "GET",
      path: `${casePath}/fileevent/export`,
      handle: ({ params }) => attached(fileEvents(existing(params.number)), "text/csv"),
    },
    {
      method: "GET",
      path: `${casePath}/fileevent/:eventId/file`,
      handle: ({ params }) => {
        const event = eventOf(existing(params.number), params.eventId);
        if (!isKept(event)) throw notFound("The file is not available");
        return attached({ name: nameOf(event), content: contentOf(event) }, "application/octet-stream");
      },
    },
  ];
}

// --- internal ---

const CSV_HEADER = [
  "Event ID",
  "Date Observed (UTC)",
  "Exposure",
  "File Availability",
  "Filename",
  "File Path",
  "Risk Indicators",
  "Risk Score",
  "Risk Severity",
];

function csvRow(event: FileEvent): (string | number | null)[] {
  const { riskIndicators, exposure, ...row } = toCaseEvent(event);
  const indicators = riskIndicators.map(({ name }) => name).join("; ");
  return [
    row.eventId,
    row.eventTimestamp,
    exposure.join("; "),
    row.fileAvailability,
    row.fileName,
    row.filePath,
    indicators,
    row.riskScore,
    row.riskSeverity,
  ];
}

function csvCell(value: string | number | null): string {
  const text = String(value ?? "");
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function summaryLines(found: CaseDetailBody, events: number): string[] {
  return [
    `Case ${String(found.number)}: ${found.name}`,
    "",
    `Status: ${found.status}`,
    `Subject: ${found.subjectUsername ?? "none"}`,
    `Assignee: ${found.assigneeUsername ?? "none"}`,
    `Created: ${found.createdAt}`,
    `Updated: ${found.updatedAt ?? "never"}`,
    `File events: ${String(events)}`,
    "",
    found.description ?? "",
    "",
    ...(found.findings ?? "").split("\n"),
  ];
}

function nameOf({ event, file }: FileEvent): string {
  return file.name ?? event.id;
}

function attached({ name, content }: ZipEntry, type: string): VendorAnswer {
  const headers = { "Content-Type": type, "Content-Disposition": `attachment; filename=${name}` };
  return { body: content, headers };
}
