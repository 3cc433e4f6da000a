/**
 * Checks that the house stands: every import points down, the lower floors are pure, nothing goes round in circles.
 *
 *   jiti scripts/floors.ts [ROOT]
 */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { inspect } from "./house/inspect.ts";
import { conclude, readSources } from "./house/source.ts";

const sources = readSources(process.argv[2] ?? join(fileURLToPath(import.meta.url), "../.."));
conclude(inspect(sources), `${sources.length} files, and every import points down`);
