// The two entries of Incydr's documents: as it answers with them, and what the commands are to make of them.

export const signedIn = {
  type$: "audit_log::logged_in/1",
  actorId: "1190000000000000900",
  actorName: "admin@acme.test",
  actorAgent: "Mozilla/5.0",
  actorIpAddress: "198.51.100.4, 192.0.2.8",
  timestamp: "2026-01-05T10:12:13.456Z",
  actorType: "USER",
  success: true,
};

export const metadataUpdated = {
  type$: "audit_log::federation_metadata_updated/1",
  actorId: "sys-1",
  actorName: "SYSTEM",
  actorAgent: null,
  actorIpAddress: null,
  timestamp: "2026-01-05T10:13:00.001Z",
  actorType: "SYSTEM",
  federationId: "55",
  displayName: "IdP",
};

/** The same in the last hour before 2026-01-06, when the commands are tried. */
export const latestSignedIn = { ...signedIn, timestamp: "2026-01-05T23:12:13.456Z" };
export const latestMetadataUpdated = { ...metadataUpdated, timestamp: "2026-01-05T23:13:00.001Z" };

/** In the context, of the last hour. The ID is made of all that the entry holds. */
export const signedInContext = {
  ID: "e03533043b0d94803e39f8eaabfecd9057ca97790ed4fa7af27c278da94e241b",
  Type: "logged_in",
  Timestamp: "2026-01-05T23:12:13.456Z",
  ActorID: "1190000000000000900",
  ActorName: "admin@acme.test",
  ActorType: "USER",
  ActorAgent: "Mozilla/5.0",
  ActorIPAddresses: ["198.51.100.4", "192.0.2.8"],
  Success: true,
  Count: 1,
};

export const metadataUpdatedContext = {
  ID: "ce6c203e3ece4360c27cc6f5f6ca3752dec166d47a1bf4ac5a867dd41bcef505",
  Type: "federation_metadata_updated",
  Timestamp: "2026-01-05T23:13:00.001Z",
  ActorID: "sys-1",
  ActorName: "SYSTEM",
  ActorType: "SYSTEM",
  Details: { federationId: "55", displayName: "IdP" },
  Count: 1,
};
