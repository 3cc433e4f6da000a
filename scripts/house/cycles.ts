/**
 * The cycles of a graph, each as the path that closes: `[a, b, a]`. Depth first; every edge back to a node that is still
 * being walked closes one cycle, so a graph without cycles, and only that, gives none.
 *
 * @param graph  the nodes that each node points at; others than its keys are passed over
 */
export function cyclesOf(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const cycles: string[][] = [];
  const done = new Set<string>();
  const path: string[] = [];
  const walk = (node: string) => {
    const at = path.indexOf(node);
    if (at >= 0) cycles.push([...path.slice(at), node]);
    if (at >= 0 || done.has(node)) return;
    path.push(node);
    for (const next of graph.get(node) ?? []) if (graph.has(next)) walk(next);
    path.pop();
    done.add(node);
  };
  for (const node of graph.keys()) walk(node);
  return cycles;
}
