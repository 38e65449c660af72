// The matters of the simulated tenant, and the people whom their tests hold.
export const ledger = "1221000000000000001";
export const ledger2 = "1221000000000000002";
export const closed = "1221000000000000003";
export const mara = "1190000000000000101";
export const contractor = "1190000000000000104";
export const custodians = (matterId: string) => `/v1/legal-hold/matters/${matterId}/custodians`;
