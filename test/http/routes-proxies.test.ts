import { createServer as createHttpServer, request as httpRequest } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import { once } from "node:events";
import { connect } from "node:net";
import type { AddressInfo, Socket } from "node:net";
import { expect } from "chai";
import { createHttp } from "../../src/http/create-http.ts";
import { dependencies, json, options } from "./loopback.ts";
import { CA, client, closeServer, failure, KEY, pem, READ, secure, serveWithoutTls, server } from "./routes-client.ts";

/** A proxy that tunnels (CONNECT) and forwards (whole URLs), and notes what it was asked for. */
async function startProxy(refuseWith?: number) {
  const asked: { line: string; credentials: string | undefined }[] = [];
  const proxy = createHttpServer((request, response) => {
    const { method = "", url = "", headers } = request;
    asked.push({ line: `${method} ${url}`, credentials: headers["proxy-authorization"] });
    if (refuseWith !== undefined) return response.writeHead(refuseWith).end("refused by proxy");
    const onward = httpRequest(url, { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 0, answer.headers);
      answer.pipe(response);
    });
    return request.pipe(onward);
  });
  proxy.on("connect", (request, socket, head) => {
    const { url = "", headers } = request;
    asked.push({ line: `CONNECT ${url}`, credentials: headers["proxy-authorization"] });
    if (refuseWith !== undefined) return socket.end(`HTTP/1.1 ${refuseWith} Refused\r\n\r\n`);
    const { hostname, port } = new URL(`http://${url}`);
    const onward = connect(Number(port), hostname, () => {
      socket.write("HTTP/1.1 200 OK\r\n\r\n");
      onward.write(head);
      socket.pipe(onward).pipe(socket);
    });
    onward.on("error", () => socket.destroy());
    socket.on("error", () => onward.destroy());
    return undefined;
  });
  const sockets = new Set<Socket>();
  proxy.on("connection", (socket) => sockets.add(socket));
  proxy.listen(0, "127.0.0.1");
  await once(proxy, "listening");
  const { port } = proxy.address() as AddressInfo;
  return {
    asked,
    host: `127.0.0.1:${port}`,
    async close() {
      // A tunnel is no connection of the proxy's HTTP server any more.
      for (const socket of sockets) socket.destroy();
      proxy.close();
      await once(proxy, "close");
    },
  };
}

describe("createRoutes", () => {
  afterEach(closeServer);

  describe("proxies", () => {
    let proxy: Awaited<ReturnType<typeof startProxy>>;
    afterEach(() => proxy.close());

    it("goes through the proxy that the integration names, whatever the instance says of the system's", async () => {
      await secure();
      proxy = await startProxy();
      const { deps } = dependencies({ ca: CA, proxy: true, environment: { HTTPS_PROXY: "http://127.0.0.1:9" } });
      const made = createHttp(deps)({ ...options(server.url), proxy: `http://${proxy.host}` });
      expect(await made.send(READ)).to.deep.equal({ ok: true });
      expect(proxy.asked.map(({ line }) => line)).to.deep.equal([`CONNECT 127.0.0.1:${server.port}`]);
    });

    it("are tunnelled through to a vendor with HTTPS, on one connection", async () => {
      await secure();
      proxy = await startProxy();
      const tunnelled = client({ ca: CA, proxy: `http://us%40er:pa%20ss@${proxy.host}` });
      expect(await tunnelled.send(READ)).to.deep.equal({ ok: true });
      expect(await tunnelled.send(READ)).to.deep.equal({ ok: true });
      expect(proxy.asked).to.deep.equal([
        {
          line: `CONNECT 127.0.0.1:${server.port}`,
          credentials: `Basic ${Buffer.from("us@er:pa ss").toString("base64")}`,
        },
      ]);
      expect(server.seen[0]?.headers).to.not.have.property("proxy-authorization");
    });

    it("still check the vendor's certificate", async () => {
      await secure();
      proxy = await startProxy();
      const { message } = await failure({ proxy: `http://${proxy.host}` });
      expect(message).to.include("is signed by nobody this machine trusts");
      expect(await client({ proxy: `http://${proxy.host}`, insecure: true }).send(READ)).to.deep.equal({ ok: true });
    });

    it("are asked for the whole URL of a vendor without HTTPS", async () => {
      await serveWithoutTls((_, response) => json(response, { ok: true }));
      proxy = await startProxy();
      const forwarded = client({ proxy: `http://us%40er:pa%20ss@${proxy.host}` });
      expect(await forwarded.send({ ...READ, query: { a: 1 } })).to.deep.equal({ ok: true });
      expect(proxy.asked).to.deep.equal([
        {
          line: `GET ${server.url}/v1/items?a=1`,
          credentials: `Basic ${Buffer.from("us@er:pa ss").toString("base64")}`,
        },
      ]);
    });

    it("come from the environment only when the instance says so", async () => {
      await secure();
      proxy = await startProxy();
      const environment = { HTTPS_PROXY: `http://${proxy.host}` };
      await client({ ca: CA, environment }).send(READ);
      await client({ ca: CA, environment, proxy: false }).send(READ);
      expect(proxy.asked).to.deep.equal([]);
      await client({ ca: CA, environment, proxy: true }).send(READ);
      expect(proxy.asked).to.have.length(1);
      await client({ ca: CA, environment: { ...environment, no_proxy: "127.0.0.1" }, proxy: true }).send(READ);
      expect(proxy.asked).to.have.length(1);
    });

    it("leave this process's environment alone unless the instance says so", async () => {
      await secure();
      proxy = await startProxy();
      const before = process.env.https_proxy;
      process.env.https_proxy = `http://${proxy.host}`;
      try {
        await client({ ca: CA }).send(READ);
        expect(proxy.asked).to.deep.equal([]);
        await client({ ca: CA, proxy: true }).send(READ);
        expect(proxy.asked).to.have.length(1);
      } finally {
        if (before === undefined) delete process.env.https_proxy;
        else process.env.https_proxy = before;
      }
    });

    it("that want credentials are named, and asked once; the vendor is not blamed", async () => {
      await secure();
      proxy = await startProxy(407);
      const { message, hint } = await failure({ ca: CA, proxy: `http://${proxy.host}` });
      expect(message).to.equal(`GET /v1/items: the proxy on the way to 127.0.0.1:${server.port} asks for credentials.`);
      expect(hint).to.equal("Give user and password in the proxy's URL: http://user:password@host:port.");
      expect(proxy.asked).to.have.length(1);
      const plain = await failure({ proxy: `http://${proxy.host}` }, "http://api.example.com");
      expect(plain).to.deep.equal({
        message: "GET /v1/items: the proxy on the way to api.example.com asks for credentials.",
        hint,
      });
    });

    it("that refuse are named; only a passing fault is tried again", async () => {
      await secure();
      proxy = await startProxy(403);
      const { message, hint } = await failure({ ca: CA, proxy: `http://canary:canary@${proxy.host}` });
      expect(message).to.equal(
        `GET /v1/items: on the way to 127.0.0.1:${server.port}, the proxy ${proxy.host} refused (403).`,
      );
      expect(hint).to.include("NO_PROXY");
      expect(proxy.asked).to.have.length(1);
      await proxy.close();
      proxy = await startProxy(502);
      await failure({ ca: CA, proxy: `http://${proxy.host}` });
      expect(proxy.asked).to.have.length(4);
    });

    it("that cannot be reached are named", async () => {
      await secure();
      proxy = await startProxy();
      const { host } = proxy;
      await proxy.close();
      const { message, hint } = await failure({ ca: CA, proxy: `http://${host}` });
      expect(message).to.equal(`GET /v1/items: the proxy ${host} was not reached (4 tries).`);
      expect(hint).to.include("host and port of the proxy");
      proxy = await startProxy();
    });

    it("that speak TLS themselves are tunnelled through, also to a vendor without", async () => {
      await serveWithoutTls((_, response) => json(response, { ok: true }));
      proxy = await startProxy();
      const outer = createHttpsServer({ key: KEY, cert: pem("server.pem") });
      const asked: string[] = [];
      outer.on("connect", (request, socket) => {
        asked.push(request.url ?? "");
        socket.write("HTTP/1.1 200 OK\r\n\r\n");
        const onward = connect(server.port, "127.0.0.1");
        socket.pipe(onward).pipe(socket);
        socket.on("error", () => onward.destroy());
        onward.on("error", () => socket.destroy());
      });
      outer.listen(0, "127.0.0.1");
      await once(outer, "listening");
      const { port } = outer.address() as AddressInfo;
      expect(await client({ ca: CA, proxy: `https://127.0.0.1:${port}` }).send(READ)).to.deep.equal({ ok: true });
      expect(asked).to.deep.equal([`127.0.0.1:${server.port}`]);
      await server.close();
      outer.close();
      await once(outer, "close");
      await serveWithoutTls(() => undefined);
    });
  });
});
