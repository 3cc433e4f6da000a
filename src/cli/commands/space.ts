import { TunesmithError } from "../../error.ts";
import { dimsOf, joinSpace, parseParam } from "../../space/index.ts";
import { type CommandSpec, collect } from "../command.ts";
import { pairsOf } from "../told.ts";
import { withStudy } from "../with-study.ts";

interface Options {
  readonly param?: readonly string[];
  readonly remove?: readonly string[];
  readonly rename?: readonly string[];
  readonly default?: readonly string[];
  readonly why?: string;
}

/** `tunesmith space STUDY`. */
export const space: CommandSpec<Options> = {
  usage: "space <study>",
  summary: "change the space of a living study, and take its trials along",
  details:
    "Trials whose points have a place in the new space are taken along; the others stay in the study, and no sampler sees them.",
  flags: [
    {
      flags: "-p, --param <name=domain>",
      help: "a new or another domain: lr=float(1e-5,1,log)",
      read: collect,
    },
    { flags: "--remove <name>", help: "a parameter that goes", read: collect },
    { flags: "--rename <old=new>", help: "another name", read: collect },
    { flags: "--default <name=value>", help: "what earlier trials had for a new one", read: collect },
    { flags: "--why <words>", help: "the reason, for the others" },
  ],
  examples: [
    "tunesmith space iris -p 'C=float(1e-3,1e3,log)'",
    "tunesmith space iris -p 'tol=float(1e-6,1e-2,log)' --default tol=1e-4 --rename C=cost",
  ],
  async run({ args: [name], options, storage, terminal }) {
    const { param = [], remove = [], rename = [], default: defaults = [], why } = options;
    if (param.length + remove.length + rename.length === 0) {
      throw new TunesmithError("usage", "say what to change: -p, --remove or --rename.");
    }
    const names = Object.fromEntries(Object.entries(pairsOf(rename)).map(([from, to]) => [from, String(to)]));
    const result = await withStudy(storage, name!, (study) => {
      const given = new Map(param.map(parseParam));
      const old = dimsOf(study.space)
        .filter((dim) => !remove.some((gone) => dim.name === gone || dim.name.startsWith(`${gone}.`)))
        .map((dim) => [renamed(names, dim.name), dim.domain] as const)
        .filter(([dotted]) => !given.has(dotted));
      const whole = joinSpace([...old.map(([dotted, domain]) => [dotted, bare(domain)] as const), ...given]);
      return study.changeSpace(whole, {
        rename: names,
        defaults: pairsOf(defaults),
        ...(why === undefined ? {} : { why }),
      });
    });
    const { taken, outside } = result;
    terminal.answer(
      { study: name, ...result },
      `${name}: ${taken} trials taken along, ${outside} outside of the new space.`,
    );
    return 0;
  },
};

type Domain = ReturnType<typeof dimsOf>[number]["domain"];

/** A branch with empty cases: what they hold is declared beside it. */
function bare(domain: Domain): Domain {
  if (domain.kind !== "branch") return domain;
  return { kind: "branch", cases: Object.fromEntries(Object.keys(domain.cases).map((is) => [is, {}])) };
}

function renamed(names: Record<string, string>, dotted: string): string {
  const from = Object.keys(names).find((old) => dotted === old || dotted.startsWith(`${old}.`));
  return from === undefined ? dotted : names[from]! + dotted.slice(from.length);
}
