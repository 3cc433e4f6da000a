import { prunerKinds } from "../../pruners/index.ts";
import { samplerKinds, type ZeroWords } from "../../samplers/index.ts";
import { describe, type Space } from "../../space/index.ts";
import type { CommandSpec } from "../command.ts";
import { defaultInWords } from "../part-flags.ts";
import { showNumber } from "../show-values.ts";
import { pairs } from "../table.ts";
import type { Terminal } from "../terminal.ts";

/** `tunesmith samplers`. */
export const samplers: CommandSpec = {
  usage: "samplers",
  summary: "list the samplers, what they take, and their options",
  examples: ["tunesmith samplers", "tunesmith run study.ts --sampler gp --gp.startup 10"],
  async run({ terminal }) {
    const kinds = samplerKinds().map(({ kind, summary, supports, options, defaults, zero }) => ({
      name: kind,
      summary,
      supports: [...supports],
      options,
      defaults,
      zero,
    }));
    const text = kinds.map((k) => inWords(k, [["takes", k.supports.join(" ")]], terminal));
    terminal.answer({ samplers: kinds }, text.join("\n"));
    return 0;
  },
};

/** `tunesmith pruners`. */
export const pruners: CommandSpec = {
  usage: "pruners",
  summary: "list the pruners and their options",
  examples: ["tunesmith pruners", "tunesmith run study.ts --pruner asha --asha.reductionFactor 4"],
  async run({ terminal }) {
    const kinds = prunerKinds().map(({ kind, summary, options, defaults }) => ({
      name: kind,
      summary,
      options,
      defaults,
    }));
    const text = kinds.map((k) => inWords(k, [], terminal));
    terminal.answer({ pruners: kinds }, text.join("\n"));
    return 0;
  },
};

/** A part as its name and summary, and beneath them what it takes and its options. */
function inWords(
  { name, summary, options, ...part }: Part,
  more: readonly (readonly [string, string])[],
  terminal: Terminal,
): string {
  const flags = Object.entries(options).map(
    ([option, domain]) =>
      [`--${name}.${option}`, `${describe(domain)}, default ${defaultInWords(part, option, shown)}`] as const,
  );
  const rows = [...more, ...flags];
  const head = `${terminal.paint.bold(name)}  ${summary}`;
  return rows.length === 0 ? head : `${head}\n${pairs(rows, terminal)}`;
}

const shown = (x: unknown) => (typeof x === "number" ? showNumber(x) : String(x));

interface Part {
  readonly name: string;
  readonly summary: string;
  readonly options: Space;
  readonly defaults: object;
  readonly zero?: ZeroWords;
}
