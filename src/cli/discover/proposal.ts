/** What is proposed to be tuned of a command, before anybody was asked. */
import { existsSync } from "node:fs";
import type { Domain, Scalar } from "../../space/index.ts";
import { isConfig, leavesOf } from "./config-file.ts";
import { guess, type Known } from "./guess.ts";
import type { HelpOption } from "./help-options.ts";

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
    params.push({ name: known.name, domain: guessed.domain, why: guessed.why, start });
    return true;
  };

  const config = argv.slice(1).find((word) => isConfig(word) && existsSync(word));
  const template = config === undefined ? null : templateOf(config, consider);
  for (const option of options) {
    const name = option.flag.replace(/^-+/, "").replaceAll("-", "_");
    if (/^(help|version|helpfull|install_completion|show_completion)$/.test(name)) continue;
    if (argv.some((word) => word === option.flag || word.startsWith(`${option.flag}=`))) {
      left.push({ name, why: "the command says it already" });
    } else if (!option.flag.startsWith("--")) {
      left.push({ name, why: "it has no long name" });
    } else if (consider({ ...option, name }, startOf(option))) {
      const flag = option.flag.slice(2);
      words.push(option.opposite === null ? `{--${flag}}` : `{--[${option.opposite}]${flag}}`);
    }
  }
  const filled = argv.map((word) => (template && word === config ? "{config}" : word));
  return { params, left, argv: [...filled, ...words], template };
}

function startOf(option: HelpOption): Scalar {
  if (option.kind === "switch")
    return option.default === "true" || (option.opposite !== null && option.default === option.flag.slice(2));
  if (option.default === null) return null;
  return option.choices || option.kind === "text" ? option.default : Number(option.default);
}

function templateOf(path: string, consider: (known: Known, start: Scalar) => boolean): Proposal["template"] {
  const { text, leaves } = leavesOf(path);
  const keys = leaves.map((leaf) => leaf.path.at(-1)!);
  let out = "";
  let from = 0;
  for (const leaf of leaves) {
    const last = leaf.path.at(-1)!;
    const isAlone = keys.filter((key) => key === last).length === 1;
    const name = (isAlone ? last : leaf.path.join("_")).replace(/\W/g, "_");
    const kind = typeof leaf.value === "boolean" ? "switch" : typeof leaf.value === "string" ? "text" : null;
    const known = { name, kind, choices: null, default: leaf.text, low: null, high: null } as const;
    if (!/^[A-Za-z_]/.test(name) || !consider(known, leaf.value)) continue;
    out += `${text.slice(from, leaf.at[0])}{${name}}`;
    from = leaf.at[1];
  }
  return from === 0 ? null : { of: path, text: out + text.slice(from) };
}
