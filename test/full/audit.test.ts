/** Row S15 of the reliability bar: `npm audit` of what this package brings along, where the registry answers it. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";

const cwd = join(import.meta.dirname, "../..");
const done = spawnSync("npm", ["audit", "--omit=dev", "--json"], { cwd, encoding: "utf8", timeout: 60_000 });
const found = reportIn(done.stdout);
const title = "S15: npm audit knows of nothing high or critical in what is installed with this package";

test.skipIf(found === null)(found ? title : `${title} (the registry answers no audits here)`, () => {
  const { high, critical } = found!.metadata.vulnerabilities;
  expect({ high, critical }, done.stdout).toEqual({ high: 0, critical: 0 });
});

interface Report {
  readonly metadata: { readonly vulnerabilities: { readonly [severity: string]: number } };
}

/** Null where the registry gave none. */
function reportIn(text: string): Report | null {
  try {
    const report = JSON.parse(text) as Partial<Report>;
    return report.metadata ? (report as Report) : null;
  } catch {
    return null;
  }
}
