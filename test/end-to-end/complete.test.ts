import { expect } from "chai";
import { chmodSync, existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { has, openPty, type Pty } from "./pty.ts";
import { root, soar, temporaryFolder } from "./soar.ts";

const READY = /READY> \s*$/;

/** How each shell is started so that it completes `soar` and nothing else is set up. */
const SHELLS = {
  bash: { start: "bash --rcfile rc -i", rc: 'PS1="READY> "\neval "$(soar complete bash)"\n', file: "rc" },
  zsh: { start: "zsh -i", rc: 'PS1="READY> "\nunsetopt prompt_cr\neval "$(soar complete zsh)"\n', file: ".zshrc" },
  fish: {
    start: "fish --no-config -C 'source rc.fish'",
    rc: 'set fish_greeting\nfunction fish_prompt; echo -n "READY> "; end\nset -g fish_autosuggestion_enabled 0\nsoar complete fish | source\n',
    file: "rc.fish",
  },
} as const;

for (const [shell, { start, rc, file }] of Object.entries(SHELLS)) {
  describe(`completion in ${shell}`, () => {
    const folder = temporaryFolder();
    let pty: Pty | undefined;

    before(async function () {
      if (!has(shell) || !has("script")) this.skip();
      // Completes as soar does; else it tells what it was given.
      const stub = `#!/bin/sh
if [ "$1" = complete ]; then exec "${process.execPath}" "${join(root, "bin/soar.js")}" "$@"; fi
printf '<<%s>>\\n' "$@"
echo '<<END>>'
`;
      writeFileSync(join(folder.path, "soar"), stub);
      chmodSync(join(folder.path, "soar"), 0o755);
      writeFileSync(join(folder.path, file), rc);
      await soar(["run", "code42-alert-get", "id=from-before", "--store", "sqlite:.soar/soar.db"], {
        cwd: folder.path,
        env: {
          CODE42_API_URL: "http://127.0.0.1:9",
          CODE42_CLIENT_ID: "k",
          CODE42_CLIENT_SECRET: "not-a-secret",
        },
      });
      const env = {
        PATH: `${folder.path}:${process.env.PATH ?? ""}`,
        ZDOTDIR: folder.path,
        XDG_CONFIG_HOME: folder.path,
      };
      pty = openPty(start, { cwd: folder.path, env });
      await pty.shows(READY);
    });

    after(async () => {
      await pty?.close();
      folder.remove();
    });

    /** What soar is given when these keys are typed: the shell works them off one after the other. */
    async function given(keys: string): Promise<string[]> {
      pty?.type(`${keys}\r`);
      const shown = (await pty?.shows(/<<END>>[^]*READY> \s*$/)) ?? "";
      return [...shown.matchAll(/<<(.*)>>/g)].map(([, word = ""]) => word).slice(0, -1);
    }

    it("completes subcommands, options, commands, arguments and values", async () => {
      expect(await given("soar war\t --verb\t")).to.deep.equal(["war-room", "--verbose"]);
      expect(await given("soar run code42-alert-u\tst\tCLOSED_F\ti\t7")).to.deep.equal([
        "run",
        "code42-alert-update",
        "state=CLOSED_FP",
        "id=7",
      ]);
    });

    it("completes a value that was used before", async () => {
      expect(await given("soar run code42-alert-get id=fr\t")).to.deep.equal([
        "run",
        "code42-alert-get",
        "id=from-before",
      ]);
    });

    it("completes a War Room line within quotes, which stay open for more but where fish closes them", async () => {
      const close = shell === "fish" ? "" : "id=7'";
      const [line = ""] = await given(`soar '!code42-alert-up\ts\tCLOSED_F\t${close}`);
      expect(line).to.equal(`!code42-alert-update state=CLOSED_FP${shell === "fish" ? "" : " id=7"}`);
    });

    it("runs nothing that stands in the line", async () => {
      // Ctrl-U takes the line away again.
      const line = "soar run code42-alert-get '$(touch evil)' \"`touch evil`\" x=$(touch evil) i\t";
      expect(await given(`${line}\u0015soar done`)).to.deep.equal(["done"]);
      expect(existsSync(join(folder.path, "evil"))).to.equal(false);
    });

    it("lists the choices of an argument", async () => {
      // bash lists when it is asked twice.
      pty?.type(`soar run code42-alert-update state=\t${shell === "bash" ? "\t" : ""}`);
      await pty?.shows(/(?=[^]*OPEN_NEW_DATA)(?=[^]*CLOSED_FP)/);
    });
  });
}
