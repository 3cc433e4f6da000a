import fc from "fast-check";
import { expect, test } from "vitest";
import { categorical, type Domain, type Scalar } from "../space/index.ts";
import { newPlace, openAt, placeAt, valuesOf, walked } from "./grid-tree.ts";
import type { Step } from "./walk.ts";

/** A tree to walk: at each inner node a choice of so many, and what each leads to. */
interface Node {
  readonly next: readonly Node[];
}

const { node: trees } = fc.letrec<{ node: Node }>((tie) => ({
  node: fc.oneof(
    { depthSize: "small" },
    fc.constant({ next: [] }),
    fc.record({ next: fc.array(tie("node"), { minLength: 1, maxLength: 4 }) }),
  ),
}));

function leavesOf({ next }: Node): number {
  return next.length === 0 ? 1 : next.reduce((sum, node) => sum + leavesOf(node), 0);
}

/** Walks from the root, by what `choose` says at each place, to a leaf. */
function walk(node: Node, choose: (path: readonly Step[], name: string, domain: Domain) => Scalar): Step[] {
  const path: Step[] = [];
  for (let at = node; at.next.length > 0; at = at.next[Number(path.at(-1)!.value)]!) {
    const [name, domain] = [`depth ${path.length}`, categorical(at.next.map((_, i) => i))];
    path.push({ name, domain, value: choose(path, name, domain) });
  }
  return path;
}

test("every leaf of any tree once, and then it is done", () => {
  fc.assert(
    fc.property(trees, fc.infiniteStream(fc.nat()), (tree, luck) => {
      const root = newPlace();
      const seen = new Set<string>();
      for (let left = leavesOf(tree); left > 0; left--) {
        expect(root.isDone).toBe(false);
        const path = walk(tree, (path, name, domain) => {
          const values = valuesOf(name, domain, 5);
          const open = openAt(placeAt(root, path, 5), name, domain, values.size);
          expect(open.length).toBeGreaterThan(0);
          return values.at(open[luck.next().value! % open.length]!)[name] as Scalar;
        });
        seen.add(JSON.stringify(path));
        walked(root, path, 5);
      }
      expect(root.isDone).toBe(true);
      expect(seen.size).toBe(leavesOf(tree));
    }),
  );
});

test("the same walk again changes nothing, and one beside the grid is none", () => {
  const root = newPlace();
  const step = (value: Scalar): Step => ({ name: "a", domain: categorical([1, 2]), value });
  walked(root, [step(1)], 5);
  const before = structuredClone(root);
  walked(root, [step(1)], 5);
  walked(root, [step(3)], 5);
  expect(root).toEqual(before);
  walked(root, [step(2)], 5);
  expect(root.isDone).toBe(true);
});

test("where a trial ended early, a longer one opens what comes behind", () => {
  const root = newPlace();
  const a: Step = { name: "a", domain: categorical([1]), value: 1 };
  const b = (value: Scalar): Step => ({ name: "b", domain: categorical([1, 2]), value });
  walked(root, [a], 5); // it failed before it asked for b
  expect(root.isDone).toBe(true);
  walked(root, [a, b(1)], 5);
  expect(root.isDone).toBe(false);
  walked(root, [a, b(2)], 5);
  expect(root.isDone).toBe(true);
});
