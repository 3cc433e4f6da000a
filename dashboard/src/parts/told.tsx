import type { ComponentChildren } from "preact";
import { useCallback, useState } from "preact/hooks";

/** What came of the last deed: words, and perhaps a way back. */
export interface Told {
  readonly words: ComponentChildren;
  readonly isBad: boolean;
}

/** Runs deeds, and tells how they ended. */
export function useTold(): {
  readonly told: Told | null;
  readonly run: (deed: () => Promise<ComponentChildren | undefined>) => Promise<void>;
} {
  const [told, setTold] = useState<Told | null>(null);
  const run = useCallback(async (deed: () => Promise<ComponentChildren | undefined>) => {
    try {
      const words = await deed();
      setTold(words ? { words, isBad: false } : null);
    } catch (e) {
      setTold({ words: e instanceof Error ? e.message : String(e), isBad: true });
    }
  }, []);
  return { told, run };
}

/** The words, where people and screen readers notice them. */
export function TellTale({ told }: { told: Told | null }) {
  return (
    <div role="status" class={told === null ? "" : told.isBad ? "told bad" : "told"}>
      {told?.words}
    </div>
  );
}
