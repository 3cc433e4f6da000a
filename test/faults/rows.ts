import { budget, contention, createTogether, queued } from "./budget.ts";
import { jumping, skewed } from "./clock.ts";
import { full, oldAndNew, torn } from "./files.ts";
import { ioErrors } from "./io-errors.ts";
import { kills, killsPostgres, serverCrash } from "./kills.ts";
import { network } from "./proxy.ts";
import type { Row } from "./row.ts";
import { busy, lockHolder, memoryOut, poison, signals, zombie } from "./single.ts";
import { nodeLost, slurmKills } from "./slurm.ts";
import { upgradeKilled } from "./upgrades.ts";
import { cuts, hardNames, hardValues } from "./values.ts";

/** The campaign, in the order of its numbers. Rows that need what is built elsewhere are tested there. */
export const rows: readonly Row[] = [
  kills,
  killsPostgres,
  slurmKills,
  budget,
  queued,
  zombie,
  serverCrash,
  nodeLost,
  torn,
  full,
  ioErrors,
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
  upgradeKilled,
];
