/**
 * Which define-by-run parameters belong together, as the complete trials show it: they are asked for at once, so that a
 * sampler sees how one depends on the other, and which of them a choice brings along.
 *
 * Parameters that the same trials have are a group (as in Optuna's TPESampler with `group=True`). A group that comes exactly
 * when a parameter has a certain choice is that choice's case.
 */
import type { History } from "../history/index.ts";
import type { Domain, Scalar } from "../space/index.ts";
import type { Family, Relative } from "./family.ts";

interface Group {
  /** By name and domain: in another domain it is another parameter. */
  readonly members: Map<string, Relative>;
  /** The numbers of the complete trials that had them. */
  readonly trials: number[];
}

/** The choice that brings a group along. */
interface Parent {
  readonly group: Group;
  readonly key: string;
  readonly choice: Scalar;
}

export class Families {
  #groups: Group[] = [];
  #parents = new Map<Group, Parent>();
  #told = 0;
  #revision = -1;

  /** What a parameter is asked for with; alone when no complete trial had it. */
  of(history: History, name: string, domain: Domain): Family {
    this.#catchUp(history);
    const key = keyOf({ name, domain });
    let group = this.#groups.find(({ members }) => members.has(key));
    if (!group) return [{ name, domain }];
    for (let up = this.#parents.get(group); up; up = this.#parents.get(group)) group = up.group;
    return this.#family(group);
  }

  #catchUp(history: History): void {
    if (this.#revision === history.revision && this.#told === history.finished.length) return;
    if (this.#revision !== history.revision) [this.#groups, this.#told] = [[], 0];
    this.#revision = history.revision;
    for (; this.#told < history.finished.length; this.#told++) {
      const { number, state, suggested } = history.trials[history.finished[this.#told]!]!;
      if (state !== "complete") continue; // one that ended half-way says nothing of what comes together
      const members = Object.entries(suggested).map(([name, domain]) => ({ name, domain }));
      if (members.length > 0) this.#tell(number, new Map(members.map((m) => [keyOf(m), m])));
    }
    this.#parents = new Map();
    for (const group of this.#groups) {
      const parent = this.#parentOf(group, history);
      if (parent) this.#parents.set(group, parent);
    }
  }

  /** Splits each group into those that the trial had and those that it had not; what is new is a group. */
  #tell(number: number, had: Map<string, Relative>): void {
    this.#groups = this.#groups.flatMap((group) => {
      const { members, trials } = group;
      const both = new Map([...members].filter(([key]) => had.delete(key)));
      if (both.size === 0) return [group];
      const rest = new Map([...members].filter(([key]) => !both.has(key)));
      const split = [{ members: both, trials: [...trials, number] }];
      return rest.size === 0 ? split : [...split, { members: rest, trials }];
    });
    if (had.size > 0) this.#groups.push({ members: had, trials: [number] });
  }

  /** The nearest choice with which a group always comes, and never without. */
  #parentOf({ members, trials }: Group, { trials: all }: History): Parent | null {
    if ([...members.values()].some(({ name }) => name === "is")) return null; // a case says its own name by it
    const inside = new Set(trials);
    let parent: Parent | null = null;
    for (const group of this.#groups) {
      if (group.trials.length <= trials.length) continue;
      if (parent && group.trials.length >= parent.group.trials.length) continue;
      for (const [key, { name, domain }] of group.members) {
        if (domain.kind !== "categorical" || domain.ordered) continue;
        const valueIn = (number: number) => all[number]!.params![name] as Scalar;
        const choice = valueIn(trials[0]!);
        const with_ = group.trials.filter((number) => valueIn(number) === choice);
        if (with_.length === inside.size && with_.every((number) => inside.has(number)))
          parent = { group, key, choice };
      }
    }
    return parent;
  }

  #family(group: Group): Family {
    return [...group.members].map(([key, { name, domain }]) => {
      const hanging = [...this.#parents].filter(([, up]) => up.group === group && up.key === key);
      if (hanging.length === 0 || domain.kind !== "categorical") return { name, domain };
      const caseOf = (choice: Scalar) => hanging.find(([, up]) => up.choice === choice)?.[0];
      const cases = domain.choices.map(caseOf).map((one) => (one ? this.#family(one) : []));
      return { name, domain, cases };
    });
  }
}

function keyOf({ name, domain }: Relative): string {
  return `${name} ${JSON.stringify(domain)}`;
}
