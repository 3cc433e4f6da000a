/** A study from a TypeScript or JavaScript module. */
import { readFileSync } from "node:fs";
import { basename, resolve } from "node:path";
import { createJiti } from "jiti";
import { didYouMean, TunesmithError } from "../../error.ts";
import { checkGoals, type Goals } from "../../history/index.ts";
import { defined } from "../../json.ts";
import { checkSpace, type Params, type Space } from "../../space/index.ts";
import type { Objective, StudyDefinition } from "../../study/index.ts";
import { ownModules } from "./own-modules.ts";
import type { Plan } from "./plan.ts";

const keys: readonly (keyof StudyDefinition<Space>)[] = [
  ...([
    "name",
    "space",
    "direction",
    "constraints",
    "goals",
    "objective",
    "sampler",
    "pruner",
    "seed",
  ] as const),
  ...(["trials", "parallel", "timeoutMs", "leaseMs"] as const),
];

const example = `export default defineStudy({ space: { x: float(-5, 5) }, objective: ({ params }) => params.x ** 2 })`;

/**
 * Loads a module and takes the study out of it: its default export, made by `defineStudy`; or an export `study`, with the
 * objective beside it as the export `objective` or the default one.
 *
 * `import … from "tunesmith"` in it finds this very package, wherever the module lies.
 *
 * @throws TunesmithError "file" for a module that cannot be loaded or exports no study
 */
export async function planOfModule(path: string): Promise<Plan> {
  const exports = await load(path);
  const main = exports.default;
  const study = isObject(exports.study) ? exports.study : isObject(main) ? main : null;
  if (!study) {
    const found = Object.keys(exports).join(", ") || "nothing";
    throw new TunesmithError("file", `${path} exports ${found}, and no study; write ${example}.`);
  }
  const beside = exports.objective ?? (typeof main === "function" ? main : undefined);
  const given: Record<string, unknown> = { objective: beside, ...study };
  const unknown = Object.keys(given).find((key) => !(keys as readonly string[]).includes(key));
  if (unknown !== undefined) {
    throw new TunesmithError("file", `${path}: a study has no "${unknown}"; ${didYouMean(unknown, keys)}.`);
  }
  if (typeof given.objective !== "function") {
    throw new TunesmithError(
      "file",
      `${path}: the study has no objective, a function of a trial; write ${example}.`,
    );
  }
  const { direction, goals, parallel, timeoutMs, ...rest } = given as Partial<StudyDefinition<Space>>;
  if (goals && direction) throw new TunesmithError("goals", `${path}: give direction or goals, not both.`);
  return {
    name: basename(path).replace(/(\.study)?\.[cm]?[jt]s$/, ""),
    ...rest,
    space: checkSpace(given.space as Space),
    goals: checkGoals(goals ?? ({ value: direction ?? "minimize" } as Goals)),
    objective: given.objective as Objective<Params>,
    settings: defined({ parallel, timeout: timeoutMs }),
  };
}

/**
 * What a module exports.
 *
 * @throws TunesmithError "file" for one that cannot be loaded
 */
export async function load(path: string): Promise<{ readonly [name: string]: unknown }> {
  const jiti = createJiti(import.meta.url, {
    virtualModules: await ownModules(sourceOf(path)),
    interopDefault: false,
  });
  try {
    return (await jiti.import(resolve(path))) as { readonly [name: string]: unknown };
  } catch (cause) {
    const words =
      cause instanceof Error ? cause.message.split("\n").slice(0, 2).join(" ").trim() : String(cause);
    throw new TunesmithError("file", `${path} cannot be loaded: ${words}`, { cause });
  }
}

/** "" for what cannot be read: the loader says so in its words. */
function sourceOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

function isObject(x: unknown): x is Record<string, unknown> {
  return typeof x === "object" && x !== null && !Array.isArray(x);
}
