import { expect } from "chai";
import { replayParams } from "../../src/engine/replay-params.ts";
import type { Json } from "../../src/json.ts";
import { parseManifest } from "../../src/manifest/load.ts";
import { recordingOf } from "../http/recording/taped.ts";

const { manifest } = parseManifest(
  `
commonfields: { id: Acme, version: -1 }
name: Acme
display: Acme
category: Utilities
description: For tests.
configuration:
  - { name: url, display: URL, type: 0, required: true }
  - { name: limit, display: Limit, type: 0 }
  - { name: key, display: Key, type: 4, required: true }
  - { name: spare, display: Spare, type: 14 }
  - { name: old, display: Old, type: 4, required: true, hidden: true }
  - { name: login, display: Login, type: 9, required: true }
  - { name: second, display: Second, type: 9 }
script: { type: javascript, script: "-", commands: [] }
`,
  "integration.yml",
);

describe("the parameters of a replay", () => {
  const complete = (params: Record<string, Json>, given: Record<string, Json> = {}, env: Record<string, string> = {}) =>
    replayParams(manifest!, given, { env, recordings: [recordingOf(), { ...recordingOf(), params }] });

  it("are the recording's where the instance has none, with stars for its secrets", () => {
    const params = { url: "http://127.0.0.1", limit: 5, spare: "***", login: { identifier: "key-1", password: "***" } };
    expect(complete(params)).to.deep.equal({
      url: "http://127.0.0.1",
      limit: 5,
      key: "***",
      spare: "***",
      login: { identifier: "key-1", password: "***" },
    });
  });

  it("are the instance's own where it has them", () => {
    const params = { url: "http://127.0.0.1", limit: 5, second: { identifier: "a", password: "***" } };
    const given = { url: "https://own", key: "k", login: { identifier: "me", password: "p" } };
    const env = { SOAR_LIMIT: "7", SOAR_SECOND_IDENTIFIER: "b" };
    expect(complete(params, given, env)).to.deep.equal({
      ...given,
      second: { identifier: "a", password: "***" },
    });
  });

  it("have made-up credentials where the recording tells none, but none that nobody needs", () => {
    expect(complete({})).to.deep.equal({
      key: "***",
      login: { identifier: "key-replayed", password: "***" },
    });
    expect(complete({}, {}, { SOAR_SECOND_PASSWORD: "p" }).second).to.deep.equal({
      identifier: "key-replayed",
      password: "***",
    });
  });

  it("complete credentials of which only one half is known here", () => {
    const given = { login: { identifier: "me", password: null }, second: { password: "" } };
    expect(complete({ url: "u" }, given)).to.deep.equal({
      url: "u",
      key: "***",
      login: { identifier: "me", password: "***" },
      second: { password: "" },
    });
  });
});
