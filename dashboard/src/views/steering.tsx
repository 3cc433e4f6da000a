import { useState } from "preact/hooks";
import { drop, post, segment } from "../api.ts";
import type { Followed } from "../follow.ts";
import { TellTale, useTold } from "../parts/told.tsx";
import { linkTo } from "../route.ts";
import { useIsOperator } from "../session.ts";
import { t } from "../text.ts";
import { EnqueueDialog } from "./enqueue.tsx";
import { SpaceDialog } from "./space-dialog.tsx";

/** The buttons that steer a study; who only looks sees its state. */
export function Steering({ study }: { study: Followed }) {
  const isOperator = useIsOperator();
  const { told, run } = useTold();
  const [isEnqueueing, setEnqueueing] = useState(false);
  const [isShaping, setShaping] = useState(false);
  const { state, why, budget } = study.history.steering;
  const at = `/studies/${segment(study.name)}`;
  const say = (verb: string) => run(async () => void (await post(`${at}/${verb}`)));

  const setBudget = () => {
    const words = prompt(t("setBudget"), budget === null ? "" : String(budget));
    if (words === null) return;
    run(
      async () => void (await post(`${at}/change`, { budget: words.trim() === "" ? null : Number(words) })),
    );
  };
  const stop = () => confirm(t("confirmStop")) && say("stop");
  const remove = () => {
    if (!confirm(t("confirmDelete", study.name))) return;
    run(async () => {
      await drop(at);
      location.hash = linkTo([]);
      return undefined;
    });
  };
  return (
    <>
      {state !== "active" && (
        <span class={`tag ${state}`} title={why}>
          {t(state)}
        </span>
      )}
      <div class="row buttons">
        <a class="button" href={`/api/v1${at}/report`} download>
          {t("report")}
        </a>
        {isOperator && (
          <>
            {state === "active" ? (
              <button type="button" onClick={() => say("pause")}>
                {t("pause")}
              </button>
            ) : (
              <button type="button" class="main" onClick={() => say("resume")}>
                {t("resume")}
              </button>
            )}
            {state !== "stopped" && (
              <button type="button" onClick={stop}>
                {t("stop")}
              </button>
            )}
            <button type="button" onClick={() => setEnqueueing(true)}>
              {t("enqueue")}
            </button>
            <button type="button" onClick={setBudget}>
              {t("budget")}
            </button>
            <button type="button" onClick={() => setShaping(true)}>
              {t("spaceShort")}
            </button>
            <button type="button" class="danger" onClick={remove}>
              {t("deleteStudy")}
            </button>
          </>
        )}
      </div>
      <TellTale told={told} />
      {isShaping && <SpaceDialog study={study} onClose={() => setShaping(false)} />}
      {isEnqueueing && <EnqueueDialog study={study} onClose={() => setEnqueueing(false)} />}
    </>
  );
}
