/** The flags of samplers and pruners, made of their declarations: `--gp.startup 10`, `--asha.reductionFactor 4`. */
import { TunesmithError } from "../error.ts";
import { type Pruner, prunerByName, prunerKinds } from "../pruners/index.ts";
import { type Sampler, samplerByName, samplerKinds, type ZeroWords } from "../samplers/index.ts";
import { describe, type Scalar, type Space, scalarOf } from "../space/index.ts";
import type { Flag } from "./command.ts";

/** A sampler or pruner, as far as flags go. */
interface Kind {
  readonly kind: string;
  readonly options: Space;
  readonly defaults: object;
  readonly zero?: ZeroWords;
}

/** What the flags said, by their names. */
interface Given {
  readonly [flag: string]: unknown;
}

/** All of them, for the help. */
export function partFlags(): Flag[] {
  const flagsOf = (kinds: readonly Kind[], group: string) =>
    kinds.flatMap(({ kind, options, defaults, zero = {} }) =>
      Object.entries(options).map(
        ([option, domain]): Flag => ({
          flags: `--${kind}.${option} <value>`,
          help: `${describe(domain)}, default ${defaultInWords({ defaults, zero }, option, String)}`,
          group,
        }),
      ),
    );
  return [...flagsOf(samplerKinds(), "Of samplers:"), ...flagsOf(prunerKinds(), "Of pruners:")];
}

/** What an option is when nobody says it; of a 0 that is no value of its own also what it stands for. */
export function defaultInWords(
  { defaults, zero = {} }: Pick<Kind, "defaults" | "zero">,
  option: string,
  show: (value: unknown) => string,
): string {
  const value = (defaults as { readonly [option: string]: unknown })[option];
  const words = value === 0 ? zero[option] : undefined;
  return words === undefined ? show(value) : `0 (${words})`;
}

/**
 * The sampler that the flags ask for; undefined when they say nothing.
 *
 * @throws TunesmithError "usage" for an option of another sampler; "name", "option"
 */
export function samplerOf(given: Given): Sampler | undefined {
  return partOf("sampler", given, samplerKinds(), samplerByName);
}

/** The same for pruners. */
export function prunerOf(given: Given): Pruner | undefined {
  return partOf("pruner", given, prunerKinds(), prunerByName);
}

function partOf<T>(
  what: "sampler" | "pruner",
  given: Given,
  kinds: readonly Kind[],
  make: (name: string, options: Record<string, Scalar>) => T,
): T | undefined {
  const name = given[what] as string | undefined;
  const options: Record<string, Scalar> = {};
  for (const { kind, options: declared } of kinds) {
    for (const option of Object.keys(declared)) {
      const value = given[`${kind}.${option}`] as string | undefined;
      if (value === undefined) continue;
      if (kind !== name) {
        const found = name === undefined ? `no ${what} is named` : `the ${what} is "${name}"`;
        throw new TunesmithError(
          "usage",
          `--${kind}.${option} is an option of "${kind}", and ${found}; add --${what} ${kind}.`,
        );
      }
      options[option] = scalarOf(value);
    }
  }
  return name === undefined ? undefined : make(name, options);
}
