import type { History } from "../../history/index.ts";
import type { Table } from "../table.ts";

/** Something about a study that its owner should know. */
export interface Finding {
  /** What kind it is, for programs. */
  readonly kind: FindingKind;
  /** A warning says that results suffer; a hint, that time may be saved. */
  readonly level: "warning" | "hint";
  /** What was seen, with its numbers. */
  readonly what: string;
  /** What to do. */
  readonly advice: string;
  /** The parameter it is about. */
  readonly param?: string;
}

export type FindingKind =
  | "edge"
  | "no-effect"
  | "noise"
  | "failures"
  | "fallback"
  | "pruner"
  | "infeasible"
  | "repeats"
  | "flat"
  | "few"
  | "stalled";

/** One check: what it finds. */
export type Check = (study: Checked) => readonly Finding[];

/** What the checks look at. */
export interface Checked {
  readonly history: History;
  /** The complete trials, over the goal that is looked at. */
  readonly table: Table;
}

/** A share as people say it. */
export function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
