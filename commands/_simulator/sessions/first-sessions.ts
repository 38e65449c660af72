import type { AlertRule } from "../alert-rules.ts";
import { themes } from "../themes.ts";
import { administrator, exemplarySessionId, windowMs, type World } from "../world.ts";
import { makeSession } from "./make-session.ts";
import type { Session, SessionState, SessionType, Severity } from "./session.ts";

/**
 * The sessions that the tenant begins with.
 * @param counts.open with alerts, OPEN, of severity low or higher; the first of them is the exemplary one
 * @param counts.other of every other sort: closed, in progress, without alerts, without risk
 */
export function firstSessions(
  world: World,
  rules: readonly AlertRule[],
  counts: { open: number; other: number },
): Session[] {
  const example = counts.open > 0 ? exemplarySession(world, rules) : [];
  const open = Array.from({ length: Math.max(0, counts.open - 1) }, (_, index) => openSession(world, rules, index));
  const other = Array.from({ length: counts.other }, (_, index) => otherSession(world, rules, index));
  return [...example, ...open, ...other];
}

// --- internal ---

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** Somebody about to leave puts source code into her Dropbox, an hour before the simulator starts. */
function exemplarySession(world: World, rules: readonly AlertRule[]): Session[] {
  const [person] = world.people;
  const [theme] = themes;
  const rule = rules[theme.rule];
  if (!person || !rule) return [];
  const beginTime = world.clock.startedAt - hourMs;
  const endTime = beginTime + 31 * minuteMs;
  const firstObserved = beginTime + 35 * minuteMs + 250;
  const lastUpdated = beginTime + 45 * minuteMs + 4111;
  return [
    {
      sessionId: exemplarySessionId,
      person,
      theme,
      type: "STANDARD",
      beginTime,
      endTime,
      firstObserved,
      lastUpdated,
      batches: [
        {
          from: beginTime,
          to: endTime,
          observedAt: firstObserved,
          counts: { critical: 1, high: 2, moderate: 0, low: 4, noRisk: 9 },
        },
      ],
      scores: [
        { score: 8, at: firstObserved },
        { score: 11, at: lastUpdated },
      ],
      states: [{ state: "OPEN", at: firstObserved }],
      alerts: [{ alertId: "a-9001", rule }],
      notes: [{ id: "n-1", content: "Triage started", at: lastUpdated, userId: administrator.userId }],
      detected: ["PII"],
    },
  ];
}

function openSession(world: World, rules: readonly AlertRule[], index: number): Session {
  const random = world.random("session", index);
  const severity = random.pick<Severity>([1, 1, 1, 2, 2, 2, 3, 3, 4]);
  const times = drawTimes(world, random);
  return makeSession(world, rules, random, {
    ...times,
    severity,
    alerts: random.chance(0.2) ? 2 : 1,
    state: "OPEN",
  });
}

const sorts: readonly { severity: Severity; alerts: number; state: SessionState; type?: SessionType }[] = [
  { severity: 2, alerts: 0, state: "OPEN" },
  { severity: 3, alerts: 1, state: "CLOSED_TP" },
  { severity: 0, alerts: 1, state: "OPEN" },
  { severity: 4, alerts: 1, state: "IN_PROGRESS" },
  { severity: 1, alerts: 1, state: "CLOSED_FP" },
  { severity: 3, alerts: 1, state: "CLOSED_TP_BENIGN", type: "ACCOUNT_TAKE_OVER" },
  { severity: 0, alerts: 0, state: "CLOSED" },
];

function otherSession(world: World, rules: readonly AlertRule[], index: number): Session {
  const random = world.random("other-session", index);
  const sort = sorts[index % sorts.length] ?? { severity: 0, alerts: 0, state: "CLOSED" };
  return makeSession(world, rules, random, { ...drawTimes(world, random), ...sort });
}

/**
 * Within the 30 days before the start, the more the nearer to it. One in ten is observed late, by up to five days:
 * the laptop was offline. All are observed before the start.
 */
function drawTimes(
  world: World,
  random: ReturnType<World["random"]>,
): { beginTime: number; endTime: number; observedAt: number } {
  const { startedAt } = world.clock;
  const ageMs = 2 * hourMs + Math.floor(random.next() ** 2 * (windowMs - 3 * hourMs));
  const beginTime = startedAt - ageMs;
  const endTime = beginTime + random.integer(5 * minuteMs, 90 * minuteMs);
  const lateMs = random.chance(0.1) ? random.integer(hourMs, 120 * hourMs) : random.integer(2, 10) * minuteMs;
  return { beginTime, endTime, observedAt: Math.min(endTime + lateMs, startedAt - minuteMs) };
}
