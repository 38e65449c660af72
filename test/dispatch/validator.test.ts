import { expect } from "chai";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { packageRoot } from "../../src/dispatch/integration.ts";
import { useBuiltValidator, validatorOf } from "../../src/dispatch/validator.ts";
import { loadManifest } from "../../src/manifest/load.ts";

const { commands } = await loadManifest(join(packageRoot, "integration.yml"));

describe("the validator of a command's arguments", () => {
  it("is compiled where nobody did so before", async () => {
    const validate = await validatorOf(commands.find(({ name }) => name === "code42-alert-update")!);
    expect(validate({ id: "1", state: "OPEN" })).to.equal(true);
    expect(validate({ state: "NOPE" })).to.equal(false);
    expect(validate.errors?.map(({ keyword }) => keyword)).to.deep.equal(["required", "enum"]);
  });

  it("is the one that was compiled beforehand where there is one", async () => {
    const command = { ...commands[0]! };
    const validate = Object.assign(() => true, { schema: {} });
    useBuiltValidator(command, async () => validate as never);
    expect(await validatorOf(command)).to.equal(validate);
  });

  it("was built for each of the package's commands, and says the same as ajv", async () => {
    for (const command of commands) {
      const file = join(packageRoot, "dist", "validators", `${command.name}.js`);
      expect(existsSync(file), file).to.equal(true);
      const { validate } = (await import(pathToFileURL(file).href)) as { validate: (data: unknown) => boolean };
      const compiled = await validatorOf(command);
      for (const data of [{}, { id: "1" }, { nope: 1 }, { watchlist: "a", username: "b" }, { results: "x" }]) {
        expect(validate(data), `${command.name} ${JSON.stringify(data)}`).to.equal(compiled(data));
      }
    }
  });
});
