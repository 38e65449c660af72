import { expect } from "chai";
import { toDeviceContext } from "../../../commands/_map/device.ts";
import { toUserContext } from "../../../commands/_map/user.ts";

describe("a user's context", () => {
  it("leaves out what Incydr does not say, and takes no other username for an email", () => {
    expect(toUserContext({ userId: "1", username: "mara" })).to.deep.equal({ UserID: "1", Username: "mara" });
  });

  it("keeps what is false, and what is noted", () => {
    const user = { userId: "1", username: "m@acme.test", active: false, blocked: false, notes: "x", firstName: null };
    expect(toUserContext(user)).to.deep.equal({
      UserID: "1",
      Username: "m@acme.test",
      Email: "m@acme.test",
      Active: false,
      Blocked: false,
      Notes: "x",
    });
  });
});

describe("a device's context", () => {
  it("leaves out what Incydr does not say", () => {
    expect(toDeviceContext({ deviceId: "1", name: null })).to.deep.equal({ ID: "1" });
  });
});
