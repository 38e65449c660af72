import { expect } from "chai";
import {
  ApiError,
  CredentialsError,
  ManifestError,
  NetworkError,
  ParameterError,
  RateLimitError,
  SinkError,
  StoreError,
  TimeoutError,
  toSoarError,
} from "../../../src/errors.ts";
import { classify } from "../../../src/events/source/classify.ts";

const answered = (status: number) => new ApiError("It was answered.", "Look.", { status, body: "" });
const unreached = (code: string) =>
  new NetworkError("It was not reached.", "Look.", { cause: Object.assign(new Error(code), { code }) });

describe("classify", () => {
  it("takes refused credentials and wrong parameters for faults of the configuration, in any state", () => {
    for (const state of ["Pending", "Started", "Initialized", "Authenticated", "Collecting"] as const) {
      expect(classify(new CredentialsError("401", "Check."), state)).to.equal("ThirdPartyConfig");
      expect(classify(new ParameterError("Wrong.", "Check."), state)).to.equal("ThirdPartyConfig");
    }
  });

  const wrongAddress = [
    answered(400),
    answered(404),
    unreached("ENOTFOUND"),
    unreached("CERT_HAS_EXPIRED"),
    unreached("EPROTO"),
  ];

  it("takes what looks like a wrong address for one until the source has come through", () => {
    for (const state of ["Pending", "Started", "Initialized"] as const) {
      expect(wrongAddress.map((error) => classify(error, state))).to.deep.equal(Array(5).fill("ThirdPartyConfig"));
    }
  });

  it("takes the same for passing trouble afterwards: a collector must not stop for good", () => {
    for (const state of ["Authenticated", "Collecting"] as const) {
      expect(wrongAddress.map((error) => classify(error, state))).to.deep.equal(Array(5).fill("ThirdPartyGeneric"));
    }
  });

  it("takes the vendor's troubles, and those on the way there, for passing ones", () => {
    const troubles = [
      answered(500),
      answered(503),
      answered(422),
      new RateLimitError("429", "Wait."),
      new TimeoutError("Late.", "Wait."),
      unreached("ECONNRESET"),
      unreached("ECONNREFUSED"),
      unreached("ETIMEDOUT"),
      unreached("EAI_AGAIN"),
      new NetworkError("The proxy asks.", "Tell it."),
    ];

    expect(troubles.map((error) => classify(error, "Initialized"))).to.deep.equal(Array(10).fill("ThirdPartyGeneric"));
  });

  it("takes troubles of store, sink and code for those of this side", () => {
    const troubles = [
      new StoreError("Full.", "Make room."),
      new SinkError("Refused.", "Look."),
      new ManifestError("Wrong.", "Mend."),
      toSoarError(new TypeError("x is not a function")),
    ];

    expect(troubles.map((error) => classify(error, "Collecting"))).to.deep.equal(Array(4).fill("FirstPartyGeneric"));
  });
});
