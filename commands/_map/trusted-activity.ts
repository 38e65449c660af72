import type { TrustedActivity } from "../_api/trusted-activities.ts";

/** A trusted activity under `Code42.TrustedActivity`. */
export interface TrustedActivityContext {
  ID: string;
  Type?: string;
  Value?: string;
  Description?: string;
  HighValueSource?: boolean;
  Actions?: { Type: string; Providers?: string[] }[];
  UpdatedAt?: string;
  UpdatedByType?: string;
  UpdatedByID?: string;
  UpdatedBy?: string;
}

export function toTrustedActivity(activity: TrustedActivity): TrustedActivityContext {
  const actions = activity.activityActionGroups.flatMap(({ activityActions }) => activityActions.flatMap(toAction));
  return {
    ID: activity.activityId,
    ...(activity.type && { Type: activity.type }),
    ...(activity.value && { Value: activity.value }),
    ...(activity.description && { Description: activity.description }),
    ...(typeof activity.isHighValueSource === "boolean" && { HighValueSource: activity.isHighValueSource }),
    ...(actions.length > 0 && { Actions: actions }),
    ...(activity.updateTime && { UpdatedAt: activity.updateTime }),
    ...(activity.principalType && { UpdatedByType: activity.principalType }),
    ...(activity.updatedByPrincipalId && { UpdatedByID: activity.updatedByPrincipalId }),
    ...(activity.updatedByPrincipalName && { UpdatedBy: activity.updatedByPrincipalName }),
  };
}

/** Its actions in one line, such as `CLOUD_SYNC (ONE_DRIVE), FILE_UPLOAD`. */
export function describeActions(activity: TrustedActivityContext): string {
  return (activity.Actions ?? [])
    .map(({ Type, Providers }) => (Providers ? `${Type} (${Providers.join(", ")})` : Type))
    .join(", ");
}

// --- internal ---

type Action = TrustedActivity["activityActionGroups"][number]["activityActions"][number];

function toAction({ type, providers }: Action): { Type: string; Providers?: string[] }[] {
  if (!type) return [];
  return [{ Type: type, ...(providers.length > 0 && { Providers: providers.map(({ name }) => name) }) }];
}
