/** A value a categorical parameter may take. */
export type Scalar = string | number | boolean | null;

/** A real number in [low, high], both ends included; with `step`, one of low, low + step, … <= high. */
export interface Float {
  readonly kind: "float";
  readonly low: number;
  readonly high: number;
  readonly log: boolean;
  readonly step?: number;
}

/** An integer in [low, high], both ends included: low, low + step, … <= high. */
export interface Int {
  readonly kind: "int";
  readonly low: number;
  readonly high: number;
  readonly log: boolean;
  readonly step: number;
}

/** One of a list of values; `ordered` says that neighbours in the list are alike. */
export interface Categorical<T extends Scalar = Scalar> {
  readonly kind: "categorical";
  readonly choices: readonly T[];
  readonly ordered: boolean;
}

/** One of several named cases, each with a space of its own, active only when the case is chosen. */
export interface Branch<C extends Cases = Cases> {
  readonly kind: "branch";
  readonly cases: C;
}

/** The cases of a branch, by name. */
export interface Cases {
  readonly [name: string]: Space;
}

/** What one parameter may be: frozen plain data, and its own JSON form. */
export type Domain = Float | Int | Categorical | Branch;

/** All parameters of a problem by name. */
export interface Space {
  readonly [name: string]: Domain;
}

type Flat<T> = { [K in keyof T]: T[K] } & {};

/** The type of a value of a domain; a branch gives a union discriminated by `is`. */
export type ValueOf<D> =
  D extends Categorical<infer T>
    ? T
    : D extends Branch<infer C>
      ? { [K in keyof C & string]: Flat<{ is: K } & ParamsOf<C[K]>> }[keyof C & string]
      : D extends Float | Int
        ? number
        : never;

/** The type of the parameters of a space; `Params` for a space that is only known when the program runs. */
export type ParamsOf<S> = string extends keyof S ? Params : Flat<{ -readonly [K in keyof S]: ValueOf<S[K]> }>;

/** Parameters in user units, as the log keeps them: a branch is `{ is, … }`. */
export interface Params {
  readonly [name: string]: Scalar | Params;
}
