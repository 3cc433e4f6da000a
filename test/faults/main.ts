/**
 * The fault campaign, long form.
 *
 *   npm run faults [-- --fast] [--seed N] [R1 R5 …]
 *
 * Prints a line a row and the seed, and exits with 1 on any breach.
 */
import { Campaign } from "./campaign.ts";
import { rows } from "./rows.ts";

const words = process.argv.slice(2);
const at = words.indexOf("--seed");
const seed = at >= 0 ? Number(words.splice(at, 2)[1]) : Date.now() % 1e6;
const size = words.includes("--fast") ? "fast" : "long";
const wanted = words.filter((word) => /^R\d+$/.test(word));
const campaign = new Campaign(size, seed);
console.log(`seed ${seed}, ${size}, node ${process.versions.node}`);
console.log("| row | fault | what came of it | s |\n|---|---|---|---|");
for (const row of rows.filter(({ id }) => wanted.length === 0 || wanted.includes(id))) {
  const { did, breaches, skipped, seconds } = await campaign.run(row);
  const verdict = skipped
    ? `left out: ${skipped}`
    : breaches.length === 0
      ? `holds: ${did}`
      : `BREACH: ${breaches.join("; ")} (${did})`;
  console.log(`| ${row.id} | ${row.fault} | ${verdict} | ${seconds.toFixed(0)} |`);
  if (breaches.length > 0) process.exitCode = 1;
}
campaign.end();
process.exit();
