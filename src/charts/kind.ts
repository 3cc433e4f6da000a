import type { Focus, ImportanceMethod } from "../analysis/index.ts";
import type { History } from "../history/index.ts";
import type { Canvas, Drawing } from "./chart.ts";

/** A study under its name. */
export interface Named {
  readonly name: string;
  readonly history: History;
  /** Studies of one group are repetitions of one thing; default a group of its own. */
  readonly group?: string;
}

/** What shall be drawn. */
export interface Ask {
  /** At least one; a kind that shows one study takes the first. */
  readonly studies: readonly Named[];
  readonly focus: Focus;
  readonly method?: ImportanceMethod | undefined;
}

/** A kind of chart. */
export interface Kind {
  readonly title: string;
  /** What it shows, for lists and help. */
  readonly summary: string;
  /** Whether it shows several studies side by side. */
  readonly isForSeveral?: boolean;
  /** @throws TunesmithError where the study has nothing of the kind */
  readonly draw: (ask: Ask, canvas: Canvas) => Drawing;
}
