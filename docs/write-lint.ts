// Writes docs/lint.md, the list of everything that `soar lint` can find: `node docs/write-lint.ts`.
import { writeFileSync } from "node:fs";
import { lintPage } from "./lint-page.ts";

writeFileSync(new URL("lint.md", import.meta.url), lintPage());
