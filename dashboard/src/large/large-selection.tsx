import type { Followed } from "../follow.ts";
import { showNumber } from "../format.ts";
import { choicesOf, nameInWords, oneOf } from "../parts/region.ts";
import { Regional } from "../parts/regional.tsx";
import { linkTo } from "../route.ts";
import { t } from "../text.ts";
import type { LargeStudy } from "./large-study.ts";
import type { Condition, Mark } from "./mark.ts";

/** What can be done with what is marked in a large study. */
export function LargeSelection({
  study,
  large,
  mark,
  onClear,
}: {
  study: Followed;
  large: LargeStudy;
  mark: Mark;
  onClear: () => void;
}) {
  mark.mask();
  const ends = Object.fromEntries(
    mark.conditions.flatMap(({ column, low, high }) =>
      column.startsWith("param.") ? [[column.slice(6), [low, high] as const]] : [],
    ),
  );
  return (
    <div class="selection" role="region" aria-label={t("selected", mark.count)}>
      <strong>{t("selected", mark.count)}</strong>
      <a
        class="button"
        href={linkTo(["study", study.name, "trials"], { where: filterFor(mark.conditions, large) })}
      >
        {t("showInTable")}
      </a>
      <Regional study={study} ends={ends} />
      <button type="button" class="quiet" onClick={onClear}>
        {t("clear")}
      </button>
    </div>
  );
}

/** The same as a filter of the table. */
function filterFor(conditions: readonly Condition[], { details }: LargeStudy): string {
  const words = conditions.map(({ column, low, high }) => {
    const name = column === "number" ? "number" : column.slice(column.indexOf(".") + 1);
    const word = nameInWords(name);
    const choices = Object.hasOwn(details.space, name) ? choicesOf(details.space[name]!) : null;
    if (!choices) return `${word} >= ${showNumber(low, 8)} and ${word} <= ${showNumber(high, 8)}`;
    return (
      oneOf(
        word,
        choices.filter((_, i) => i >= low && i <= high),
      )[0] ?? "false"
    );
  });
  return words.join(" and ");
}
