import type { Trial } from "../../../src/history/index.ts";
import { drop, postFile, segment } from "../api.ts";
import type { Followed } from "../follow.ts";
import { TellTale, useTold } from "../parts/told.tsx";
import { useIsOperator, useSession } from "../session.ts";
import { t } from "../text.ts";

/** How the log notes a file; see src/server/routes/artifacts.ts. */
export const fileMark = "artifact ";

/** The files of a trial, and the way to add one; nothing where there are none and none are kept. */
export function Files({ study, trial: { notes, number } }: { study: Followed; trial: Trial }) {
  const isOperator = useIsOperator();
  const { keepsFiles = false } = useSession();
  const { told, run } = useTold();
  const files = Object.entries(notes).filter(([key, value]) => key.startsWith(fileMark) && value !== null);
  const mayAdd = isOperator && keepsFiles;
  if (files.length === 0 && !mayAdd) return null;
  const at = `/studies/${segment(study.name)}/artifacts`;
  const add = (file: File) =>
    run(async () => {
      const words = new URLSearchParams({ number: String(number), name: file.name });
      await postFile(`${at}?${words}`, file);
      return t("kept", file.name);
    });
  return (
    <section class="card">
      <h2>{t("artifacts")}</h2>
      <ul>
        {files.map(([key, value]) => {
          const { name, bytes } = value as { readonly name?: string; readonly bytes?: number };
          const id = key.slice(fileMark.length);
          return (
            <li key={key}>
              <a href={`/api/v1${at}/${encodeURIComponent(id)}`} download>
                {String(name)}
              </a>{" "}
              <span class="muted">{((bytes ?? 0) / 1000).toFixed(1)} kB</span>{" "}
              {mayAdd && (
                <button
                  type="button"
                  class="quiet"
                  aria-label={`${t("remove")} ${name}`}
                  onClick={() => run(async () => void (await drop(`${at}/${encodeURIComponent(id)}`)))}
                >
                  ✕
                </button>
              )}
            </li>
          );
        })}
      </ul>
      {mayAdd && (
        <label class="row">
          <span class="muted">{t("addFile")}</span>
          <input
            type="file"
            onChange={(e) => {
              const [file] = e.currentTarget.files ?? [];
              if (file) add(file);
              e.currentTarget.value = "";
            }}
          />
        </label>
      )}
      <TellTale told={told} />
    </section>
  );
}
