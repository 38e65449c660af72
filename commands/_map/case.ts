import type { Case, CaseFileEvent } from "../_api/cases.ts";

/** A case under `Code42.Case`. What Incydr does not say is left out. */
export interface CaseContext {
  Number: number;
  Name: string;
  Status?: string;
  Subject?: string;
  SubjectUsername?: string;
  Assignee?: string;
  AssigneeUsername?: string;
  Description?: string;
  Findings?: string;
  CreatedAt?: string;
  CreatedBy?: string;
  CreatedByUsername?: string;
  UpdatedAt?: string;
  LastModifiedBy?: string;
  LastModifiedByUsername?: string;
  ArchivedAt?: string;
}

/** The columns of a list of cases. */
export const caseHeaders = [
  "Number",
  "Name",
  "Status",
  "SubjectUsername",
  "AssigneeUsername",
  "CreatedAt",
  "UpdatedAt",
] as const;

export function toCase(found: Case): CaseContext {
  return {
    Number: found.number,
    Name: found.name,
    ...(found.status && { Status: found.status }),
    ...(found.subject && { Subject: found.subject }),
    ...(found.subjectUsername && { SubjectUsername: found.subjectUsername }),
    ...(found.assignee && { Assignee: found.assignee }),
    ...(found.assigneeUsername && { AssigneeUsername: found.assigneeUsername }),
    ...(found.description && { Description: found.description }),
    ...(found.findings && { Findings: found.findings }),
    ...(found.createdAt && { CreatedAt: found.createdAt }),
    ...(found.createdByUserUid && { CreatedBy: found.createdByUserUid }),
    ...(found.createdByUsername && { CreatedByUsername: found.createdByUsername }),
    ...(found.updatedAt && { UpdatedAt: found.updatedAt }),
    ...(found.lastModifiedByUserUid && { LastModifiedBy: found.lastModifiedByUserUid }),
    ...(found.lastModifiedByUsername && { LastModifiedByUsername: found.lastModifiedByUsername }),
    ...(found.archivalTime && { ArchivedAt: found.archivalTime }),
  };
}

/** A case's file event under `Code42.CaseFileEvents`. */
export interface CaseFileEventContext {
  CaseNumber: number;
  EventID: string;
  Timestamp?: string;
  Exposure?: string[];
  FileAvailability?: string;
  FileName?: string;
  FilePath?: string;
  RiskIndicators?: { Name: string; Weight?: number }[];
  RiskScore?: number;
  RiskSeverity?: string;
}

export function toCaseFileEvent(caseNumber: number, event: CaseFileEvent): CaseFileEventContext {
  return {
    CaseNumber: caseNumber,
    EventID: event.eventId,
    ...(event.eventTimestamp && { Timestamp: event.eventTimestamp }),
    ...(event.exposure.length > 0 && { Exposure: event.exposure }),
    ...(event.fileAvailability && { FileAvailability: event.fileAvailability }),
    ...(event.fileName && { FileName: event.fileName }),
    ...(event.filePath && { FilePath: event.filePath }),
    ...(event.riskIndicators.length > 0 && { RiskIndicators: event.riskIndicators.map(toIndicator) }),
    ...(typeof event.riskScore === "number" && { RiskScore: event.riskScore }),
    ...(event.riskSeverity && { RiskSeverity: event.riskSeverity }),
  };
}

// --- internal ---

function toIndicator(indicator: CaseFileEvent["riskIndicators"][number]): { Name: string; Weight?: number } {
  if (typeof indicator === "string") return { Name: indicator };
  const { name, weight } = indicator;
  return { Name: name, ...(typeof weight === "number" && { Weight: weight }) };
}
