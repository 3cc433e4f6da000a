/**
 * Programs of Hydra: their help shows the whole config as YAML, and words such as `model.lr=0.1` change it.
 *
 * @source https://hydra.cc/docs/advanced/override_grammar/basic/
 */
import { leavesOfYaml } from "./config-file.ts";
import type { HelpOption } from "./help-options.ts";

/** Where a run writes: its trial's folder, since runs that begin in the same second would share one otherwise. */
export const hydraFolder = "hydra.run.dir='{folder}'";

/** Whether a line says where runs write, or is for several runs, which have folders of their own. `python -m` is another `-m`. */
export function hasFolders(argv: readonly string[]): boolean {
  const isMulti = (i: number) => argv[i] === "-m" && !/^[^=]+$/.test(argv[i + 1] ?? "");
  return argv.some((word, i) => word.startsWith("hydra.run.dir=") || word === "--multirun" || isMulti(i));
}

/** A key that a word can name; those as `_target_` are Hydra's own. */
const ordinary = /^(?!_\w*_$)[A-Za-z_][\w-]*$/;

const nothing = { opposite: null, choices: null, listed: null, low: null, high: null };

/**
 * The keys of a Hydra program's config.
 *
 * @returns null for the help of any other program
 */
export function hydraOptions(help: string): HelpOption[] | null {
  const lines = help.split(/\r?\n/);
  const config = sectionOf(lines, "Config");
  if (config === null) return null;
  const ofGroups = (sectionOf(lines, "Configuration groups") ?? [])
    .map((line) => /^([\w./@-]+): .*,/.exec(line)?.[1])
    .filter((flag) => flag !== undefined)
    .map((flag) => ({ ...nothing, flag, kind: "group", default: null }) as const);
  const ofLeaves = leavesOfYaml(config.join("\n"))
    .filter(({ path }) => path.every((key) => ordinary.test(key)))
    .map(({ path, value, text }): HelpOption => {
      const kind = typeof value === "boolean" ? "switch" : typeof value === "string" ? "text" : null;
      return { ...nothing, flag: path.join("."), kind, default: kind === null ? text : String(value) };
    });
  return [...ofGroups, ...ofLeaves];
}

/** The lines below a head and the sentence that explains it. */
function sectionOf(lines: readonly string[], head: string): readonly string[] | null {
  const at = lines.indexOf(`== ${head} ==`);
  if (at < 0) return null;
  const rest = lines.slice(at + 2);
  const end = rest.findIndex((line) => /^== .* ==$|^Powered by Hydra/.test(line));
  return end < 0 ? rest : rest.slice(0, end);
}
