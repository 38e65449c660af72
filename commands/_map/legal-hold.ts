import type { Custodian, Matter } from "../_api/legal-hold.ts";

/** Someone in a matter, under `Code42.LegalHold`. */
export interface LegalHoldContext {
  MatterID: string;
  MatterName: string;
  UserID: string;
  Username?: string;
  /** Only where the membership itself was read. */
  AddedTime?: string;
}

export function toLegalHoldContext(matter: Matter, custodian: Custodian): LegalHoldContext {
  const { userId, username, since } = custodian;
  return {
    MatterID: matter.matterId,
    MatterName: matter.name,
    UserID: userId,
    ...(username && { Username: username }),
    ...(since && { AddedTime: since }),
  };
}

/** The columns of a table of them. */
export const legalHoldHeaders = ["Username", "MatterName", "AddedTime", "UserID", "MatterID"];
