/** Row S15 of the reliability bar: what comes along with this package is what was chosen, and runs nothing by itself. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");

interface Locked {
  readonly version?: string;
  readonly link?: boolean;
  readonly integrity?: string;
  readonly hasInstallScript?: boolean;
}

const read = (file: string) => JSON.parse(readFileSync(join(root, file), "utf8"));
const { packages } = read("package-lock.json") as { packages: { readonly [path: string]: Locked } };
const foreign = Object.entries(packages).filter(
  ([path, { link }]) => path.startsWith("node_modules/") && link !== true,
);

test("S15: every package that is locked, also those of other platforms, has a checksum, and none an address of its own", () => {
  expect(foreign.length).toBeGreaterThan(100);
  for (const [path, locked] of foreign) {
    expect(locked.integrity, path).toMatch(/^sha512-[A-Za-z0-9+/]{86}==$/);
    expect(locked, path).not.toHaveProperty("resolved"); // so that npm asks the registry, and no other place
  }
});

test("S15: no package runs a script when it is installed", () => {
  for (const [path, { hasInstallScript }] of foreign) {
    expect(hasInstallScript, path).not.toBe(true);
    const own = join(path, "package.json");
    if (!existsSync(join(root, own))) continue; // of another platform
    const { scripts = {} } = read(own) as { scripts?: { readonly [name: string]: string } };
    expect(
      ["preinstall", "install", "postinstall"].filter((name) => name in scripts),
      path,
    ).toEqual([]);
  }
});
