import { expect } from "chai";
import { once } from "node:events";
import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { closedPort } from "../../http/closed-port.ts";
import { CA, closeServer, KEY, pem, secure, server, serveWithoutTls } from "../../http/routes-client.ts";
import { named, reach, verdicts } from "./way.ts";

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
});
