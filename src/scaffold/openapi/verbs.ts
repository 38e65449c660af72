/** Words that ask for something to be done, when they end a path: `/tickets/{id}/close`. */
const ACTS: ReadonlySet<string> = new Set([
  ...["accept", "acknowledge", "ack", "activate", "add", "allow", "append", "approve", "archive", "assign", "attach"],
  ...["authorize", "ban", "block", "cancel", "change", "checkin", "checkout", "claim", "clear", "clone", "close"],
  ...["complete", "confirm", "connect", "contain", "convert", "copy", "deactivate", "decline", "decommission", "defer"],
  ...["deny", "deploy", "detach", "disable", "disconnect", "dismiss", "dispose", "duplicate", "enable", "enroll"],
  ...["escalate", "execute", "expire", "extend", "finalize", "finish", "follow", "forward", "freeze", "grant", "hide"],
  ...[
    "ignore",
    "import",
    "ingest",
    "initiate",
    "install",
    "invalidate",
    "invite",
    "isolate",
    "join",
    "launch",
    "leave",
  ],
  ...["link", "lock", "mark", "merge", "migrate", "move", "mute", "notify", "open", "pause", "promote", "provision"],
  ...["publish", "push", "quarantine", "reactivate", "reassign", "reboot", "recover", "refresh", "refuse", "register"],
  ...["reject", "release", "remediate", "remove", "rename", "renew", "reopen", "replay", "reprocess", "request"],
  ...["rescan", "resend", "reset", "resolve", "respond", "restart", "restore", "resume", "retire", "retry", "return"],
  ...["revert", "revoke", "rollback", "rotate", "run", "save", "scan", "schedule", "send", "share", "show", "shutdown"],
  ...["sign", "silence", "skip", "snooze", "split", "start", "stop", "submit", "subscribe", "suspend", "swap", "sync"],
  ...[
    "synchronize",
    "tag",
    "terminate",
    "toggle",
    "transfer",
    "transition",
    "trigger",
    "unarchive",
    "unassign",
    "unban",
  ],
  ...["unblock", "undelete", "undo", "unenroll", "unfollow", "unhide", "uninstall", "unisolate", "unlink", "unlock"],
  ...["unmute", "unpublish", "unquarantine", "unregister", "unsnooze", "unsubscribe", "unsuspend", "untag", "upgrade"],
  ...["upload", "verify", "wake", "watch", "withdraw"],
]);

/** Words that ask for an answer and change nothing, whatever the method. */
const ASKS: ReadonlySet<string> = new Set([
  ...[
    "aggregate",
    "check",
    "compare",
    "count",
    "download",
    "evaluate",
    "export",
    "filter",
    "find",
    "lookup",
    "preview",
  ],
  ...["ping", "query", "scroll", "search", "simulate", "validate"],
]);

/** Words after which something is gone for good. */
const DESTROYS: ReadonlySet<string> = new Set([
  "delete",
  "destroy",
  "erase",
  "purge",
  "shutdown",
  "terminate",
  "uninstall",
  "wipe",
]);

/** How operation ids say what a method says already. */
const CRUD = new Map([
  ["get", "get"],
  ["fetch", "get"],
  ["read", "get"],
  ["retrieve", "get"],
  ["show", "get"],
  ["list", "list"],
  ["create", "create"],
  ["new", "create"],
  ["update", "update"],
  ["edit", "update"],
  ["modify", "update"],
  ["patch", "update"],
  ["set", "set"],
  ["put", "update"],
  ["replace", "replace"],
  ["delete", "delete"],
  ["remove", "remove"],
  ["add", "add"],
]);

export function isAct(word: string | undefined): boolean {
  return word !== undefined && (ACTS.has(word) || DESTROYS.has(word));
}

export function isAsk(word: string | undefined): boolean {
  return word !== undefined && ASKS.has(word);
}

export function isDestructive(word: string): boolean {
  return DESTROYS.has(word);
}

/** The plain verb that a word of an operation id stands for: `fetch` is `get`; undefined when it is none. */
export function crudOf(word: string | undefined): string | undefined {
  return word === undefined ? undefined : CRUD.get(word);
}

/** What something is after it was done: `close` → `closed`, `tag` → `tagged`, `retry` → `retried`. */
export function participleOf(verb: string): string {
  const irregular = PARTICIPLES.get(verb);
  if (irregular !== undefined) return irregular;
  if (verb.endsWith("e")) return `${verb}d`;
  if (/[^aeiou]y$/.test(verb)) return `${verb.slice(0, -1)}ied`;
  return /^[^aeiou]*[aeiou][bdgmnpt]$/.test(verb) ? `${verb}${verb.slice(-1)}ed` : `${verb}ed`;
}

/** `close` → `closes`, `retry` → `retries`. */
export function thirdPersonOf(verb: string): string {
  if (/[^aeiou]y$/.test(verb)) return `${verb.slice(0, -1)}ies`;
  return /(?:s|x|z|ch|sh|o)$/.test(verb) ? `${verb}es` : `${verb}s`;
}

// --- internal ---

const PARTICIPLES = new Map([
  ["send", "sent"],
  ["resend", "resent"],
  ["run", "run"],
  ["split", "split"],
  ["hide", "hidden"],
  ["withdraw", "withdrawn"],
  ["undo", "undone"],
  ["set", "set"],
  ["reset", "reset"],
  ["sync", "synced"],
  ["shutdown", "shut down"],
  ["checkin", "checked in"],
  ["checkout", "checked out"],
  ["find", "found"],
  ["leave", "left"],
  ["cancel", "cancelled"],
  ["open", "open"],
]);
