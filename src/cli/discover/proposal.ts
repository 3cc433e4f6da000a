/** What is proposed to be tuned of a command, before anybody was asked. */
import { existsSync } from "node:fs";
import type { Domain, Scalar } from "../../space/index.ts";
import { configIn, leavesOf } from "./config-file.ts";
import { guess, isHeads, type Known, snake } from "./guess.ts";
import type { HelpOption } from "./help-options.ts";
import { hasFolders, hydraFolder } from "./hydra.ts";

/** One parameter of the proposal. */
export interface Proposed {
  readonly name: string;
  readonly domain: Domain;
  readonly why: string;
  /** The program's own value; null where it is not known. */
  readonly start: Scalar;
}

export interface Proposal {
  readonly params: readonly Proposed[];
  /** What is left alone, and why. */
  readonly left: readonly { readonly name: string; readonly why: string }[];
  /** The command with its parameters. */
  readonly argv: readonly string[];
  /** A config file with placeholders to write, with the words it stands for. */
  readonly template: { readonly of: string; readonly text: string } | null;
}

/**
 * Proposes what to tune.
 *
 * @param argv     the command as the user typed it: what it says already stays as it is
 * @param options  of its help
 * @param aside    names that are to be left alone
 */
export function proposalOf(
  argv: readonly string[],
  options: readonly HelpOption[],
  aside: ReadonlySet<string> = new Set(),
): Proposal {
  const all = propose(argv, options, { aside: new Set(), isSparing: false });
  return propose(argv, options, { aside, isSparing: all.params.length > most });
}

/** With more parameters each would get too few trials: then those are left alone of which too little is known. */
const most = 15;

function propose(
  argv: readonly string[],
  options: readonly HelpOption[],
  { aside, isSparing }: { readonly aside: ReadonlySet<string>; readonly isSparing: boolean },
): Proposal {
  const params: Proposed[] = [];
  const left: { name: string; why: string }[] = [];
  const words: string[] = [];
  const consider = (known: Known, start: Scalar): boolean => {
    if (aside.has(known.name)) {
      left.push({ name: known.name, why: "as you said" });
      return false;
    }
    const guessed = guess(known);
    const isTaken = params.some(({ name }) => name === known.name);
    if (guessed.domain === null || isTaken) {
      left.push({ name: known.name, why: isTaken ? "its name is taken" : guessed.why! });
      return false;
    }
    // What has no default is often off.
    const isUnset =
      start === null && guessed.domain.kind !== "categorical" && guessed.why !== "a learning rate";
    if (isSparing && (guessed.isVague || isUnset)) {
      const lacks = isUnset ? "its default is not known" : "of it only the default is known";
      left.push({ name: known.name, why: `one of many, and ${lacks}` });
      return false;
    }
    params.push({ name: known.name, domain: guessed.domain, why: guessed.why, start });
    return true;
  };

  const config =
    argv
      .slice(1)
      .map(configIn)
      .find((path) => path !== null && existsSync(path)) ?? undefined;
  const template = config === undefined ? null : templateOf(config, consider);
  const heads = headsOf(options.map((option) => ({ key: pathOf(option).key, start: startOf(option) })));
  for (const option of options) {
    const name = nameOf(option, options);
    if (/^(help|version|helpfull|install_completion|show_completion)$/.test(name)) continue;
    if (argv.some((word) => isSaid(option.flag, word))) {
      left.push({ name, why: "the command says it already" });
    } else if (/^-.$/.test(option.flag)) {
      left.push({ name, why: "it has no long name" });
    } else if (consider({ ...option, ...pathOf(option), name, heads }, startOf(option))) {
      words.push(wordOf(option, params.at(-1)!));
    }
  }
  if (options.some(isKey) && !hasFolders(argv)) words.push(hydraFolder);
  const filled = argv.map((word, i) =>
    template && i > 0 && configIn(word) === config ? word.replace(config!, "{config}") : word,
  );
  return { params, left, argv: [...filled, ...words], template };
}

/** How many heads of attention there are: widths are multiples of that. */
function headsOf(all: readonly { readonly key: string; readonly start: Scalar }[]): number {
  const found = all.find(({ key, start }) => isHeads.test(snake(key)) && Number.isInteger(start));
  return Math.max(1, Number(found?.start ?? 1));
}

/** Whether it is a key of a config, in place of a flag. */
function isKey({ flag }: HelpOption): boolean {
  return !flag.startsWith("-");
}

/** The last part of a name with dots, and the parts before it. */
function pathOf({ flag }: HelpOption): Pick<Known, "key" | "within"> {
  const parts = flag.replace(/^-+/, "").replaceAll("-", "_").split(".");
  return { key: parts.at(-1)!, within: parts.slice(0, -1).join("_") };
}

/** The parameter's name: a flag's has all its parts, of a key of a config the last is enough where it is alone. */
function nameOf(option: HelpOption, options: readonly HelpOption[]): string {
  const { key, within } = pathOf(option);
  const isAlone = () => options.filter((other) => pathOf(other).key === key).length === 1;
  return within === "" || (isKey(option) && isAlone()) ? key : `${within}_${key}`;
}

function isSaid(flag: string, word: string): boolean {
  return word === flag || word.replace(/^\+{1,2}/, "").startsWith(`${flag}=`);
}

function wordOf(option: HelpOption, { name, domain }: Proposed): string {
  const { flag, opposite, choices, isTyped } = option;
  // 0e0 is a float, where 0 is none; numbers below 1e-6 have an exponent already.
  if (isTyped && domain.kind === "float" && (domain.low === 0 || domain.low >= 1e-6))
    return `${flag}={${name}}e0`;
  // A flag's own placeholder would leave `true` away.
  if (isKey(option) || choices?.includes("true") || choices?.includes("null")) return `${flag}={${name}}`;
  const [, dashes, within, last] = /^(--?)((?:[\w-]+\.)*)(.+)$/.exec(flag)!;
  return `{${dashes}${within}${opposite === null ? "" : `[${opposite}]`}${last}}`;
}

function startOf({ flag, kind, choices, opposite, default: start }: HelpOption): Scalar {
  if (kind === "switch") return start === "true" || (opposite !== null && start === flag.slice(2));
  if (start === null) return null;
  const same = (choice: string) => choice.toLowerCase() === start.toLowerCase();
  if (choices) return choices.includes(start) ? start : (choices.find(same) ?? start);
  return kind === "text" ? start : Number(start);
}

function templateOf(path: string, consider: (known: Known, start: Scalar) => boolean): Proposal["template"] {
  const { text, leaves } = leavesOf(path);
  const keys = leaves.map((leaf) => leaf.path.at(-1)!);
  const heads = headsOf(leaves.map(({ value }, i) => ({ key: keys[i]!, start: value })));
  let out = "";
  let from = 0;
  for (const leaf of leaves) {
    const last = leaf.path.at(-1)!;
    const isAlone = keys.filter((key) => key === last).length === 1;
    const name = (isAlone ? last : leaf.path.join("_")).replace(/\W/g, "_");
    const kind = typeof leaf.value === "boolean" ? "switch" : typeof leaf.value === "string" ? "text" : null;
    const at = { name, heads, key: last, within: leaf.path.slice(0, -1).join("_") };
    const known = { ...at, kind, choices: null, default: leaf.text, low: null, high: null } as const;
    if (!/^[A-Za-z_]/.test(name) || !consider(known, leaf.value)) continue;
    out += `${text.slice(from, leaf.at[0])}{${name}}`;
    from = leaf.at[1];
  }
  return from === 0 ? null : { of: path, text: out + text.slice(from) };
}
