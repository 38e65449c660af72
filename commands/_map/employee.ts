/** Someone on one of Code42's retired lists: what is known of an actor there. */
export interface Employee {
  actorId: string;
  name?: string | undefined;
  notes?: string | null | undefined;
  /** `YYYY-MM-DD` */
  endDate?: string | null | undefined;
}

/** An employee under `Code42.DepartingEmployee`. What is empty is null, so that it takes the place of an earlier value. */
export interface DepartingEmployee {
  CaseID: string;
  UserID: string;
  Username: string | null;
  DepartureDate: string | null;
  Note: string | null;
}

/** The case id belonged to the retired list; the user id has taken its place. */
export function toDepartingEmployee({ actorId, name, notes, endDate }: Employee): DepartingEmployee {
  return {
    CaseID: actorId,
    UserID: actorId,
    Username: name ?? null,
    DepartureDate: endDate ?? null,
    Note: notes ?? null,
  };
}

/** An employee under `Code42.HighRiskEmployee`. */
export interface HighRiskEmployee {
  UserID: string;
  Username: string | null;
  Note: string | null;
}

export function toHighRiskEmployee({ actorId, name, notes }: Employee): HighRiskEmployee {
  return { UserID: actorId, Username: name ?? null, Note: notes ?? null };
}
