/** Those that every study may want; they are small, or loaded already. */
const usual = {
  tunesmith: () => import("../../index.ts"),
  "tunesmith/executors": () => import("../../executors/index.ts"),
  "tunesmith/history": () => import("../../history/index.ts"),
  "tunesmith/pruners": () => import("../../pruners/index.ts"),
  "tunesmith/samplers": () => import("../../samplers/index.ts"),
  "tunesmith/space": () => import("../../space/index.ts"),
  "tunesmith/stoppers": () => import("../../stoppers/index.ts"),
  "tunesmith/storage": () => import("../../storage/index.ts"),
};

/** Those that take a while to load. */
const heavy = {
  "tunesmith/analysis": () => import("../../analysis/index.ts"),
  "tunesmith/charts": () => import("../../charts/index.ts"),
  "tunesmith/ml": () => import("../../ml/index.ts"),
  "tunesmith/pictures": () => import("../../pictures/index.ts"),
  "tunesmith/server": () => import("../../server/index.ts"),
};

/**
 * What `import … from "tunesmith"` and `"tunesmith/…"` mean in a study's module: this very package, wherever the module
 * lies and whether or not the package is installed there.
 *
 * @param source  the module's text, which names the heavy ones that it wants; where it imports files of its own, these may
 *   want estimators, too; without it: all
 */
export async function ownModules(source?: string): Promise<Record<string, unknown>> {
  const isWanted = (name: string) =>
    source === undefined ||
    source.includes(name) ||
    (name === "tunesmith/ml" && /["'`](\.{0,2}\/|file:)/.test(source));
  const wanted = Object.entries(heavy).filter(([name]) => isWanted(name));
  const modules = [...Object.entries(usual), ...wanted].map(async ([name, load]) => [name, await load()]);
  return Object.fromEntries(await Promise.all(modules));
}
