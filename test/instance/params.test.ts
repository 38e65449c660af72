import { expect } from "chai";
import { inspect } from "node:util";
import { ParameterError } from "../../src/errors.ts";
import type { Environment } from "../../src/instance/environment.ts";
import { resolveParams } from "../../src/instance/params.ts";
import type { Json } from "../../src/json.ts";
import { Secret } from "../../src/secrets.ts";
import { manifestOf } from "../manifest/manifest-of.ts";

const manifest = manifestOf(`commonfields: {id: Acme}
configuration:
- {name: api_url, display: API URL, type: 0, required: true, x-soar: {env: [ACME_URL, ACME_API]}}
- {name: credentials, display: API client, displaypassword: API secret, type: 9, required: true, x-soar: {env: [ACME_ID, ACME_SECRET]}}
- {name: extra.key, type: 4}
- {name: pem, type: 14}
- {name: limit, type: 1, defaultvalue: '50'}
- {name: insecure, type: 8, defaultvalue: 'false'}
- {name: isFetch, type: 8}
- {name: mode, type: 15, options: [fast, slow], defaultvalue: other}
- {name: severity, type: 16, options: [High, Low]}
- {name: tags, type: 16}
- {name: interval, type: 19, defaultvalue: '3'}
- {name: token, type: 9, hiddenusername: true, x-soar: {env: ACME_TOKEN}}
- {name: spare, type: 9, defaultvalue: admin}
- {name: secret_sauce, type: 0, required: true, hidden: true}
- {name: heading, type: 20}
script: {}
`);

const COMPLETE: Environment = { ACME_URL: "https://acme.test", ACME_ID: "me", ACME_SECRET: "hunter2!" };

function refused(given: Record<string, Json>, env: Environment): string[] {
  try {
    resolveParams(manifest, given, env);
  } catch (thrown) {
    if (thrown instanceof ParameterError) return thrown.message.split("\n");
    throw thrown;
  }
  throw new Error("nothing was refused");
}

describe("resolveParams", () => {
  it("is complete with the environment alone", () => {
    const { params, secrets, origin } = resolveParams(manifest, {}, COMPLETE);
    const { credentials, ...rest } = params;
    expect(rest).to.deep.equal({
      api_url: "https://acme.test",
      limit: 50,
      insecure: false,
      mode: "other",
      interval: "3",
    });
    expect(inspect(credentials)).to.equal("{ identifier: 'me', password: *** }");
    expect(secrets.map((secret) => secret.reveal())).to.deep.equal(["hunter2!"]);
    expect(origin).to.deep.equal({
      api_url: "environment",
      credentials: "environment",
      limit: "default",
      insecure: "default",
      mode: "default",
      interval: "default",
    });
  });

  it("turns texts of the environment into what each type says", () => {
    const { params, secrets } = resolveParams(
      manifest,
      {},
      {
        ...COMPLETE,
        SOAR_LIMIT: "7",
        SOAR_INSECURE: "Yes",
        SOAR_ISFETCH: "true",
        SOAR_MODE: "slow",
        SOAR_SEVERITY: "High, Low",
        SOAR_TAGS: "any,thing,",
        SOAR_EXTRA_KEY: "k-e-y-1",
        SOAR_PEM: "line\nline",
        ACME_TOKEN: "t-o-k",
        SOAR_SPARE_PASSWORD: "sp4re",
      },
    );
    const { limit, insecure, isFetch, mode, severity, tags } = params;
    expect({ limit, insecure, isFetch, mode, severity, tags }).to.deep.equal({
      limit: 7,
      insecure: true,
      isFetch: true,
      mode: "slow",
      severity: ["High", "Low"],
      tags: ["any", "thing"],
    });
    expect(secrets.map((secret) => secret.reveal())).to.deep.equal([
      "hunter2!",
      "k-e-y-1",
      "line\nline",
      "t-o-k",
      "sp4re",
    ]);
    expect(params["extra.key"]).to.be.instanceOf(Secret);
    expect(params.token).to.have.property("identifier", "");
    expect(params.spare).to.have.property("identifier", "admin");
  });

  it("takes what was given before the defaults, and the environment before both", () => {
    const given = {
      api_url: "https://file.test",
      credentials: { identifier: "file-id", password: "file-secret" },
      limit: 9,
      interval: 5,
      insecure: true,
    };
    const { params, origin, secrets } = resolveParams(manifest, given, { SOAR_LIMIT: "8", ACME_SECRET: "env-secret" });
    expect(params).to.deep.include({ api_url: "https://file.test", limit: 8, interval: "5", insecure: true });
    expect(params.credentials).to.have.property("identifier", "file-id");
    expect(secrets.map((secret) => secret.reveal())).to.deep.equal(["env-secret"]);
    expect(origin).to.include({ api_url: "file", limit: "environment", interval: "file", credentials: "environment" });
    expect(resolveParams(manifest, given, {}).origin).to.include({ credentials: "file" });
  });

  it("takes soarkit's own variable before the integration's, and an empty one for not set", () => {
    const env = { ...COMPLETE, SOAR_API_URL: "https://soar.test", ACME_URL: "https://acme.test" };
    expect(resolveParams(manifest, {}, env).params.api_url).to.equal("https://soar.test");
    expect(resolveParams(manifest, {}, { ...env, SOAR_API_URL: "" }).params.api_url).to.equal("https://acme.test");
    expect(resolveParams(manifest, {}, { ...COMPLETE, SOAR_LIMIT: "" }).params.limit).to.equal(50);
  });

  it("names the variable for each parameter that is missing", () => {
    expect(refused({}, {})).to.deep.equal([
      'Missing parameter "api_url" (API URL): set ACME_URL or ACME_API or SOAR_API_URL.',
      'Missing parameter "credentials.identifier" (API client): set ACME_ID or SOAR_CREDENTIALS_IDENTIFIER.',
      'Missing parameter "credentials.password" (API secret): set ACME_SECRET or SOAR_CREDENTIALS_PASSWORD.',
    ]);
  });

  it("reports every wrong value with where it came from", () => {
    const given = {
      api_ulr: "x",
      limit: 2.5,
      mode: "fats",
      severity: ["High", "low"],
      tags: { a: 1 },
      "extra.key": ["x"],
      pem: { a: 1 },
      interval: [1],
      credentials: { identifier: "x", passwort: "y" },
      token: "just-a-text",
    };
    expect(refused(given, { ACME_URL: "u", SOAR_INSECURE: "1" })).to.deep.equal([
      'Unknown parameter "api_ulr". Did you mean "api_url"?',
      'Unknown key "credentials.passwort". Did you mean "password"?',
      'Missing parameter "credentials.password" (API secret): set ACME_SECRET or SOAR_CREDENTIALS_PASSWORD.',
      'Parameter "extra.key" must be a text (from soar.yml).',
      'Parameter "pem" must be a text (from soar.yml).',
      'Parameter "limit" must be a whole number, not 2.5 (from soar.yml).',
      'Parameter "insecure" must be true or false (or yes, no), not "1" (from SOAR_INSECURE).',
      'Parameter "mode" must be one of fast, slow, other, not "fats". Did you mean "fast"? (from soar.yml).',
      'Parameter "severity" must be one of High, Low, not "low". Did you mean "Low"? (from soar.yml).',
      'Parameter "interval" must be a text (from soar.yml).',
      'Parameter "token" must be { identifier, password } (from soar.yml).',
    ]);
  });

  it("asks for the other half of credentials that are given by half", () => {
    expect(refused({}, { ...COMPLETE, SOAR_SPARE_IDENTIFIER: "someone" })).to.deep.equal([
      'Missing parameter "spare.password": set SOAR_SPARE_PASSWORD.',
    ]);
  });

  it("says which default does not fit", () => {
    const wrong = manifestOf(
      "commonfields: {id: A}\nconfiguration: [{name: n, type: 1, defaultvalue: x}]\nscript: {}\n",
    );
    expect(() => resolveParams(wrong, {}, {})).to.throw(
      ParameterError,
      'Parameter "n" must be a whole number, not "x" (from its default in the manifest).',
    );
  });

  it("is not misled by names that every object has", () => {
    const odd = manifestOf("commonfields: {id: A}\nconfiguration: [{name: toString, type: 0}]\nscript: {}\n");
    expect(resolveParams(odd, {}, {}).params).to.deep.equal({});
  });

  it("shows no secret in a message", () => {
    const given = { credentials: { identifier: "", password: "hunter2!" }, pem: ["hunter2!"], token: ["hunter2!"] };
    expect(refused(given, {}).join("\n")).to.not.contain("hunter2");
  });
});
