/** A region of a space, as somebody has marked it. */
import { type Domain, dimsOf, type Scalar, type Space, unflatten } from "../../../src/space/index.ts";

/** Ends of some parameters, in the units of the user; of choices and branches their places. */
export interface Ends {
  readonly [param: string]: readonly [low: number, high: number];
}

/** A random point of a region; the server draws what no end says. */
export function pointWithin(space: Space, ends: Ends, random: () => number = Math.random): object {
  const known: Record<string, Scalar> = {};
  for (const { name, domain } of dimsOf(space)) {
    const drawn = ends[name] && valueWithin(domain, ends[name], random);
    if (drawn !== undefined) known[name] = drawn;
  }
  return unflatten(space, known); // what hangs under a branch that was not drawn is left out
}

function valueWithin(
  domain: Domain,
  [low, high]: readonly [number, number],
  random: () => number,
): Scalar | undefined {
  if (domain.kind === "categorical" || domain.kind === "branch") {
    const choices = choicesOf(domain)!;
    const within = choices.filter((_, i) => i >= low && i <= high);
    return within[Math.floor(random() * within.length)];
  }
  const [a, b] = [Math.max(low, domain.low), Math.min(high, domain.high)];
  if (a > b) return undefined;
  const drawn = domain.log ? a * (b / a) ** random() : a + random() * (b - a);
  return domain.step === undefined ? drawn : nearestStep(drawn, domain.low, domain.step);
}

/** What there is to choose from; null for numbers. */
export function choicesOf(domain: Domain): readonly Scalar[] | null {
  if (domain.kind === "categorical") return domain.choices;
  return domain.kind === "branch" ? Object.keys(domain.cases) : null;
}

function nearestStep(x: number, low: number, step: number): number {
  return low + Math.round((x - low) / step) * step;
}

/** A region as a condition of the study; "" where it is all of the space. */
export function conditionFor(space: Space, ends: Ends): string {
  const words = dimsOf(space).flatMap(({ name, domain }) => {
    const [low, high] = ends[name] ?? [0, -1];
    if (high < low || domain.kind === "branch") return [];
    const word = nameInWords(name);
    if (domain.kind === "categorical") {
      const within = domain.choices.filter((_, i) => i >= low && i <= high);
      return within.length < domain.choices.length ? oneOf(word, within) : [];
    }
    if (low <= domain.low && high >= domain.high) return [];
    return [`${word} >= ${Number(low.toPrecision(6))} and ${word} <= ${Number(high.toPrecision(6))}`];
  });
  return words.join(" and ");
}

/** A name as conditions and filters have it: odd ones stand in backquotes. */
export function nameInWords(name: string): string {
  return /^[A-Za-z_]\w*(\.\w+)*$/.test(name) ? name : `\`${name}\``;
}

/** That a parameter is one of some choices; nothing where there is none. */
export function oneOf(word: string, choices: readonly unknown[]): string[] {
  if (choices.length === 0) return [];
  return [`(${choices.map((choice) => `${word} == ${JSON.stringify(choice)}`).join(" or ")})`];
}
