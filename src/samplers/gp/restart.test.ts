import { expect, test } from "vitest";
import { float, type Params, type Space } from "../../space/index.ts";
import { drive } from "../../testing/drive.ts";
import { gp } from "./gp.ts";

const space: Space = { x: float(0, 1), y: float(0, 1) };
const goals = { value: "minimize" } as const;

/** A wide bowl that is easy to come to, and a narrow one that is better. */
function bowls({ x, y }: Params): number {
  const [a, b] = [Number(x), Number(y)];
  return (a - 0.2) ** 2 + (b - 0.3) ** 2 - 2 * Math.exp(-((a - 0.93) ** 2 + (b - 0.91) ** 2) / 0.006);
}

const restartOf = ({ memo }: { readonly memo: object }) => (memo as { restart?: number }).restart;

test("where nothing is promised any more, half of the asks begin anew, and say so", () => {
  const { suggestions } = drive(
    gp(),
    { space, goals, seed: 1 },
    ({ x, y }) => Number(x) ** 2 + (Number(y) - 0.4) ** 2,
    {
      trials: 80,
    },
  );
  const first = suggestions.findIndex((s) => restartOf(s) !== undefined);
  expect(first).toBeGreaterThan(10);
  const later = suggestions.slice(first);
  const anew = later.filter((s) => restartOf(s) !== undefined);
  expect(anew.length).toBeGreaterThan(0.35 * later.length);
  expect(anew.length).toBeLessThan(0.65 * later.length);
  expect(anew[0]!.memo.why).toMatch(
    /^search 2, begun anew since the model of all trials promises no gain: startup/,
  );
  // A search gives up once it promises little itself, and the next one begins.
  expect(new Set(anew.map(restartOf)).size).toBeGreaterThan(1);
});

test("a better valley that the first search has missed is found, by two of eight at least", () => {
  // Without restarts, by none of eight: all end at 0, the bottom of the wide bowl.
  let [found, seed] = [0, 1];
  for (; found < 2 && seed <= 8; seed++) {
    const { suggestions } = drive(gp(), { space, goals, seed }, bowls, { trials: 120 });
    if (suggestions.some(({ params }) => bowls(params) < -0.9)) found++;
  }
  expect(found, `of ${seed - 1} searches`).toBe(2);
});
