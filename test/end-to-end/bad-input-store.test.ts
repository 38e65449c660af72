import { expect } from "chai";
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { itRefuses, tell, type BadCase, type Run, type ToldError } from "./refusals.ts";
import { ask, startSimulator, temporaryFolder, type Exchange, type RunningSimulator } from "./soar.ts";

function store(message: string, hint: string): { exit: number; error: ToldError } {
  return { exit: 1, error: { code: "STORE", who: "administrator", message, hint } };
}

const PATH_HINT =
  "Check that the path is a file in a folder that this user may write, or name another store with --store sqlite:PATH.";
const LOCKED = store(
  "The store STORE is locked by another process.",
  "Wait until it has finished or end it, then try again. Nothing of this call was stored.",
);
const LIST = ["run", "code42-watchlists-list"];

interface StoreCase extends BadCase {
  /** Spoils the good store in `folder`, which has one entry; gives what mends it and, perhaps, how to run `soar`. */
  spoil: (folder: string) => { mend: () => void } & Partial<Run>;
}

const CASES: StoreCase[] = [
  {
    it: "that is no database",
    args: LIST,
    spoil: (folder) => replace(folder, Buffer.alloc(8192, "not a database ")),
    ...store(
      "The store STORE is not a soarkit store: the file is no database.",
      "Name another file with --store sqlite:PATH; soarkit creates it.",
    ),
  },
  {
    it: "that is damaged",
    args: ["war-room"],
    spoil: (folder) => replace(folder, readFileSync(fileIn(folder)).fill(0x5a, 4096)),
    ...store(
      "The store STORE is damaged: database disk image is malformed.",
      "Restore it from a backup, or move it aside to begin with an empty store. `sqlite3 FILE .recover` may save its rows.",
    ),
  },
  {
    it: "of a newer version",
    args: LIST,
    spoil: (folder) =>
      alter(folder, "INSERT INTO schema_version VALUES (99, 0)", "DELETE FROM schema_version WHERE version = 99"),
    ...store(
      "The store STORE was written by a newer soarkit: its schema is version 99, this soarkit knows 6.",
      "Upgrade soarkit, or name another store with --store. A store is never migrated backwards.",
    ),
  },
  {
    it: "of something else",
    args: ["fetch"],
    spoil: (folder) =>
      alter(folder, "ALTER TABLE schema_version RENAME TO x", "ALTER TABLE x RENAME TO schema_version"),
    ...store(
      "The store STORE is a database, but not a soarkit store: it holds the tables x, investigation, incident.",
      "Name another file with --store; soarkit creates it.",
    ),
  },
  {
    it: "that another process has locked for writing",
    args: [...LIST, "--timeout", "4"],
    spoil: (folder) => lock(folder, "BEGIN IMMEDIATE"),
    ...LOCKED,
  },
  {
    it: "that another process has locked altogether",
    args: ["incidents", "--timeout", "4"],
    spoil: (folder) => lock(folder, "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE"),
    ...LOCKED,
  },
];

/** Paths at which no store can be; nothing is lost where nothing was. */
const PATHS: BadCase[] = [
  {
    it: "at a path that leads through a file",
    args: ["--store", "sqlite:file/soar.db", ...LIST],
    ...store(
      "The store FOLDER/file/soar.db cannot be opened: ENOTDIR: not a directory, open 'FOLDER/file/soar.db'.",
      PATH_HINT,
    ),
  },
  {
    it: "at a path that is a folder",
    args: ["--store", "sqlite:folder", "context"],
    ...store("The store FOLDER/folder cannot be opened: unable to open database file.", PATH_HINT),
  },
  {
    it: "at a path where no folder can be made",
    args: ["--store", "sqlite:/proc/nowhere/soar.db", ...LIST],
    ...store(
      "The store /proc/nowhere/soar.db cannot be opened: ENOENT: no such file or directory, mkdir '/proc/nowhere'.",
      PATH_HINT,
    ),
  },
];

const FULL = store(
  "The store STORE cannot grow: the disk is full.",
  "Free some space and try again. Nothing of this call was stored, what was stored before is whole.",
);

describe("a store that cannot be used", () => {
  const folder = temporaryFolder();
  let simulator: RunningSimulator;
  let id: string;
  const mends: (() => void)[] = [];
  const at = (name: string) => join(folder.path, name);
  const options = (cwd: string) => ({ cwd, env: simulator.env, names: { STORE: fileIn(cwd) } });
  const entriesIn = async (cwd: string) => {
    const { document } = await tell(["war-room"], options(cwd));
    return (document.entries as unknown[]).length;
  };
  const applied = async () => (await ask<Exchange[]>(simulator, "/journal")).filter((each) => each.applied).length;

  before(async () => {
    simulator = await startSimulator(["--rate", "0"]);
    const { sessions } = await ask<{ sessions: { sessionId: string }[] }>(simulator, "/truth/sessions");
    id = sessions[0]!.sessionId;
    mkdirSync(at("good"));
    expect((await tell(LIST, options(at("good")))).exit).to.equal(0);
  });
  after(async () => {
    await simulator.stop();
    folder.remove();
  });

  /** A copy of the store with one entry. */
  function copy(name: string): string {
    cpSync(at("good"), at(name), { recursive: true });
    return at(name);
  }

  describe("is refused", () => {
    itRefuses(CASES, ({ spoil }, index) => {
      const cwd = copy(`case ${index}`);
      const { mend, ...run } = spoil(cwd);
      mends[index] = mend;
      return { ...options(cwd), ...run };
    });

    it("in each case without loss: mended, it has what it had and takes more", async () => {
      for (const [index, mend] of mends.entries()) {
        const cwd = at(`case ${index}`);
        mend();
        expect(await entriesIn(cwd), cwd).to.equal(1);
        expect((await tell(LIST, options(cwd))).exit, cwd).to.equal(0);
        expect(await entriesIn(cwd), cwd).to.equal(2);
      }
    });
  });

  describe("is refused", () => {
    before(() => {
      writeFileSync(at("file"), "");
      mkdirSync(at("folder"));
    });

    itRefuses(PATHS, () => ({ cwd: folder.path, env: simulator.env, names: { FOLDER: folder.path } }));
  });

  it("is refused where the working folder may not be written, saying how to name another", async function () {
    if (!existsSync("/proc/self")) this.skip();
    const { exit, error } = await tell(LIST, { cwd: "/proc", env: simulator.env });
    expect([exit, error]).to.deep.equal([
      1,
      {
        code: "STORE",
        who: "administrator",
        message:
          "The store /proc/.soar/soar.db cannot be opened: ENOENT: no such file or directory, mkdir '/proc/.soar'.",
        hint: PATH_HINT,
      },
    ]);
  });

  it("is refused on a file system that is read-only, and works when it no longer is", async function () {
    const cwd = copy("read-only");
    const readOnly = mounting("mount --bind .soar .soar && mount -o remount,ro,bind .soar");
    if (!readOnly) this.skip();
    const { exit, error } = await tell(LIST, { ...options(cwd), through: readOnly });
    expect([exit, error]).to.deep.equal([
      1,
      { ...LOCKED.error, message: "The store STORE cannot be opened: unable to open database file.", hint: PATH_HINT },
    ]);
    expect((await tell(LIST, options(cwd))).exit).to.equal(0);
    expect(await entriesIn(cwd)).to.equal(2);
  });

  for (const [where, through] of [
    ["beyond which no file may grow (ulimit)", () => ["sh", "-c", 'ulimit -f 20 && exec "$@"', "sh"]],
    [
      "that is full",
      () =>
        mounting(
          "cp -r .soar copy && mount -t tmpfs -o size=400k tmpfs .soar && cp -r copy/. .soar && " +
            "! cat /dev/zero 2>/dev/null > .soar/filler",
        ),
    ],
  ] as const) {
    it(`is refused on a disk ${where}; a write is not sent, what was stored is whole`, async function () {
      const cwd = copy(`full ${where}`);
      const full = through();
      if (!full) this.skip();
      const before = await applied();
      const line = ["run", "code42-alert-update", `id=${id}`, "state=CLOSED"];
      const { exit, error } = await tell(line, { ...options(cwd), through: full });
      expect([exit, error]).to.deep.equal([FULL.exit, FULL.error]);
      expect(await applied()).to.equal(before);
      expect(await entriesIn(cwd)).to.equal(1);
      expect((await tell(LIST, options(cwd))).exit).to.equal(0);
    });
  }
});

// --- internal ---

/**
 * What runs a program with mounts of its own, made by `script`, which vanish with it; undefined where this machine does
 * not let us mount.
 */
function mounting(script: string): string[] | undefined {
  const ways = [
    ["unshare", "--mount"],
    ["unshare", "--map-root-user", "--mount"],
  ];
  const way = ways.find(
    ([program = "", ...args]) => spawnSync(program, [...args, "mount", "-t", "tmpfs", "tmpfs", "/mnt"]).status === 0,
  );
  return way && [...way, "sh", "-c", `${script} && exec "$@"`, "sh"];
}

function fileIn(folder: string): string {
  return join(folder, ".soar", "soar.db");
}

function replace(folder: string, content: Buffer): { mend: () => void } {
  const file = fileIn(folder);
  const good = readFileSync(file);
  writeFileSync(file, content);
  return { mend: () => writeFileSync(file, good) };
}

function alter(folder: string, sql: string, back: string): { mend: () => void } {
  const run = (text: string) => {
    const database = new DatabaseSync(fileIn(folder));
    database.exec(text);
    database.close();
  };
  run(sql);
  return { mend: () => run(back) };
}

/** This process has it. */
function lock(folder: string, sql: string): { mend: () => void } {
  const database = new DatabaseSync(fileIn(folder));
  database.exec(sql);
  return { mend: () => database.close() };
}
