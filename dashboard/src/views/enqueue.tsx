import { useState } from "preact/hooks";
import { type Dim, describe, dimsOf, scalarOf, unflatten } from "../../../src/space/index.ts";
import { post, segment } from "../api.ts";
import type { Followed } from "../follow.ts";
import { Dialog } from "../parts/dialog.tsx";
import { TellTale, useTold } from "../parts/told.tsx";
import { t } from "../text.ts";

/** A form made of the space: what a branch opens appears when its case is chosen. */
export function EnqueueDialog({
  study,
  onClose,
  start = {},
}: {
  study: Followed;
  onClose: () => void;
  start?: { readonly [name: string]: string };
}) {
  const { space } = study.history.study!;
  const [given, setGiven] = useState<{ readonly [name: string]: string }>(start);
  const { told, run } = useTold();
  const dims = dimsOf(space);
  const active = dims.filter((dim) => isActive(dim, dims, given));
  const send = () =>
    run(async () => {
      const flat = Object.fromEntries(
        active.flatMap(({ name }) => ((given[name] ?? "") === "" ? [] : [[name, scalarOf(given[name]!)]])),
      );
      const params = unflatten(space, flat);
      const { queued } = await post<{ queued: number }>(`/studies/${segment(study.name)}/enqueue`, {
        params,
      });
      return t("enqueued", queued);
    });
  return (
    <Dialog title={t("enqueue")} onClose={onClose}>
      <form
        method="dialog"
        onSubmit={(e) => {
          e.preventDefault();
          send();
        }}
      >
        <p class="muted">{t("randomly")}</p>
        <div class="fields">
          {active.map((dim) => (
            <label key={dim.name}>
              <span>
                {dim.name} <small class="muted">{describe(dim.domain)}</small>
              </span>
              <ParamField
                dim={dim}
                value={given[dim.name] ?? ""}
                onChange={(value) => setGiven({ ...given, [dim.name]: value })}
              />
            </label>
          ))}
        </div>
        <div class="row">
          <button type="submit" class="main">
            {t("enqueue")}
          </button>
          <TellTale told={told} />
        </div>
      </form>
    </Dialog>
  );
}

function ParamField({
  dim,
  value,
  onChange,
}: {
  dim: Dim;
  value: string;
  onChange: (value: string) => void;
}) {
  const { domain } = dim;
  if (domain.kind === "categorical" || domain.kind === "branch") {
    const choices = domain.kind === "branch" ? Object.keys(domain.cases) : domain.choices.map(String);
    return (
      <select value={value} onChange={(e) => onChange(e.currentTarget.value)}>
        <option value="">{t("emptyAny")}</option>
        {choices.map((choice) => (
          <option key={choice} value={choice}>
            {choice}
          </option>
        ))}
      </select>
    );
  }
  return (
    <input
      type="number"
      step={domain.kind === "int" ? domain.step : (domain.step ?? "any")}
      min={domain.low}
      max={domain.high}
      value={value}
      placeholder={t("emptyAny")}
      onInput={(e) => onChange(e.currentTarget.value)}
    />
  );
}

function isActive(dim: Dim, dims: readonly Dim[], given: { readonly [name: string]: string }): boolean {
  if (dim.parent < 0) return true;
  const parent = dims[dim.parent]!;
  return given[parent.name] === dim.is && isActive(parent, dims, given);
}
