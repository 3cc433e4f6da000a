import { post, segment } from "../api.ts";
import type { Followed } from "../follow.ts";
import { useIsOperator } from "../session.ts";
import { t } from "../text.ts";
import { conditionFor, type Ends, pointWithin } from "./region.ts";
import { TellTale, useTold } from "./told.tsx";

/** How many points are tried in a region. */
const samples = 5;

/** What can be done with a region of the space. */
export function Regional({ study, ends }: { study: Followed; ends: Ends }) {
  const isOperator = useIsOperator();
  const { told, run } = useTold();
  const { space } = study.history.study!;
  if (!isOperator || Object.keys(ends).length === 0) return <TellTale told={told} />;
  const sample = () =>
    run(async () => {
      let queued = 0;
      for (let i = 0; i < samples; i++) {
        const params = pointWithin(space, ends);
        ({ queued } = await post<{ queued: number }>(`/studies/${segment(study.name)}/enqueue`, { params }));
      }
      return t("enqueued", queued);
    });
  const condition = conditionFor(space, ends);
  const forbid = () => {
    if (!confirm(t("confirmForbid", condition))) return;
    run(async () => {
      await post(`/studies/${segment(study.name)}/forbid`, { condition });
      return t("forbidden");
    });
  };
  return (
    <>
      <button type="button" onClick={sample}>
        {t("sampleHere")} ({samples})
      </button>
      {condition !== "" && (
        <button type="button" class="danger" onClick={forbid}>
          {t("forbidHere")}
        </button>
      )}
      <TellTale told={told} />
    </>
  );
}
