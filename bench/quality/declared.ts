/** Spaces as the task files declare them: flat, where a parameter may be active only under values of another. */
import { branch, categorical, float, int, type Params, type Scalar, type Space } from "tunesmith/space";

export interface Declared {
  readonly name: string;
  readonly type: "float" | "int" | "cat";
  readonly low?: number;
  readonly high?: number;
  readonly log?: boolean;
  readonly choices?: readonly Scalar[];
  readonly when?: { readonly param: string; readonly in: readonly Scalar[] };
}

/** The same as a space: a category that others depend on is a branch, and has them in its cases. */
export function spaceOf(declared: readonly Declared[]): Space {
  const domainOf = (p: Declared) => {
    if (p.type !== "cat") return (p.type === "int" ? int : float)(p.low!, p.high!, { log: p.log! });
    const children = declared.filter((c) => c.when?.param === p.name);
    if (children.length === 0) return categorical(p.choices!);
    const caseOf = (choice: Scalar): Space =>
      Object.fromEntries(
        children.filter((c) => c.when!.in.includes(choice)).map((c) => [c.name, domainOf(c)]),
      );
    return branch(Object.fromEntries(p.choices!.map((choice) => [String(choice), caseOf(choice)])));
  };
  return Object.fromEntries(declared.filter((p) => !p.when).map((p) => [p.name, domainOf(p)]));
}

/** Nested params as the flat record of the active names; names are unique in a file. */
export function flat(params: Params): { readonly [name: string]: Scalar } {
  const out: Record<string, Scalar> = {};
  for (const [name, value] of Object.entries(params)) {
    if (typeof value !== "object" || value === null) out[name] = value;
    else {
      const { is, ...inner } = value;
      Object.assign(out, { [name]: is }, flat(inner));
    }
  }
  return out;
}
