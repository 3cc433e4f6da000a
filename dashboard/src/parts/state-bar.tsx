import type { TrialState } from "../../../src/history/index.ts";
import { t } from "../text.ts";

const order: readonly TrialState[] = ["complete", "pruned", "failed", "running", "paused", "waiting"];

/** How many trials are in each state: a bar, and the same in words. */
export function StateBar({ states }: { states: { readonly [state in TrialState]?: number } }) {
  const total = order.reduce((sum, state) => sum + (states[state] ?? 0), 0);
  const found = order.filter((state) => states[state]);
  const words = found.map((state) => `${states[state]} ${t(state)}`).join(", ");
  return (
    <svg
      class="state-bar"
      viewBox="0 0 100 6"
      preserveAspectRatio="none"
      role="img"
      aria-label={words || t("noTrials")}
    >
      <title>{words}</title>
      {found.map((state, i) => {
        const before = found.slice(0, i).reduce((sum, one) => sum + states[one]!, 0);
        return (
          <rect
            key={state}
            class={`fill-${state}`}
            x={(100 * before) / total}
            width={(100 * states[state]!) / total}
            y="0"
            height="6"
          />
        );
      })}
    </svg>
  );
}
