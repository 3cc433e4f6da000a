/** The fault campaign in its short form; `npm run faults` is the long one, and docs/reliability.md its table. */
import { afterAll, describe, expect, test } from "vitest";
import { Campaign } from "../faults/campaign.ts";
import { rows } from "../faults/rows.ts";

const seed = Number(process.env.TUNESMITH_SEED ?? 0);

describe(`faults, seed ${seed}`, () => {
  const campaign = new Campaign("fast", seed);
  afterAll(() => campaign.end());

  test.each(rows.map((row) => [row.id, row.fault, row] as const))("%s: %s", async (_id, _fault, row) => {
    const { breaches, skipped } = await campaign.run(row);
    if (skipped) console.log(`${row.id} left out: ${skipped}`);
    expect(breaches).toEqual([]);
  });
});
