/** A proposal as a study file. */
import { existsSync, writeFileSync } from "node:fs";
import type { Goals } from "../../history/index.ts";
import { describe } from "../../space/index.ts";
import { settings } from "../study-file/settings.ts";
import { planOfYaml } from "../study-file/yaml.ts";
import { configIn } from "./config-file.ts";
import type { Proposal } from "./proposal.ts";

/** The usual name of a study file, and what it is called where another command has that. */
export const fileNames = (name: string) => ["tunesmith.yaml", `${name}.tunesmith.yaml`];

/**
 * The file for a command: the first of its names that is free, or that has this very command.
 *
 * @returns `isThere`: it has this command
 */
export function fileFor(
  name: string,
  argv: readonly string[],
): { readonly path: string; readonly isThere: boolean } {
  for (const path of fileNames(name)) {
    if (!existsSync(path)) return { path, isThere: false };
    if (isOf(path, argv)) return { path, isThere: true };
  }
  return { path: fileNames(name).at(-1)!, isThere: false };
}

/** Whether a file has that command, what was put into it aside. */
function isOf(path: string, argv: readonly string[]): boolean {
  const { objective } = planOfYaml(path);
  if (typeof objective === "function") return false;
  const [words, typed] = [objective.argv, argv].map((all) => all.filter((word) => !put.test(word))) as [
    string[],
    string[],
  ];
  return (
    words.length === typed.length &&
    words.every((word, i) => word === typed[i] || word === withHole(typed[i]!))
  );
}

/** A word with a config file as a template takes its place: `--config={config}`. */
function withHole(word: string): string {
  return word.replace(configIn(word) ?? "{config}", "{config}");
}

/** Words that a proposal puts behind a command: `{--lr}`, `model.lr={lr}`, `--dropout={dropout}e0`, `hydra.run.dir='{folder}'`. */
const put = /^\{-.*\}$|^[^{}=]+='?\{(?!config\})\w+\}(?:'|e0)?$/;

/** What is written. */
export interface FileContent {
  readonly name: string;
  readonly proposal: Proposal;
  readonly goals: Goals;
  readonly trials: number;
  readonly pruner: string;
  /** How the settings were typed, for those that a file has in the same words. */
  readonly typed: { readonly [key: string]: unknown };
}

/** Writes it, and the config file with placeholders beside it. */
export function writeStudyFile(path: string, content: FileContent): void {
  const { template } = content.proposal;
  if (template) writeFileSync(templateName(template.of), template.text);
  writeFileSync(path, textOf(content));
}

function templateName(of: string): string {
  return of.replace(/(\.\w+)$/, ".template$1");
}

const pruned = "# ends runs that fall behind, where the command prints its metric at each epoch or step";

function textOf({ name, proposal, goals, trials, pruner, typed }: FileContent): string {
  const { params, left, argv, template } = proposal;
  const width = Math.max(...params.map((p) => `${p.name}: ${describe(p.domain)}`.length));
  const lines = [
    `# Written by tunesmith from the command's help, config file and a dry run. Change what you know better, then:`,
    `#   tunesmith run ${name === "tunesmith" ? "tunesmith.yaml" : "this file"}    (or the same line again)`,
    `name: ${JSON.stringify(name)}`,
    "space:",
    ...params.map((p) => `  ${`${p.name}: ${describe(p.domain)}`.padEnd(width)}  # ${p.why}`),
    ...left.map(({ name: one, why }) => `  # ${one}: left alone, ${why}`),
    "goals:",
    ...Object.entries(goals).map(([goal, how]) => `  ${JSON.stringify(goal)}: ${JSON.stringify(how)}`),
    `trials: ${trials}`,
    pruner === "none" ? `# pruner: median   ${pruned}` : `pruner: ${pruner}   ${pruned}`,
    `command: ${JSON.stringify(argv)}`,
    ...(template ? [`template: ${JSON.stringify({ config: templateName(template.of) })}`] : []),
    ...settings
      .filter(({ key }) => typed[key] !== undefined)
      .map(({ key }) => `${key}: ${JSON.stringify(typed[key])}`),
  ];
  return `${lines.join("\n")}\n`;
}
