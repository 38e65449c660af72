import { expect } from "chai";
import { once } from "node:events";
import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import type { Check } from "../../../src/engine/doctor/check.ts";
import { reachVendor, type VendorWay } from "../../../src/engine/doctor/reach-vendor.ts";
import { CA, closeServer, KEY, pem, secure, server, serveWithoutTls } from "../../http/routes-client.ts";
import { startProxy, type ConnectProxy } from "./connect-proxy.ts";

const limits = { timeoutMs: 5_000, signal: new AbortController().signal, now: () => Date.UTC(2026, 0, 1) };

async function reach(
  baseUrl: string,
  way: Partial<VendorWay> = {},
  more: Partial<typeof limits> = {},
): Promise<Check[]> {
  return reachVendor("way", { baseUrl, proxy: false, insecure: false, env: {}, ...way }, { ...limits, ...more });
}

/** `name status` of each. */
function verdicts(checks: readonly Check[]): string[] {
  return checks.map(({ name, status }) => `${name} ${status}`);
}

function named(checks: readonly Check[], name: string): Check {
  const check = checks.find((each) => each.name === name);
  if (!check) throw new Error(`there is no check ${name}`);
  return check;
}

/** A port at which nobody listens. */
async function closedPort(): Promise<number> {
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  const { port } = other.address() as AddressInfo;
  other.close();
  await once(other, "close");
  return port;
}

describe("the way to a vendor", () => {
  describe("straight", () => {
    const listening = new Set<Server>();
    const sockets = new Set<Socket>();
    afterEach(() => {
      for (const socket of sockets) socket.destroy();
      for (const other of listening) other.close();
    });
    /** Listens with what answers in a way of its own. Gives the port. */
    async function listen(other: Server): Promise<number> {
      listening.add(other);
      other.on("connection", (socket: Socket) => sockets.add(socket));
      other.listen(0, "127.0.0.1");
      await once(other, "listening");
      return (other.address() as AddressInfo).port;
    }

    it("is looked at step by step, and nothing is asked of a vendor whose certificate is trusted", async () => {
      await secure();
      try {
        const checks = await reach(`${server.url}/api/`, { ca: CA });
        expect(verdicts(checks)).to.deep.equal([
          "URL ok",
          "name ok",
          "proxy ok",
          "connection ok",
          "TLS ok",
          "certificate ok",
          "issuer 1 ok",
        ]);
        expect(
          checks.map(({ found }) => found.replace(/\d+ ms/, "n ms").replaceAll(String(server.port), "PORT")),
        ).to.deep.equal([
          "https://127.0.0.1:PORT/api",
          "127.0.0.1 is an address",
          "none: `proxy` is off",
          "127.0.0.1:PORT in n ms",
          "TLSv1.3, trusted (n ms)",
          "soarkit test server, signed by soarkit test authority, until 2126-01-01",
          "soarkit test authority, signed by itself, until 2126-01-01",
        ]);
        expect(server.seen).to.deep.equal([]);
      } finally {
        await closeServer();
      }
    });

    it("names what is wrong with a certificate, with `ca` before anything else", async () => {
      const cases: [certificate: string, ca: boolean, found: string, remedy: RegExp][] = [
        [
          "server.pem",
          false,
          "the certificate of 127.0.0.1 is signed by soarkit test authority, which this machine does not trust",
          /trust its certificate: `ca: \$\{file:PATH\}`/,
        ],
        ["expired.pem", true, "a certificate of 127.0.0.1 has expired", /Check this machine's clock/],
        ["other.pem", true, "the certificate of 127.0.0.1 was made out to elsewhere.example", /Use the name/],
        ["self-signed.pem", false, "127.0.0.1 shows a certificate that it signed itself", /`ca: \$\{file:PATH\}`/],
      ];
      for (const [certificate, trusted, found, remedy] of cases) {
        await secure(certificate);
        const checks = await reach(server.url, trusted ? { ca: CA } : {});
        await closeServer();
        const tls = named(checks, "TLS");
        expect([tls.status, tls.found, tls.exitCode], certificate).to.deep.equal(["failed", found, 3]);
        expect(tls.remedy, certificate).to.match(remedy).and.not.include("insecure");
      }
    });

    it("tells of the certificate that has expired which one it is, and since when", async () => {
      await secure("expired.pem");
      const { status, found } = named(await reach(server.url, { ca: CA }), "certificate");
      await closeServer();
      expect([status, found]).to.deep.equal([
        "failed",
        "soarkit test expired, signed by soarkit test authority, until 2001-01-01: expired",
      ]);
    });

    it("warns of `insecure`, and says what it hides", async () => {
      await secure("other.pem");
      const hidden = named(await reach(server.url, { ca: CA, insecure: true }), "TLS");
      await closeServer();
      await secure();
      const needless = named(await reach(server.url, { ca: CA, insecure: true }), "TLS");
      await closeServer();
      expect([hidden.status, hidden.remedy]).to.deep.equal([
        "warning",
        "Use the name that the certificate names in the instance's URL.",
      ]);
      expect(hidden.found).to.include("`insecure` trusts anyone on the way; otherwise: the certificate of 127.0.0.1");
      expect([needless.status, needless.remedy]).to.deep.equal(["warning", "Switch `insecure` off: it is not needed."]);
    });

    it("says that a `ca` cannot be read", async () => {
      await secure();
      const { status, found } = named(await reach(server.url, { ca: "no certificate" }), "TLS");
      await closeServer();
      expect([status, found.includes("`ca` or client certificate cannot be read")]).to.deep.equal(["failed", true]);
    });

    it("goes without TLS to this machine only", async () => {
      await serveWithoutTls((_, response) => response.end());
      const near = named(await reach(server.url), "TLS");
      await closeServer();
      expect([near.status, near.found]).to.deep.equal(["skipped", "the URL begins with http:, to this machine"]);
      const far = named(await reach("http://no-such-host.invalid"), "TLS");
      expect([far.status, far.remedy]).to.deep.equal(["warning", "Let the instance's URL begin with https:."]);
    });

    it("ends at a name that nobody has, and at a port where nobody listens", async () => {
      const nameless = await reach("https://no-such-host.invalid");
      expect(verdicts(nameless)).to.deep.equal([
        "URL ok",
        "name failed",
        "proxy ok",
        "connection skipped",
        "TLS skipped",
      ]);
      expect(named(nameless, "connection").found).to.equal("waits for name");
      const port = await closedPort();
      const closed = await reach(`https://127.0.0.1:${port}`);
      expect(verdicts(closed)).to.deep.equal(["URL ok", "name ok", "proxy ok", "connection failed", "TLS skipped"]);
      const { found, exitCode } = named(closed, "connection");
      expect([found, exitCode]).to.deep.equal([`127.0.0.1:${port} refused the connection`, 3]);
    });

    it("tells a server that speaks no TLS, or nothing at all, from one that does", async () => {
      const talking = await listen(createServer((socket) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n")));
      const plain = named(await reach(`https://127.0.0.1:${talking}`), "TLS");
      expect([plain.status, plain.found.startsWith("no secure connection with 127.0.0.1 came about")]).to.deep.equal([
        "failed",
        true,
      ]);
      const silent = await listen(createServer());
      const none = named(await reach(`https://127.0.0.1:${silent}`, {}, { timeoutMs: 50 }), "TLS");
      expect(none.found).to.equal("no secure connection with 127.0.0.1 came about: no answer within 50 ms (ETIMEDOUT)");
    });

    it("warns of a protocol that is broken", async () => {
      const old = createTlsServer({
        key: KEY,
        cert: pem("server.pem"),
        maxVersion: "TLSv1.1",
        minVersion: "TLSv1",
        ciphers: "DEFAULT@SECLEVEL=0",
      });
      const port = await listen(old);
      const { status } = named(await reach(`https://127.0.0.1:${port}`, { ca: CA }), "TLS");
      // This machine's own OpenSSL speaks nothing older than TLS 1.2.
      expect(status).to.equal("failed");
    });

    it("is not gone with a URL that is none", async () => {
      expect(verdicts(await reach("not a url"))).to.deep.equal(["URL failed"]);
    });

    it("ends when the caller stops it", async () => {
      const stop = new AbortController();
      const silent = await listen(
        createServer((socket) => socket.once("data", () => stop.abort(new Error("stopped")))),
      );
      const looking = reach(`https://127.0.0.1:${silent}`, {}, { signal: stop.signal });
      expect(named(await looking, "TLS").found).to.include("stopped");
    });
  });

  describe("through a proxy", () => {
    let proxy: ConnectProxy | undefined;
    afterEach(async () => {
      await proxy?.close();
      proxy = undefined;
      if (server.server.listening) await closeServer();
    });

    it("is tunnelled, and the vendor's certificate is looked at on the other side", async () => {
      await secure();
      proxy = await startProxy();
      const env = { HTTPS_PROXY: `http://us%40er:pa%20ss-canary@${proxy.host}` };
      const checks = await reach(server.url, { ca: CA, proxy: true, env });
      expect(verdicts(checks)).to.deep.equal([
        "URL ok",
        "name skipped",
        "proxy ok",
        "connection ok",
        "TLS ok",
        "certificate ok",
        "issuer 1 ok",
      ]);
      expect(named(checks, "proxy").found).to.match(/^127\.0\.0\.1:\d+, reached in \d+ ms: HTTPS_PROXY$/);
      expect(named(checks, "connection").found).to.match(/^127\.0\.0\.1:\d+ through the proxy in \d+ ms$/);
      const credentials = Buffer.from("us@er:pa ss-canary").toString("base64");
      expect(proxy.asked).to.deep.equal([`127.0.0.1:${server.port} Basic ${credentials}`]);
      expect(JSON.stringify(checks)).to.not.include("canary");
    });

    it("ends at a proxy that refuses, asks for credentials, is not there, or is none", async () => {
      await secure();
      const told: (string | undefined)[] = [];
      for (const status of [403, 407]) {
        proxy = await startProxy(status);
        const checks = await reach(server.url, { proxy: true, env: { https_proxy: proxy.host } });
        expect(verdicts(checks).slice(2)).to.deep.equal(["proxy failed", "connection skipped", "TLS skipped"]);
        told.push(named(checks, "proxy").found.replace(proxy.host, "PROXY"));
        await proxy.close();
        proxy = undefined;
      }
      const gone = await reach(server.url, { proxy: true, env: { ALL_PROXY: `127.0.0.1:${await closedPort()}` } });
      told.push(named(gone, "proxy").found.replace(/\d{4,}/g, "PORT"));
      const chatty = createServer((socket) => socket.on("error", () => undefined).end("SSH-2.0-x\r\n\r\n")).listen(
        0,
        "127.0.0.1",
      );
      await once(chatty, "listening");
      const { port } = chatty.address() as AddressInfo;
      const none = await reach(server.url, { proxy: true, env: { https_proxy: `127.0.0.1:${port}` } });
      chatty.close();
      told.push(named(none, "proxy").found.replace(/\d{4,}/g, "PORT"));
      expect(told).to.deep.equal([
        "PROXY (https_proxy) refuses the way to the vendor (403)",
        "PROXY (https_proxy) asks for credentials (407)",
        "127.0.0.1:PORT (ALL_PROXY) was not reached: connect ECONNREFUSED 127.0.0.1:PORT",
        "127.0.0.1:PORT (https_proxy) does not speak as a proxy does: what it answered is not HTTP",
      ]);
    });

    it("is left when the proxy hangs up, and when it talks without an end", async () => {
      await secure();
      for (const [talk, message] of [
        ["", "it closed the connection"],
        ["x".repeat(20_000), "what it answered is not HTTP"],
      ] as const) {
        const rude = createServer((socket) => {
          socket.on("error", () => undefined);
          socket.once("data", () => (talk === "" ? socket.destroy() : socket.write(talk)));
        }).listen(0, "127.0.0.1");
        await once(rude, "listening");
        const { port } = rude.address() as AddressInfo;
        const checks = await reach(server.url, { proxy: true, env: { https_proxy: `127.0.0.1:${port}` } });
        rude.close();
        expect(named(checks, "proxy").found).to.include(message);
      }
    });

    it("is taken with TLS to the proxy, whose certificate counts", async () => {
      await secure();
      const proxyUrl = `https://127.0.0.1:${server.port}`;
      const { status, found } = named(
        await reach(server.url, { proxy: true, env: { https_proxy: proxyUrl } }),
        "proxy",
      );
      expect([status, found.includes("was not reached: unable to verify the first certificate")]).to.deep.equal([
        "failed",
        true,
      ]);
    });

    it("hands plain HTTP over request by request, so that only the proxy can be tried", async () => {
      await serveWithoutTls((_, response) => response.end());
      proxy = await startProxy();
      const checks = await reach(server.url, { proxy: true, env: { http_proxy: proxy.host } });
      expect(verdicts(checks)).to.deep.equal([
        "URL ok",
        "name skipped",
        "proxy ok",
        "connection skipped",
        "TLS skipped",
      ]);
      expect(named(checks, "connection").found).to.equal("waits for the first request");
      expect(proxy.asked).to.deep.equal([]);
    });

    it("says why there is none", async () => {
      await secure();
      const reasons: string[] = [];
      for (const way of [
        { proxy: false, env: { HTTPS_PROXY: "http://proxy:1" } },
        { proxy: true, env: {} },
        { proxy: true, env: { HTTPS_PROXY: "http://proxy:1", NO_PROXY: "127.0.0.1" } },
      ]) {
        reasons.push(named(await reach(server.url, way), "proxy").found);
      }
      expect(reasons).to.deep.equal([
        "none: `proxy` is off (HTTPS_PROXY is set, and not used)",
        "none: `proxy` is on, and no variable names one",
        "none: NO_PROXY leaves 127.0.0.1 out",
      ]);
      const wrong = await reach(server.url, { proxy: true, env: { HTTPS_PROXY: "socks://proxy:1" } });
      expect(verdicts(wrong)).to.deep.equal(["URL ok", "proxy failed", "connection skipped"]);
    });
  });
});
