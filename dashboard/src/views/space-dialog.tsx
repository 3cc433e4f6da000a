import { useState } from "preact/hooks";
import { type Dim, describe, dimsOf, parseDomain, scalarOf, wordOf } from "../../../src/space/index.ts";
import { post, segment } from "../api.ts";
import type { Followed } from "../follow.ts";
import { Dialog } from "../parts/dialog.tsx";
import { TellTale, useTold } from "../parts/told.tsx";
import { t } from "../text.ts";

/** A parameter as it stands in the form. */
interface Line {
  readonly was: string | null;
  readonly name: string;
  readonly domain: string;
  /** What earlier trials had for one that is new. */
  readonly before: string;
}

/** Changes the space of a living study, and what no point of it may be. */
export function SpaceDialog({ study, onClose }: { study: Followed; onClose: () => void }) {
  const { space, constraints = [] } = study.history.study!;
  const { told, run } = useTold();
  const [lines, setLines] = useState<readonly Line[]>(() =>
    dimsOf(space).map((dim) => ({ was: dim.name, name: dim.name, domain: domainText(dim), before: "" })),
  );
  const [rules, setRules] = useState(constraints.join("\n"));
  const set = (i: number, change: Partial<Line>) =>
    setLines(lines.map((line, j) => (i === j ? { ...line, ...change } : line)));
  const save = () =>
    run(async () => {
      const named = lines.filter(({ name }) => name.trim() !== "");
      const renamed = named.filter(({ was, name }) => was !== null && was !== name);
      const added = named.filter(({ was, before }) => was === null && before !== "");
      await post(`/studies/${segment(study.name)}/space`, {
        space: Object.fromEntries(named.map(({ name, domain }) => [name, domain])),
        rename: Object.fromEntries(renamed.map(({ was, name }) => [was!, name])),
        defaults: Object.fromEntries(added.map(({ name, before }) => [name, scalarOf(before)])),
        constraints: rules.split("\n").filter((rule) => rule.trim() !== ""),
      });
      onClose();
      return undefined;
    });
  return (
    <Dialog title={t("space")} onClose={onClose}>
      <form
        class="form"
        onSubmit={(e) => {
          e.preventDefault();
          save();
        }}
      >
        <p class="muted">{t("domainHelp")}</p>
        {lines.map((line, i) => (
          <div class="pair" key={line.was ?? i}>
            <input
              aria-label={t("name")}
              value={line.name}
              onInput={(e) => set(i, { name: e.currentTarget.value })}
            />
            <input
              aria-label={`${t("space")} ${line.name}`}
              value={line.domain}
              aria-invalid={faultOf(line.domain) !== ""}
              onInput={(e) => set(i, { domain: e.currentTarget.value })}
            />
            <button
              type="button"
              class="quiet"
              aria-label={`${t("remove")} ${line.name}`}
              onClick={() => setLines(lines.filter((_, j) => j !== i))}
            >
              ✕
            </button>
            {line.was === null && (
              <input
                class="wide"
                aria-label={t("valueBefore")}
                placeholder={t("valueBefore")}
                value={line.before}
                onInput={(e) => set(i, { before: e.currentTarget.value })}
              />
            )}
          </div>
        ))}
        <button
          type="button"
          onClick={() => setLines([...lines, { was: null, name: "", domain: "", before: "" }])}
        >
          {t("add")}
        </button>
        <label>
          <span>{t("rules")}</span>
          <textarea
            rows={3}
            value={rules}
            placeholder="layers * width <= 4096"
            onInput={(e) => setRules(e.currentTarget.value)}
          />
        </label>
        <div class="row">
          <button type="submit" class="main">
            {t("save")}
          </button>
          <TellTale told={told} />
        </div>
      </form>
    </Dialog>
  );
}

/** A domain as people write it; a branch with bare cases, since what hangs under it has lines of its own. */
function domainText({ domain }: Dim): string {
  return domain.kind === "branch"
    ? `branch(${Object.keys(domain.cases).map(wordOf).join(", ")})`
    : describe(domain);
}

function faultOf(text: string): string {
  try {
    parseDomain(text);
    return "";
  } catch (e) {
    return e instanceof Error ? e.message : String(e);
  }
}
