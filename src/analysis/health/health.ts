/** Whether a study is well, and what to do where it is not. */
import type { History } from "../../history/index.ts";
import { type Focus, tableOf } from "../table.ts";
import type { Check, Finding } from "./finding.ts";
import { fallback, pruner } from "./part-checks.ts";
import { failures, flat, infeasible, noise, repeats, stalled } from "./result-checks.ts";
import { edge, few, noEffect } from "./space-checks.ts";

const checks: readonly Check[] = [
  failures,
  flat,
  infeasible,
  edge,
  noise,
  pruner,
  fallback,
  noEffect,
  repeats,
  stalled,
  few,
];

/** All that is worth knowing, warnings first; empty for a study that is well. */
export function healthOf(history: History, focus: Focus = {}): Finding[] {
  const study = { history, table: tableOf(history, { goal: focus.goal }) };
  const found = checks.flatMap((check) => check(study));
  return [...found.filter((f) => f.level === "warning"), ...found.filter((f) => f.level === "hint")];
}
