/** From what is known of an option to the range in which it is tuned: by its name, its type and its default. */
import { categorical, type Domain, float, int } from "../../space/index.ts";

/** What is known of a number, a choice or a switch. */
export interface Known {
  /** Its name, with `_`. */
  readonly name: string;
  /** What its name says without the parts before it, as `lr` in `optimizer.lr`; and these, with `_`. */
  readonly key: string;
  readonly within: string;
  /** How many heads of attention the model has; 1 where that is not known. */
  readonly heads: number;
  readonly kind: "float" | "int" | "number" | "text" | "switch" | "group" | null;
  readonly choices: readonly string[] | null;
  readonly default: string | null;
  readonly low: number | null;
  readonly high: number | null;
}

/** A domain, and the words that say where it comes from; or why there is none. */
export type Guess =
  /** `isVague`: its name tells nothing, so that it may be anything. */
  | { readonly domain: Domain; readonly why: string; readonly isVague: boolean }
  | { readonly domain: null; readonly why: string };

/** Names that are no parameter of a model: what they are instead, and whether so is all that is within them, as `eval.batch_size`. */
const others: readonly (readonly [names: RegExp, what: string, isAllWithin: boolean])[] = [
  [/^(help|version|h|v)$/, "help", false],
  [/seed|random_state/, "a seed", false],
  [
    /(^|_)(epochs?|ep|max_iters?|iters|iterations?|num_steps|max_steps|steps|timesteps|frames|trials|passes|duration|max_time)$|^limit_/,
    "how long it runs: a budget",
    false,
  ],
  [
    /(^|_)(classes|num_labels|n_labels|vocab_size|vocab|(in|out)_(channels|features|dims?)|(img|image)_size)$/,
    "the shape of its data",
    false,
  ],
  [
    /(^|_)(path|paths|dir|dirs|directory|folder|file|filename|output|outdir|out|checkpoint|ckpt|resume|root)(_|$)/,
    "a place",
    true,
  ],
  [
    /(^|_)(log|logs|logger|logging|callbacks|save|load|export|print|plot|show|verbose|verbosity|quiet|debug|report|eval|test|(?<!clip_)val|valid|profile|wandb)(_|$)/,
    "what it says or keeps",
    true,
  ],
  [
    /(^|_)((?<!per_)device|devices|gpu|gpus|cuda|mps|accel|accelerator|cpu|workers?|threads?|jobs?|n_jobs|num_proc|nodes?|rank|world_size|host|port|url|backend|(?<!\w_)precision)(_|$)/,
    "the machine",
    true,
  ],
  [
    /(^|_)(name|tag|config|data|dataset|input|project|entity|user|task|dry_run|interval|token|key|folds?)(_|$)/,
    "what it works on",
    false,
  ],
];

/** Choices that are known to matter. */
const isTellingChoice = /optim|sched|activ|loss|penalty|kernel|solver|criterion|booster|algo|model|arch/;

/** Heads of attention divide the width, so neither is tuned without the other. */
export const isHeads = /(^|_)(n|num_?|num_attention_?)?heads?$/;
const isWidth = /(^|_)(n_?embd|emb|embed|embedding|emsize|d_?model|hidden|dim|width)(_(dim|size))?$/;

const isLearningRate = /(^|_)(lr|learning_rate|eta|eta0|step_size)(_init)?$/;
/** Of a part of a model, where it is as small as one: `lr_backbone`, and no `lr_decay` of 0.9. */
const isPartialRate = /^(lr|learning_rate)_/;
/** Of gradients, or of PPO's ratios. */
const isClip = /clip|grad_norm/;
const isPenalty =
  /(^|_)(weight_decay|wd|decay|l1|l2|alpha|lambda|reg|regularization|c|eps|epsilon|tol|temperature|noise|gamma|var_smoothing|penalty)(_|$)/;
const isShare =
  /(^|_)(subsample|colsample\w*|fraction|frac|ratio|share|smoothing|prob|probability|feature_fraction|bagging_fraction)(_|$)/;
const isMomentum = /(^|_)(momentum|beta\d?|rho)(_|$)/;
const isDepth = /(^|_)(layers?|depth|num_layers|n_layers|blocks|degree|stages)(_|$)/;
const isCount =
  /(^|_)(batch_size|batch|hidden|hidden_size|units|width|dim|dims|size|filters|channels|leaves|num_leaves|estimators|n_estimators|trees|rounds|neighbors|k|bins|rank|components|min_child\w*|min_samples\w*|word_?ngrams|bucket)(_|$)/;
/** Switches that are known to matter, and to leave the rest as it is. */
const isTelling =
  /nesterov|amsgrad|bias|norm|augment|shuffle|balanc|residual|attention|smooth|schedul|warmup|cosine|standard|scale|whiten|intercept|bootstrap|centered|lower|stem|early|dropout/;

/** Guesses the domain of one. */
export function guess(known: Known): Guess {
  const [name, within] = [snake(known.key), snake(known.within)];
  const other =
    others.find(([names]) => names.test(name)) ??
    others.find(([names, , isAllWithin]) => isAllWithin && names.test(within));
  if (other) return none(other[1]);
  if (isHeads.test(name)) return none("widths are its multiples");
  if (known.kind === "group") return none("a choice of configs, with which the other keys change");
  const { choices } = known;
  const isSwitch = known.kind === "switch" || choices?.every((choice) => /^(true|false)$/i.test(choice));
  if (isSwitch && !isTelling.test(name)) return none("a switch whose meaning is not known");
  if (isSwitch) {
    const domain = choices ? categorical(choices) : categorical([false, true]);
    return { domain, why: "a switch", isVague: false };
  }
  if (choices) {
    const isVague = !isTellingChoice.test(name);
    return { domain: categorical([...new Set(choices)]), why: "its choices", isVague };
  }
  if (known.kind === "text") return none("a text");
  const start = known.default === null || known.default.trim() === "" ? null : Number(known.default);
  if (start !== null && !Number.isFinite(start)) return none("a text");
  const isWhole =
    known.kind === "int" || (known.kind !== "float" && start !== null && /^[-+]?\d+$/.test(known.default!));
  try {
    return isWhole ? wholeOf(name, start, known) : realOf(name, start, known);
  } catch {
    return none("no range that holds its default");
  }
}

/** What is said of a range that nothing but the default tells. */
const around = "around its default";

function realOf(name: string, start: number | null, known: Known): Guess {
  const isUnit = start !== null && start > 0 && start < 1;
  const isSmall = start !== null && start > 0 && start <= 0.05;
  if (isLearningRate.test(name) || (isSmall && isPartialRate.test(name)))
    return real(start ? [start / 100, start * 10] : [1e-5, 0.1], true, "a learning rate", known);
  if (/drop(out)?/.test(name)) return real([0, 0.7], false, "a dropout", known);
  if (isMomentum.test(name)) {
    const isNearOne = start !== null && start > 0.99 && start < 1; // Adam's second one
    return real(isNearOne ? [0.9, 1 - (1 - start) / 10] : [0, 0.99], false, "a momentum", known);
  }
  if (isShare.test(name)) {
    return real(start !== null && start < 0.1 ? [0, 0.5] : [0.1, 1], false, "a share", known);
  }
  if (isClip.test(name) && start !== null && start > 0)
    return real([start / 10, start * 10], true, "where something is clipped", known);
  if (isPenalty.test(name) && !(isUnit && start >= 0.5)) {
    const range: [number, number] = start ? [start / 100, start * 100] : [1e-6, 1];
    return real(range, true, "it works by orders of magnitude", known);
  }
  if (start === null) {
    return known.low !== null && known.high !== null
      ? real([known.low, known.high], false, "its range", known)
      : none("no default to begin from");
  }
  if (isUnit && start >= 0.5) return real([Math.max(0, 1 - 5 * (1 - start)), 1], false, around, known);
  if (start > 0) return real([start / 10, start * 10], true, around, known);
  return none("no range to be guessed around its default");
}

function wholeOf(name: string, start: number | null, known: Known): Guess {
  if (isDepth.test(name)) {
    const d = start !== null && start > 0 ? start : 4;
    return whole([1, Math.max(4, 2 * d)], false, "a depth", known);
  }
  const from =
    start ?? (known.low !== null && known.high !== null ? Math.round((known.low + known.high) / 2) : null);
  if (from === null) return none("no default to begin from");
  if (from <= 0) return none("no range to be guessed around its default");
  const { heads } = known;
  if (heads > 1 && isWidth.test(name) && from % heads === 0) {
    const low = Math.max(1, Math.floor(from / heads / 4)) * heads;
    const high = Math.floor((from * 4) / heads) * heads;
    return {
      domain: int(low, high, { step: heads }),
      why: `a width: multiples of ${heads} heads`,
      isVague: false,
    };
  }
  const range: [number, number] = [Math.max(1, Math.floor(from / 4)), from * 4];
  return whole(range, from >= 8, isCount.test(name) ? "a size" : around, known);
}

function real([from, to]: [number, number], isLog: boolean, why: string, known: Known): Guess {
  const low = Math.max(tidy(from), known.low ?? -Infinity);
  const high = Math.min(tidy(to), known.high ?? Infinity);
  return { domain: float(low, high, isLog && low > 0 ? { log: true } : {}), why, isVague: why === around };
}

function whole([from, to]: [number, number], isLog: boolean, why: string, known: Known): Guess {
  const low = Math.max(from, known.low === null ? -Infinity : Math.ceil(known.low));
  const high = Math.min(to, known.high === null ? Infinity : Math.floor(known.high));
  return { domain: int(low, high, isLog && low > 0 ? { log: true } : {}), why, isVague: why === around };
}

function none(why: string): Guess {
  return { domain: null, why };
}

/** Two digits are enough for the end of a range; of one just below 1, of what is missing. */
function tidy(x: number): number {
  return x > 0.99 && x < 1 ? 1 - Number((1 - x).toPrecision(2)) : Number(x.toPrecision(2));
}

/** `batchSize` as `batch_size`. */
export function snake(name: string): string {
  return name.replace(/([a-z\d])([A-Z])/g, "$1_$2").toLowerCase();
}
