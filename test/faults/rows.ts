import { budget, contention, createTogether, queued } from "./budget.ts";
import { jumping, skewed } from "./clock.ts";
import { full, oldAndNew, torn } from "./files.ts";
import { kills, killsPostgres, serverCrash } from "./kills.ts";
import { network } from "./proxy.ts";
import type { Row } from "./row.ts";
import { busy, lockHolder, memoryOut, poison, signals, zombie } from "./single.ts";
import { cuts, hardNames, hardValues } from "./values.ts";

/** The campaign, in the order of its numbers. Rows that need what is built elsewhere are tested there. */
export const rows: readonly Row[] = [
  kills,
  killsPostgres,
  budget,
  queued,
  zombie,
  serverCrash,
  torn,
  full,
  lockHolder,
  contention,
  createTogether,
  skewed,
  jumping,
  network,
  busy,
  signals,
  memoryOut,
  poison,
  hardValues,
  hardNames,
  cuts,
  oldAndNew,
];
