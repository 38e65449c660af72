import type { User } from "../_api/users.ts";

/** A user under `Code42.User`. What Incydr does not say is left out. */
export interface UserContext {
  UserID: string;
  Username: string;
  Email?: string;
  FirstName?: string;
  LastName?: string;
  OrgName?: string;
  OrgGuid?: string;
  Active?: boolean;
  Blocked?: boolean;
  Notes?: string;
  LegacyUserID?: string;
  CreatedAt?: string;
  ModifiedAt?: string;
}

/** The columns of a list of users. */
export const userHeaders = ["Username", "FirstName", "LastName", "OrgName", "Active", "Blocked", "UserID"] as const;

export function toUserContext(user: User): UserContext {
  const { userId, username, active, blocked } = user;
  return {
    UserID: userId,
    Username: username,
    // The gateway gives no email: a username that is an address is the user's.
    ...(username.includes("@") && { Email: username }),
    ...(user.firstName && { FirstName: user.firstName }),
    ...(user.lastName && { LastName: user.lastName }),
    ...(user.orgName && { OrgName: user.orgName }),
    ...(user.orgGuid && { OrgGuid: user.orgGuid }),
    ...(typeof active === "boolean" && { Active: active }),
    ...(typeof blocked === "boolean" && { Blocked: blocked }),
    ...(user.notes && { Notes: user.notes }),
    ...(user.legacyUserId && { LegacyUserID: user.legacyUserId }),
    ...(user.creationDate && { CreatedAt: user.creationDate }),
    ...(user.modificationDate && { ModifiedAt: user.modificationDate }),
  };
}
