import { BlockList, isIP } from "node:net";
import { listMembers, members, toAnyText, toNumber } from "../coerce.ts";
import { anyMember, anyPair, not, type Operator } from "../operator.ts";
import { ValueError } from "../value-error.ts";

const inRanges = anyMember((left, right) => {
  const address = toAnyText(left).trim();
  return listMembers(right).some((range) => holdsAddress(range, address));
});

const PRIVATE = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"];

export const networkOperators = {
  IsInCidrRanges: inRanges,
  IsNotInCidrRanges: not(inRanges),
  GreaterCidrNumAddresses: anyPair((left, right) => addressesOf(toAnyText(left)) > toNumber(right)),
  LowerCidrNumAddresses: anyPair((left, right) => addressesOf(toAnyText(left)) < toNumber(right)),
  IsRFC1918Address: {
    unary: true,
    test: (left) => members(left).some((each) => PRIVATE.some((range) => holdsAddress(range, toAnyText(each).trim()))),
  },
} satisfies Record<string, Operator>;

// --- internal ---

interface Range {
  address: string;
  family: "ipv4" | "ipv6";
  prefix: number;
}

/** What is no address lies in no range. */
function holdsAddress(text: string, address: string): boolean {
  const range = readRange(text);
  if (isIP(address) !== (range.family === "ipv4" ? 4 : 6)) return false;
  const list = new BlockList();
  list.addSubnet(range.address, range.prefix, range.family);
  return list.check(address, range.family);
}

/** How many addresses a range has; of IPv6, more than a number holds exactly, which is enough to compare. */
function addressesOf(text: string): number {
  const { family, prefix } = readRange(text);
  return 2 ** ((family === "ipv4" ? 32 : 128) - prefix);
}

/** @throws ValueError unless it is a CIDR range or an address */
function readRange(text: string): Range {
  const [address = "", length] = text.trim().split("/");
  const version = isIP(address);
  const most = version === 4 ? 32 : 128;
  const prefix = length === undefined ? most : /^\d{1,3}$/u.test(length) ? Number(length) : NaN;
  if (version !== 0 && prefix <= most) return { address, family: version === 4 ? "ipv4" : "ipv6", prefix };
  throw new ValueError(`"${text.slice(0, 60)}" is no CIDR range.`, "Write one such as 10.0.0.0/8.");
}
