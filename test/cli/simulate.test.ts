import { expect } from "chai";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { exportLines } from "../../src/cli/simulate.ts";
import { second, soar } from "./soar.ts";

const simulate = (...words: string[]) => soar(["simulate", "--integration", second, ...words]);

describe("soar simulate", () => {
  it("prints one JSON line, says on standard error how to use it, and ends when it is stopped", async () => {
    const stop = new AbortController();
    let answered: Promise<number> | undefined;
    const { code, out, err } = await soar(["simulate", "--integration", second, "--tickets", "3"], {
      signal: stop.signal,
      onPrint: (line) => {
        const { url, clientSecret } = JSON.parse(line) as { url: string; clientSecret: string };
        answered = fetch(`${url}/tickets`, { headers: { "X-Api-Key": clientSecret } })
          .then((answer) => answer.json() as Promise<{ total: number }>)
          .then(({ total }) => total)
          .finally(() => stop.abort());
      },
    });
    expect(await answered).to.equal(3);
    expect(code).to.equal(0);
    const { url, ...rest } = JSON.parse(out) as { url: string };
    expect(url).to.match(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(rest).to.deep.equal({
      clientId: "",
      clientSecret: "lodestar-test-key-0001",
      control: `${url}/_control`,
    });
    expect(err).to.equal(
      `In another terminal:\nexport LODESTAR_URL=${url}\nexport LODESTAR_API_KEY=lodestar-test-key-0001\n` +
        "Ctrl-C ends the simulator.\n",
    );
    const gone: unknown = await fetch(`${url}/tickets`).catch((error: unknown) => error);
    expect(gone).to.be.instanceOf(TypeError);
  });

  it("says nothing more with --quiet, and ends at once when it has been stopped already", async () => {
    const { code, err } = await soar(["simulate", "--integration", second, "--quiet"], { signal: AbortSignal.abort() });
    expect([code, err]).to.deep.equal([0, ""]);
  });

  it("lists the simulator's own options in its help", async () => {
    for (const flag of ["--help", "-h"]) {
      const { code, out } = await simulate(flag);
      expect(code).to.equal(0);
      expect(out.split("\n").slice(5)).to.deep.equal([
        "  --port <N>                   listen on this port of the loopback interface (default: a free one)",
        "  --seed <N>                   the same seed gives the same data (default: 1)",
        "  --clock <ISO|SPEED>          stand still at this time, or run so many times faster",
        "  --state <FILE>               keep what changes in this file, and go on from it",
        "  --tickets <N>                how many tickets there are (default: 25)",
        "  --attachment <NAME>          what attachments are called (default: report.bin)",
        "  --attachment-bytes <N>       how long attachments are (default: 300000)",
        "",
        "With --state, a change is in FILE before it is answered, so that even kill -9 loses none. Started again with the same",
        "FILE, the simulator is what it was, seed, clock and options included; options that differ from FILE's are refused,",
        "but for --port. A clock that runs has gone on meanwhile.",
        "FILE.lock keeps a second simulator out.",
        "",
      ]);
    }
  });

  it("names every faulty option at once", async () => {
    const { code, err } = await simulate("--prot", "3", "word", "--seed", "x", "--clock", "noon", "--attachment");
    expect([code, err]).to.deep.equal([
      2,
      "error: there is no option --prot (did you mean --port?); 3 is no option; word is no option; " +
        "--attachment needs a value (NAME); --seed takes a whole number from 0 to 999999999, not x; " +
        "--clock takes an ISO time or a number, not noon.\n" +
        "to you: `soar simulate --help` lists the options.\n",
    ]);
    expect((await simulate("tickets")).err).to.match(/^error: tickets is no option \(did you mean --tickets\?\)\.\n/);
    expect((await simulate("--zzz")).err).to.match(/^error: there is no option --zzz\.\n/);
    expect((await simulate("--port", "65536")).err).to.include(
      "--port takes a whole number from 0 to 65535, not 65536.",
    );
  });

  it("leaves the simulator's own options to the simulator", async () => {
    const { code, err } = await simulate("--tickets", "many");
    expect(code).to.equal(2);
    expect(err).to.include('--tickets must be a whole number from 0 to 10000, got "many"');
  });

  it("takes a repeatable option several times", async () => {
    const { code, err } = await soar(["simulate", "--fault", "one", "--fault", "two", "--fault=three"]);
    expect(code).to.equal(2);
    for (const value of ["one", "two", "three"]) expect(err).to.include(`got "${value}"`);
  });

  it("stands still at a time, or runs so many times faster", async () => {
    const clockOf = async (...words: string[]) => {
      const stop = new AbortController();
      let clock: Promise<unknown> = Promise.resolve();
      await soar(["simulate", "--integration", second, ...words], {
        signal: stop.signal,
        onPrint: (line) => {
          const { control } = JSON.parse(line) as { control: string };
          clock = fetch(`${control}/clock`)
            .then((answer) => answer.json())
            .finally(() => stop.abort());
        },
      });
      return clock;
    };
    expect(await clockOf("--clock", "2026-01-05T11:00:00Z")).to.deep.equal({
      now: "2026-01-05T11:00:00.000Z",
      speed: 0,
    });
    expect(await clockOf("--clock", "60", "--seed", "2")).to.include({ speed: 60 });
  });

  it("goes on from its state file, and refuses options that are others there", async () => {
    const folder = mkdtempSync(join(tmpdir(), "soar-kept-"));
    const state = join(folder, "tickets.state");
    const ticketsOf = async (work: (url: string, headers: Record<string, string>) => Promise<unknown>) => {
      const stop = new AbortController();
      let done: Promise<unknown> = Promise.resolve();
      await soar(["simulate", "--integration", second, "--state", state], {
        signal: stop.signal,
        onPrint: (line) => {
          const { url, clientSecret } = JSON.parse(line) as { url: string; clientSecret: string };
          done = work(url, { "X-Api-Key": clientSecret }).finally(() => stop.abort());
        },
      });
      return done;
    };
    await ticketsOf((url, headers) => fetch(`${url}/tickets/1/close`, { method: "POST", headers }));
    const again = await ticketsOf(async (url, headers) => (await fetch(`${url}/tickets/1`, { headers })).json());
    expect(again).to.include({ id: 1, state: "closed" });
    const { code, err } = await simulate("--state", state, "--seed", "2", "--tickets", "3");
    expect([code, err]).to.deep.equal([
      2,
      `error: ${state} was made with other options: --seed is 1 in it, not 2; --tickets is 25 in it, not 3.\n` +
        "to you: Leave them out, for what the file says holds, or begin a new state file.\n",
    ]);
    rmSync(folder, { recursive: true });
  });

  it("says so when its port is taken", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const { code, err } = await simulate("--port", String(port));
    server.close();
    expect(code).to.equal(2);
    expect(err).to.include(`The simulator cannot listen on port ${String(port)}: `);
    expect(err).to.include("\nto you: Choose another port, or none for a free one.\n");
  });

  it("says so when the integration brings none, as soar demo does", async () => {
    const folder = mkdtempSync(join(tmpdir(), "soar-none-"));
    writeFileSync(
      join(folder, "integration.yml"),
      "commonfields: { id: Acme, version: -1 }\nname: Acme\ndisplay: Acme EDR\ncategory: Endpoint\n" +
        'description: Made up.\nconfiguration: []\nscript: { type: javascript, script: "-", commands: [] }\n',
    );
    for (const word of ["simulate", "demo"]) {
      expect(await soar([word, "--integration", folder])).to.include({
        code: 2,
        out: "",
        err: "error: Acme EDR brings no simulator\nto you: Its author names one in the manifest: x-soar: { simulator: MODULE }.\n",
      });
    }
    rmSync(folder, { recursive: true });
  });

  it("writes variables as a shell takes them", () => {
    expect(exportLines({ URL: "http://127.0.0.1:1", KEY: "it's; rm -rf $HOME" })).to.deep.equal([
      "export URL=http://127.0.0.1:1",
      String.raw`export KEY='it'\''s; rm -rf $HOME'`,
    ]);
  });
});
