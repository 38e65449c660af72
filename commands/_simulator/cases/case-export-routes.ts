import type { Query, Route, VendorAnswer } from "soarkit/simulator";

import { csvLine } from "../csv.ts";
import type { FileEvent } from "../file-events/index.ts";
import type { StoredFile } from "../files/stored-file.ts";
import { toCaseEvent, type CaseEventBody } from "./case-event.ts";
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
  keptFile: (event: FileEvent) => StoredFile | undefined;
}): Route[] {
  const { existing, eventOf, eventsOf, detail, keptFile } = parts;

  function summary(found: Case): ZipEntry {
    const lines = summaryLines(detail(found), eventsOf(found).length);
    return { name: `Case-${String(found.number)}.pdf`, content: pdf(lines) };
  }
  function fileEvents(found: Case): ZipEntry {
    const events = eventsOf(found).map((event) => csvRow(toCaseEvent(event, keptFile(event) !== undefined)));
    const lines = [CSV_HEADER, ...events].map(csvLine);
    return { name: `Case-${String(found.number)}-file-events.csv`, content: Buffer.from(lines.join("")) };
  }
  function files(found: Case): ZipEntry[] {
    return eventsOf(found).flatMap((event) => {
      const file = keptFile(event);
      return file ? [{ name: `files/${event.event.id}/${file.name}`, content: file.bytes() }] : [];
    });
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
        const file = keptFile(eventOf(existing(params.number), params.eventId));
        if (!file) throw notFound("The file is not available");
        return attached({ name: file.name, content: file.bytes() }, "application/octet-stream");
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

function csvRow({ riskIndicators, exposure, ...row }: CaseEventBody): (string | number | null)[] {
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

function summaryLines(found: CaseDetailBody, events: number): string[] {
  return [
    `Case ${String(found.number)}: ${found.name}`,
    "",
    `Status: ${found.status}`,
    `Subject: ${found.subjectUsername ?? "none"}`,
    `Assignee: ${found.assigneeUsername ?? "none"}`,
    `Created: ${found.createdAt}`,
    `Updated: ${found.updatedAt}`,
    `File events: ${String(events)}`,
    "",
    found.description ?? "",
    "",
    ...(found.findings ?? "").split("\n"),
  ];
}

function attached({ name, content }: ZipEntry, type: string): VendorAnswer {
  const headers = { "Content-Type": type, "Content-Disposition": `attachment; filename=${name}` };
  return { body: content, headers };
}
