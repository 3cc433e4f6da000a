import { useEffect, useRef, useState } from "preact/hooks";
import { isFinished, type Trial } from "../../../src/history/index.ts";
import { get, segment } from "../api.ts";
import type { Followed } from "../follow.ts";
import { useIsOperator, useSession } from "../session.ts";
import { t } from "../text.ts";

/** While a trial runs, it is listened to so often. */
const everyMs = 1000;

/** Letters that stay on the page. */
const most = 200_000;

interface Said {
  readonly text: string;
  readonly next: number | null;
}

/** What the command of a trial prints; for those who may not see it, why. Nothing where the server shows no output. */
export function Logs(props: { study: Followed; trial: Trial }) {
  const { showsOutput = false } = useSession();
  const isOperator = useIsOperator();
  if (!showsOutput) return null;
  return isOperator ? <Output {...props} /> : <p class="muted">{t("logsHidden")}</p>;
}

/** The output as it is printed; nothing where there is none. */
function Output({ study, trial }: { study: Followed; trial: Trial }) {
  const [stream, setStream] = useState<"stdout" | "stderr">("stdout");
  const [text, setText] = useState<string | null>(null);
  const end = useRef<HTMLPreElement>(null);
  const isOver = isFinished(trial);
  useEffect(() => {
    let isGone = false;
    let from: number | null = null;
    let all = "";
    const look = async () => {
      const words: string = from === null ? "" : `&from=${from}`;
      const at = `/studies/${segment(study.name)}/trials/${trial.number}/log?stream=${stream}${words}`;
      const said = await get<Said>(at).catch(() => null);
      if (isGone) return;
      if (said?.next != null) {
        const isMore = said.text !== "";
        from = said.next;
        all = (all + said.text).slice(-most);
        setText(all);
        if (isMore) return look();
      }
      if (!isOver) setTimeout(() => !isGone && look(), everyMs);
    };
    setText(null);
    look();
    return () => {
      isGone = true;
    };
  }, [study, trial.number, trial.attempt, stream, isOver]);
  useEffect(() => {
    const { current } = end;
    if (current) current.scrollTop = current.scrollHeight;
  }, [text]);
  if (text === null && stream === "stdout") return null;
  return (
    <section class="card">
      <div class="row">
        <h2 class="grow">{t("logs")}</h2>
        {(["stdout", "stderr"] as const).map((one) => (
          <button
            key={one}
            type="button"
            class="quiet"
            aria-pressed={one === stream}
            onClick={() => setStream(one)}
          >
            {one}
          </button>
        ))}
      </div>
      <pre class="memo log" ref={end} tabIndex={0} role="log" aria-live="off" aria-label={t("logs")}>
        {text ?? ""}
      </pre>
    </section>
  );
}
