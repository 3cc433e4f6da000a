/** The colours of a chart. No two names share one, so that a drawn picture can be given another theme. */
export interface Theme {
  readonly background: string;
  readonly ink: string;
  readonly muted: string;
  readonly rule: string;
  /** Ordinary trials. */
  readonly point: string;
  /** The best so far, and what stands on a front. */
  readonly best: string;
  readonly pruned: string;
  readonly failed: string;
  readonly running: string;
  /** What breaks a bound. */
  readonly infeasible: string;
  readonly band: string;
  /** For several studies side by side; told apart with any common colour blindness (Okabe and Ito 2008, adapted). */
  readonly series: readonly string[];
}

export type ThemeName = "light" | "dark";

export const themes: { readonly [name in ThemeName]: Theme } = {
  light: {
    background: "#ffffff",
    ink: "#1c2530",
    muted: "#66717f",
    rule: "#e3e7ec",
    point: "#3b76c4",
    best: "#d9480f",
    pruned: "#c08a00",
    failed: "#b3261e",
    running: "#0b8f6f",
    infeasible: "#a7b0bb",
    band: "#f2b899",
    series: ["#2f6fde", "#e0661b", "#0a9b78", "#b44fb0", "#8a6d00", "#4aa8dd", "#d1335b", "#5b6776"],
  },
  dark: {
    background: "#13171d",
    ink: "#e7eaee",
    muted: "#98a3b1",
    rule: "#2a313b",
    point: "#6ea8f0",
    best: "#ff8552",
    pruned: "#e0b23c",
    failed: "#ff6b60",
    running: "#3ccfa4",
    infeasible: "#5c6673",
    band: "#7a4a35",
    series: ["#74a9ff", "#ff9a5c", "#45d1a8", "#e08be0", "#d3b93f", "#86d3ff", "#ff7a9c", "#aeb8c4"],
  },
};

/** From the worst to the best, readable on both grounds. */
export const scale: readonly string[] = ["#b4c2d2", "#7aa5d6", "#4c78cc", "#6a4cc0", "#a3389f", "#e03a7c"];
