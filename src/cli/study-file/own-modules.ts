/**
 * What `import … from "tunesmith"` and `"tunesmith/…"` mean in a study's module: this very package, wherever the module
 * lies and whether or not the package is installed there.
 */
export async function ownModules(): Promise<Record<string, unknown>> {
  return {
    tunesmith: await import("../../index.ts"),
    "tunesmith/executors": await import("../../executors/index.ts"),
    "tunesmith/history": await import("../../history/index.ts"),
    "tunesmith/ml": await import("../../ml/index.ts"),
    "tunesmith/pruners": await import("../../pruners/index.ts"),
    "tunesmith/samplers": await import("../../samplers/index.ts"),
    "tunesmith/space": await import("../../space/index.ts"),
    "tunesmith/storage": await import("../../storage/index.ts"),
  };
}
