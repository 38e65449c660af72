import { expect } from "chai";
import { ArgumentError } from "../../../src/errors.ts";
import { parseSinkAddress } from "../../../src/events/sinks/sink-address.ts";
import { sinkSecrets } from "../../../src/instance/sinks/sink-config.ts";

describe("parseSinkAddress", () => {
  const rotateBytes = 104_857_600;

  function refusal(text: string, env: Record<string, string> = {}): { message: string; hint: string } {
    try {
      parseSinkAddress(text, env);
    } catch (error) {
      if (error instanceof ArgumentError) return { message: error.message, hint: error.hint };
      throw error;
    }
    throw new Error(`${text} was taken`);
  }

  it("leaves plain words to soar.yml", () => {
    for (const name of ["siem", "Siem-2", "a_b", "file", "stdout"]) {
      expect(parseSinkAddress(name, {})).to.equal(undefined);
    }
  });

  for (const [text, path] of [
    ["out.ndjson", "out.ndjson"],
    ["./siem", "./siem"],
    ["/var/log/events", "/var/log/events"],
    ["file:siem", "siem"],
    ["file:/tmp/a b.ndjson", "/tmp/a b.ndjson"],
    ["file:///tmp/a.ndjson", "/tmp/a.ndjson"],
    [String.raw`c:\events\out`, String.raw`c:\events\out`],
  ] as const) {
    it(`takes ${text} for a file`, () => {
      expect(parseSinkAddress(text, {})).to.deep.equal({ type: "file", name: `file:${path}`, path, rotateBytes });
    });
  }

  it("reads a file's bound in every unit", () => {
    const bound = (text: string) => {
      const config = parseSinkAddress(`file:out.ndjson?rotate=${text}`, {});
      return config?.type === "file" ? config.rotateBytes : undefined;
    };
    expect(["4096", "64k", "100MB", "1 GiB", "2TB", "10b"].map(bound)).to.deep.equal([
      4096, 65_536, 104_857_600, 1_073_741_824, 2_199_023_255_552, 10,
    ]);
    for (const text of ["0", "-1", "MB", "1.5MB", "9999999999999", "99999999TB"]) {
      expect(refusal(`out.ndjson?rotate=${text}`)).to.deep.equal({
        message: `--sink: "rotate" is no size: "${text}".`,
        hint: "Write a number and a unit, such as 100MB.",
      });
    }
  });

  it("knows standard output and the store", () => {
    expect(parseSinkAddress("-", {})).to.deep.equal({ type: "stdout", name: "stdout" });
    expect(parseSinkAddress("store:", {})).to.deep.equal({ type: "store", name: "store" });
  });

  it("knows syslog over TCP and TLS, with settings", () => {
    expect(
      parseSinkAddress("syslog+tls://logs.example.com:6514?facility=local3&severity=warning&app=dlp", {}),
    ).to.deep.equal({
      type: "syslog",
      name: "syslog+tls://logs.example.com:6514",
      url: "syslog+tls://logs.example.com:6514",
      facility: 19,
      severity: 4,
      app: "dlp",
    });
    expect(parseSinkAddress("syslog+tcp://[::1]", {})).to.include({ name: "syslog+tcp://[::1]", facility: 16 });
  });

  it("takes Splunk's token from the environment", () => {
    const env = { SOAR_SINK_TOKEN: "b2f0" };
    const config = parseSinkAddress("splunk+https://splunk.example.com:8088?index=main&sourcetype=soar:{stream}", env);
    expect(config).to.deep.include({
      type: "splunk",
      name: "splunk+https://splunk.example.com:8088",
      url: "https://splunk.example.com:8088/",
      index: "main",
      sourcetype: "soar:{stream}",
    });
    expect(config && sinkSecrets(config).map((secret) => secret.reveal())).to.deep.equal(["b2f0"]);
    expect(parseSinkAddress("https://h:8088/services/collector/event", env)).to.deep.include({
      type: "splunk",
      name: "splunk+https://h:8088",
    });
    expect(parseSinkAddress("splunk+http://127.0.0.1:8088", env)).to.include({ name: "splunk+http://127.0.0.1:8088" });
  });

  it("takes Sumo Logic's URL from the environment", () => {
    const env = { SOAR_SINK_URL: "https://collectors.example.com/receiver/v1/http/ZaVn==" };
    const config = parseSinkAddress("sumo:?category=soar/{stream}", env);
    expect(config).to.deep.include({ type: "sumo", name: "sumo", category: "soar/{stream}" });
    expect(config && sinkSecrets(config).map((secret) => secret.reveal())).to.deep.equal([env.SOAR_SINK_URL]);
  });

  it("says which variable is missing, and how to do it in soar.yml", () => {
    const token = refusal("splunk+https://h:8088");
    expect(token.message).to.equal("--sink: SOAR_SINK_TOKEN is not set.");
    expect(token.hint)
      .to.include("SOAR_SINK_URL: the URL of a Sumo Logic source, with --sink sumo:")
      .and.include("sinks: [{ name: siem, type: splunk, url: https://…, token: ${env:NAME} }]");
    expect(refusal("sumo:").message).to.equal("--sink: SOAR_SINK_URL is not set.");
  });

  it("refuses secrets, and does not repeat them", () => {
    const sumo = refusal("https://collectors.example.com/receiver/v1/http/ZaVnSECRET==");
    expect(sumo.message).to.equal(
      "--sink: what the web address expects cannot be told from it, and if it is that of a Sumo Logic source, it is a " +
        "secret that others can see on a command line.",
    );
    expect(sumo.hint).to.include("For Splunk write splunk+https://HOST:8088.").and.include("SOAR_SINK_URL");
    const env = { SOAR_SINK_TOKEN: "b2f0" };
    for (const text of [
      "splunk+https://h:8088?token=SECRET",
      "splunk+https://u:SECRET@h:8088",
      "https://h:8088/services/collector?password=SECRET",
      "syslog+tls://h?key=SECRET",
    ]) {
      const { message, hint } = refusal(text, env);
      expect(message + hint).to.not.include("SECRET");
    }
    expect(refusal("splunk+https://h:8088?token=x", env).message).to.equal(
      '--sink: "token" is a secret, which others can see on a command line.',
    );
  });

  it("refuses the URL of a Sumo Logic source behind its scheme, wherever the right one stands", () => {
    const { message, hint } = refusal("sumo:https://h/receiver/SECRET?category=x", { SOAR_SINK_URL: "https://h/x" });

    expect(message).to.include("a secret that others can see on a command line");
    expect(message + hint).to.not.include("https://h/receiver");
  });

  it("names everything that is wrong with an address, and what is nearest", () => {
    expect(refusal("syslog+tls://h?facilty=local0&severity=loud").message).to.equal(
      '--sink: "facilty" is no setting that an address can have. Did you mean "facility"? "severity" is unknown: "loud".',
    );
    expect(refusal("-?rotate=1MB")).to.deep.equal({
      message: '--sink: "rotate" is no setting that an address can have.',
      hint: "It has no settings.",
    });
    expect(refusal("syslog+tsl://h:6514").message).to.equal(
      '--sink: nothing is known that is addressed by syslog+tsl: Did you mean "syslog+tls:"?',
    );
    expect(refusal("kafka://h").hint).to.include("A file of this name is file:./NAME.");
    expect(refusal("syslog+tcp://").message).to.equal(
      '--sink: "url" is no address that begins with syslog+tls or syslog+tcp.',
    );
    expect(refusal("splunk+https://", { SOAR_SINK_TOKEN: "x" }).message).to.include("is no address");
    expect(refusal("file:").message).to.equal('--sink: "path" is missing.');
    expect(refusal("").message).to.equal('--sink: "path" is missing.');
  });
});
