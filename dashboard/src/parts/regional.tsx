import { dimsOf, type Scalar, type Space } from "../../../src/space/index.ts";
import { post, segment } from "../api.ts";
import type { Followed } from "../follow.ts";
import { useIsOperator } from "../session.ts";
import { t } from "../text.ts";
import { TellTale, useTold } from "./told.tsx";

/** Ends of some parameters, in the units of the user; of choices their places. */
export interface Ends {
  readonly [param: string]: readonly [low: number, high: number];
}

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

/** A random point; the server draws what no end says. */
function pointWithin(space: Space, ends: Ends): object {
  const known: Record<string, Scalar> = {};
  for (const { name, domain } of dimsOf(space)) {
    const [low, high] = ends[name] ?? [0, -1];
    if (high < low) continue;
    if (domain.kind === "float" || domain.kind === "int") {
      const [a, b] = [Math.max(low, domain.low), Math.min(high, domain.high)];
      const drawn = domain.log ? a * (b / a) ** Math.random() : a + Math.random() * (b - a);
      if (a <= b)
        known[name] = domain.step === undefined ? drawn : nearestStep(drawn, domain.low, domain.step);
    } else if (domain.kind === "categorical") {
      const within = domain.choices.filter((_, i) => i >= low && i <= high);
      if (within.length > 0) known[name] = within[Math.floor(Math.random() * within.length)]!;
    }
  }
  return known;
}

function nearestStep(x: number, low: number, step: number): number {
  return low + Math.round((x - low) / step) * step;
}

/** The region as a condition of the study. */
function conditionFor(space: Space, ends: Ends): string {
  const words = dimsOf(space).flatMap(({ name, domain }) => {
    const [low, high] = ends[name] ?? [0, -1];
    if (high < low || domain.kind === "branch") return [];
    const plain = /^[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z0-9_]+)*$/.test(name) ? name : `\`${name}\``;
    if (domain.kind === "categorical") {
      const within = domain.choices.filter((_, i) => i >= low && i <= high);
      if (within.length === 0 || within.length === domain.choices.length) return [];
      return [`(${within.map((choice) => `${plain} == ${JSON.stringify(choice)}`).join(" or ")})`];
    }
    if (low <= domain.low && high >= domain.high) return [];
    return [`${plain} >= ${Number(low.toPrecision(6))} and ${plain} <= ${Number(high.toPrecision(6))}`];
  });
  return words.join(" and ");
}
