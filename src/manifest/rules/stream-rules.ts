import type { Rules } from "./rule.ts";

/** What the event collector reads: `x-soar.streams`. */
export const streamRules = {
  M120: {
    severity: "error",
    what: "There is no stream under streams",
    remedy: "Name each kind of events that fetch-events reads, or leave the key out.",
    example: "x-soar: { streams: {} }",
  },
  M121: {
    severity: "error",
    what: "The name of a stream cannot be typed",
    remedy: "Use lower-case letters and digits, joined by hyphens.",
    example: "streams: { Sign Ins: { eventType: sign-in } }",
  },
  M122: {
    severity: "error",
    what: "The look-back or limit of a stream names an unknown parameter",
    remedy: "Name a parameter of this manifest.",
    example: "sign-ins: { eventType: sign-in, lookBack: sign_ins_lookback }",
  },
  M123: {
    severity: "warning",
    what: "isfetchevents: true and streams do not go together",
    remedy: "Write both: XSOAR and XSIAM read the one, soar the other.",
    example: "script: { isfetchevents: true } # and no x-soar.streams",
  },
  M124: {
    severity: "error",
    what: "A key of source sets an unknown parameter",
    remedy: "Name a parameter of this manifest; of credentials one half.",
    example: "source: { params: { secretKey: credentials.secret } }",
  },
  M125: {
    severity: "error",
    what: "A member of source stands for an unknown stream",
    remedy: "Name one of x-soar.streams.",
    example: "source: { streams: { auditLogs: audit-log } }",
  },
} as const satisfies Rules;
