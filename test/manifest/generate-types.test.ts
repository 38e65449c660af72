import { expect } from "chai";
import { contextPrefixes } from "../../src/manifest/context-prefixes.ts";
import { generateTypes, interfaceName } from "../../src/manifest/generate-types.ts";
import { manifestOf } from "./manifest-of.ts";

const MANIFEST = `commonfields: {id: acme things}
configuration:
- {name: url, display: Server URL, type: 0, required: true, additionalinfo: "Where\\n it */ is."}
- {name: credentials, type: 9, required: true}
- {name: key, type: 4}
- {name: size, type: 1, defaultvalue: 50}
- {name: states, type: 16, options: [A, B]}
- {name: mode, type: 15, options: [fast, slow], defaultvalue: other}
- {name: tags, type: 16}
- {name: free-text, type: 12, required: true, hidden: true}
- {name: insecure, type: 8}
- {name: title, type: 20}
script:
  commands:
  - name: thing-list
    description: Lists things.
    arguments:
    - {name: id, required: true, description: The id.}
    - {name: state, auto: PREDEFINED, predefined: [OPEN, 'A "B"'], defaultValue: ALL}
    - {name: kinds, type: string, isArray: true, auto: PREDEFINED, predefined: [a, b]}
    - {name: limit, type: number, defaultValue: 50}
    - {name: since, type: date}
    - {name: deep-look, type: boolean}
    - {name: labels, type: keyValue, isArray: true}
    - {name: number_of, type: number, auto: PREDEFINED, predefined: ['1', '2']}
    outputs:
    - {contextPath: Acme.Thing.ID}
    - {contextPath: Acme.Thing.Sub.Name}
    - {contextPath: Acme.Deep.Thing.ID}
    - {contextPath: File.Name}
    - {contextPath: DBotScore}
  - name: ping
x-soar:
  contextKeys: { Acme.Deep.Thing: ID }
`;

describe("generateTypes", () => {
  it("writes the interface that handlers are typed by", () => {
    expect(generateTypes(manifestOf(MANIFEST))).to
      .equal(`// Generated from the manifest by \`soar types --write\`. Do not edit.
import type { Json, JsonObject, Secret } from "soarkit";
import type { connect } from "./_connect.ts";

export interface AcmeThings {
  params: {
    /**
     * Server URL. Where
     * it *\\/ is.
     */
    url: string;
    credentials: { identifier: string; password: Secret };
    key?: Secret;
    size: number;
    states?: ("A" | "B")[];
    mode: "fast" | "slow" | "other";
    tags?: string[];
    "free-text"?: string;
    insecure?: boolean;
  };
  client: Awaited<ReturnType<typeof connect>>;
  commands: {
    /** Lists things. */
    "thing-list": {
      args: {
        /** The id. */
        id: Json;
        state: "OPEN" | "A \\"B\\"" | "ALL";
        kinds?: readonly ("a" | "b")[];
        limit: number;
        since?: number;
        "deep-look"?: boolean;
        labels?: readonly JsonObject[];
        number_of?: number;
      };
      context: "Acme.Deep.Thing" | "Acme.Thing" | "DBotScore" | "File" | "File.Name";
    };
    ping: {
      args: object;
      context: never;
    };
  };
}
`);
  });

  it("imports only what it uses", () => {
    const text = generateTypes(
      manifestOf("commonfields: {id: A}\nscript:\n  commands: [{name: a, description: A Secret in Json.}]"),
    );
    expect(text).to.not.contain('soarkit"');
  });

  it("gives any brand a name that TypeScript takes", () => {
    expect(interfaceName("code 42")).to.equal("Code42");
    expect(interfaceName("Palo Alto Networks - XDR (beta)")).to.equal("PaloAltoNetworksXDRBeta");
    expect(interfaceName("3rd-party")).to.equal("Integration3rdParty");
    expect(interfaceName("!!")).to.equal("Integration");
  });
});

describe("contextPrefixes", () => {
  it("takes every key's prefix that an output stands under", () => {
    const manifest = manifestOf(
      "commonfields: {id: A}\nscript:\n  commands: [{name: a, outputs: [{contextPath: A.B.C.D}]}]\n" +
        "x-soar: {contextKeys: {A.B: x, A.B.C: y, A.Bx: z}}",
    );
    const [command] = manifest.commands;
    expect(command && contextPrefixes(manifest, command)).to.deep.equal(["A.B", "A.B.C"]);
  });
});
