import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { TotalsReporter } from "./scripts/reporter.ts";

/** What needs more than Node and npm: a real PostgreSQL, Slurm, Python, a browser. `npm run test:full` runs these. */
const full = "test/full/**/*.test.ts";

export default defineConfig(({ mode }) => ({
  test: {
    include: mode === "full" ? [full] : ["src/**/*.test.ts", "test/**/*.test.ts"],
    exclude: mode === "full" ? [] : [full],
    setupFiles: ["test/setup.ts"],
    maxWorkers: availableParallelism(),
    isolate: false, // files of one worker share the modules: half of the time went into loading them again
    // Ten times what the longest takes on two cores that others keep busy, too: a hang is caught, and a slow machine is none.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    reporters: ["default", new TotalsReporter()],
  },
}));
