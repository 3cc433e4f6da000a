import type { Chart } from "../charts/index.ts";
import { paintOf } from "./paint.ts";

/** A chart for this terminal. */
export async function inText(chart: Chart): Promise<string> {
  const { toText } = await import("../pictures/index.ts");
  const width = Math.min(100, process.stdout.columns || 80);
  return toText(chart, { width, paint: paintOf(process.stdout) });
}
