import { TLSSocket } from "node:tls";
import { inspect } from "node:util";
import { expect } from "chai";
import { ParameterError } from "../../src/errors.ts";
import { createHttp } from "../../src/http/create-http.ts";
import { Secret } from "../../src/secrets.ts";
import { dependencies, json, options, rejection } from "./loopback.ts";
import { CA, client, closeServer, failure, KEY, pem, READ, secure, serveWithoutTls, server } from "./routes-client.ts";

describe("createRoutes", () => {
  afterEach(closeServer);

  describe("TLS", () => {
    it("trusts the authority that the instance names", async () => {
      await secure();
      expect(await client({ ca: CA }).send(READ)).to.deep.equal({ ok: true });
    });

    it("refuses a certificate of an unknown authority, once, and says how to trust it", async () => {
      await secure();
      const { message, hint } = await failure();
      expect(message).to.equal(
        `GET /v1/items: the certificate of 127.0.0.1:${server.port} is signed by nobody this machine trusts ` +
          "(UNABLE_TO_VERIFY_LEAF_SIGNATURE).",
      );
      expect(hint).to.include("`ca: ${file:PATH}` of the instance in soar.yml").and.include("`insecure`");
      expect(server.seen).to.deep.equal([]);
      expect(server.connections()).to.equal(1);
    });

    it("refuses a certificate that has expired", async () => {
      await secure("expired.pem");
      const { message, hint } = await failure({ ca: CA });
      expect(message).to.equal(`GET /v1/items: the certificate of 127.0.0.1:${server.port} has expired.`);
      expect(hint).to.include("clock").and.include("renewed");
    });

    it("refuses a certificate made out to another name", async () => {
      await secure("other.pem");
      const { message, hint } = await failure({ ca: CA });
      expect(message).to.equal(
        `GET /v1/items: the certificate of 127.0.0.1:${server.port} was made out to another name.`,
      );
      expect(hint).to.include("host name");
    });

    it("trusts anything when insecure is set, and warns once", async () => {
      await secure("expired.pem");
      const { deps, lines } = dependencies({ insecure: true });
      const insecure = createHttp(deps)(options(server.url));
      expect(await insecure.send(READ)).to.deep.equal({ ok: true });
      expect(await insecure.send(READ)).to.deep.equal({ ok: true });
      expect(lines.filter(({ level }) => level === "warn")).to.deep.equal([
        {
          level: "warn",
          message: "`insecure` is set: whoever is on the way can read and change everything, credentials included",
          fields: { host: `127.0.0.1:${server.port}` },
        },
      ]);
    });

    it("proves itself with a client certificate where the vendor asks for one", async () => {
      await secure("server.pem", { ca: CA, requestCert: true, rejectUnauthorized: true });
      const clientCertificate = { cert: pem("client.pem"), key: new Secret(KEY) };
      expect(await client({ ca: CA, clientCertificate }).send(READ)).to.deep.equal({ ok: true });
      const { message, hint } = await failure({ ca: CA });
      expect(message).to.include("no secure connection with");
      expect(hint).to.include("client certificate");
    });

    it("proves itself with the certificate that the integration hands over", async () => {
      await secure("server.pem", { ca: CA, requestCert: true, rejectUnauthorized: true });
      const clientCertificate = { cert: pem("client.pem"), key: new Secret(KEY) };
      const made = createHttp(dependencies({ ca: CA }).deps)({ ...options(server.url), clientCertificate });
      expect(await made.send(READ)).to.deep.equal({ ok: true });
    });

    it("names what is wrong with a certificate that the instance gives", async () => {
      await secure();
      for (const overrides of [
        { ca: "-----BEGIN CERTIFICATE-----\nno" },
        { ca: "/etc/ssl/ca.pem" },
        { clientCertificate: { cert: "x", key: new Secret("canary") } },
      ]) {
        const error = await rejection(client(overrides).send(READ));
        expect(error).to.be.instanceOf(ParameterError);
        expect((error as ParameterError).message).to.equal("The instance's `ca` or client certificate cannot be read.");
        expect(inspect(error)).to.not.include("canary");
      }
    });

    it("names a server that speaks no TLS", async () => {
      await serveWithoutTls((_, response) => json(response, 1));
      const { message, hint } = await failure({}, `https://127.0.0.1:${server.port}`);
      expect(message).to.include("no secure connection with");
      expect(hint).to.include("scheme and port");
    });

    it("does not follow a redirect from HTTPS to HTTP", async () => {
      await secure();
      server.server.removeAllListeners("request");
      server.server.on("request", (_, response) => response.writeHead(302, { location: "http://127.0.0.1:1/" }).end());
      const error = await rejection(client({ ca: CA }).send(READ));
      expect(error).to.have.property(
        "message",
        "GET /v1/items was redirected to an address that must not be followed.",
      );
    });

    it("does not prove itself where a redirect leads to another origin", async () => {
      const certificates: unknown[] = [];
      await secure("server.pem", { ca: CA, requestCert: true, rejectUnauthorized: false });
      server.server.removeAllListeners("request");
      server.server.on("request", (request, response) => {
        const { socket } = request;
        certificates.push(socket instanceof TLSSocket && Object.keys(socket.getPeerCertificate()).length > 0);
        if (request.headers.host?.startsWith("localhost")) json(response, { ok: true });
        else response.writeHead(302, { location: `https://localhost:${server.port}/file` }).end();
      });
      const clientCertificate = { cert: pem("client.pem"), key: new Secret(KEY) };
      expect(await client({ ca: CA, clientCertificate }).send(READ)).to.deep.equal({ ok: true });
      expect(certificates).to.deep.equal([true, false]);
    });
  });
});
