/** The context key by which XSOAR merges standard indicator context; other prefixes are given back as they are. */
export function indicatorKey(prefix: string): string {
  return KEYS.get(prefix) ?? prefix;
}

// --- internal ---

const FILE_FIELDS = ["MD5", "SHA1", "SHA256", "SHA512", "CRC32", "CTPH", "SSDeep"];

const KEYS = new Map([
  ["File", `File(${FILE_FIELDS.map(same).join(" || ")})`],
  ["IP", `IP(${same("Address")})`],
  ["URL", `URL(${same("Data")})`],
  ["Domain", `Domain(${same("Name")})`],
  ["CVE", `CVE(${same("ID")})`],
  ["Account.Email", `Account.Email(${same("Address")})`],
  ["DBotScore", `DBotScore(${["Indicator", "Vendor", "Type"].map(same).join(" && ")})`],
]);

function same(field: string): string {
  return `val.${field} && val.${field} == obj.${field}`;
}
