import { useState } from "preact/hooks";
import type { Notes as NotesByKey } from "../../../src/history/index.ts";
import type { Json } from "../../../src/json.ts";
import { post, segment } from "../api.ts";
import type { Followed } from "../follow.ts";
import { TellTale, useTold } from "../parts/told.tsx";
import { useIsOperator } from "../session.ts";
import { t } from "../text.ts";
import { fileMark } from "./files.tsx";

/** The notes on a study, or on one of its trials; each deed offers the way back. */
export function Notes({
  study,
  number,
  notes: given,
}: {
  study: Followed;
  number: number | null;
  /** Where the study itself does not have them. */
  notes?: NotesByKey;
}) {
  const isOperator = useIsOperator();
  const { told, run } = useTold();
  const [words, setWords] = useState("");
  const notes = given ?? (number === null ? study.history.notes : study.history.trials[number]?.notes) ?? {};
  const shown = Object.entries(notes).filter(([key, value]) => value !== null && !key.startsWith(fileMark));
  const write = (key: string, value: Json) =>
    post(`/studies/${segment(study.name)}/notes`, { number, key, value });

  const set = (key: string, value: Json) =>
    run(async () => {
      const before = notes[key] ?? null;
      await write(key, value);
      setWords("");
      return (
        <button type="button" class="quiet" onClick={() => run(async () => void (await write(key, before)))}>
          {t("undo")}
        </button>
      );
    });
  if (shown.length === 0 && !isOperator) return null;
  return (
    <section class="card notes">
      <h2>{t("notes")}</h2>
      <ul>
        {shown.map(([key, value]) => (
          <li key={key}>
            <span class="grow">
              <strong>{key.startsWith("note ") ? "" : `${key}: `}</strong>
              {typeof value === "string" ? value : JSON.stringify(value)}
            </span>
            {isOperator && (
              <button
                type="button"
                class="quiet"
                aria-label={`${t("remove")} ${key}`}
                onClick={() => set(key, null)}
              >
                ✕
              </button>
            )}
          </li>
        ))}
      </ul>
      {isOperator && (
        <form
          class="row"
          onSubmit={(e) => {
            e.preventDefault();
            if (words.trim() !== "") set(`note ${new Date().toISOString()}`, words.trim());
          }}
        >
          <input
            class="grow"
            value={words}
            maxLength={2000}
            placeholder={t("addNote")}
            aria-label={t("noteText")}
            onInput={(e) => setWords(e.currentTarget.value)}
          />
          <button type="submit">{t("save")}</button>
          <TellTale told={told} />
        </form>
      )}
    </section>
  );
}
