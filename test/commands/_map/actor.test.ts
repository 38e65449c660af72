import { expect } from "chai";
import { chooseActor, toActorContext } from "../../../commands/_map/actor.ts";

const parent = { actorId: "1", name: "Mara@acme.test", alternateNames: [] };
const child = { actorId: "2", name: "mara@contractors.test", alternateNames: ["m@personal.test"] };
const family = { parent, children: [child] };

describe("an actor in the context", () => {
  it("has null for whatever Incydr does not tell", () => {
    expect(toActorContext(child, ["3"])).to.deep.equal({
      ID: "2",
      Name: "mara@contractors.test",
      AlternateNames: ["m@personal.test"],
      Active: null,
      InScope: null,
      FirstName: null,
      LastName: null,
      Title: null,
      Department: null,
      Division: null,
      EmployeeType: null,
      Country: null,
      Region: null,
      Locality: null,
      ManagerID: null,
      ParentID: null,
      ChildIDs: ["3"],
      StartDate: null,
      EndDate: null,
      Notes: null,
    });
  });
});

describe("an actor among a person's accounts", () => {
  it("is the one of the id", () => {
    expect(chooseActor(family, { id: "2" })).to.equal(child);
    expect(chooseActor(family, { id: "3" })).to.equal(undefined);
  });

  it("is the one of the whole name, in any letter case", () => {
    expect(chooseActor(family, { name: "mara@ACME.test" })).to.equal(parent);
    expect(chooseActor(family, { name: "mara" })).to.equal(undefined);
  });

  it("is the one of another name, where none has it for its own", () => {
    expect(chooseActor(family, { name: "M@personal.test" })).to.equal(child);
    const namesake = { ...parent, name: "m@personal.test" };
    expect(chooseActor({ parent: namesake, children: [child] }, { name: "m@personal.test" })).to.equal(namesake);
  });
});
