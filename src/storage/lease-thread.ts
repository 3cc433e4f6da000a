/** A thread that renews one lease, however busy the thread of the objective is. Started by `keptOutside`. */
import { setTimeout as sleep } from "node:timers/promises";
import { workerData } from "node:worker_threads";
import { accessTo } from "./postgres-access.ts";
import { partsOf } from "./postgres-address.ts";
import { type Renewal, renewLease } from "./postgres-renew.ts";

const { address, ...renewal } = workerData as Renewal & { readonly address: string };
const { bare, url, schema } = partsOf(address);
const access = await accessTo(bare, url, renewal.ttlMs);
for (;;) {
  await sleep(Math.max(1, renewal.ttlMs / 3));
  // A failed renewal is no news by itself: either the next one succeeds, or the next append fails loudly.
  await renewLease(access, schema, renewal).catch(() => {});
}
