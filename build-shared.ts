// What nearly every part of soarkit uses, named for all of them. The build cuts the code into a file for each set of
// modules that load it, and every file more costs each start of `soar`: what all load becomes one file.
import "./src/context/paths.ts";
import "./src/engine/tape.ts";
import "./src/errors.ts";
import "./src/http/body.ts";
import "./src/http/interruption.ts";
import "./src/http/network-fault.ts";
import "./src/instance/environment.ts";
import "./src/json.ts";
import "./src/log.ts";
import "./src/manifest/coerce.ts";
import "./src/manifest/dates.ts";
import "./src/manifest/manifest.ts";
import "./src/manifest/parameter-values.ts";
import "./src/manifest/schema.ts";
import "./src/nearest.ts";
import "./src/output/entry.ts";
import "./src/output/table.ts";
import "./src/secrets.ts";
