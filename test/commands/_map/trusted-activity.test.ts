import { expect } from "chai";
import { describeActions, toTrustedActivity } from "../../../commands/_map/trusted-activity.ts";

describe("a trusted activity in the context", () => {
  it("leaves out what Incydr does not say", () => {
    const activity = toTrustedActivity({
      activityId: "1",
      activityActionGroups: [
        { activityActions: [{ type: null, providers: [] }] },
        { activityActions: [{ type: "EMAIL", providers: [] }] },
      ],
    });
    expect(activity).to.deep.equal({ ID: "1", Actions: [{ Type: "EMAIL" }] });
    expect(describeActions(activity)).to.equal("EMAIL");
  });
});
