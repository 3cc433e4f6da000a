import type { Trial } from "../../../src/history/index.ts";
import { segment } from "../api.ts";
import type { Followed } from "../follow.ts";
import { t } from "../text.ts";

/** How the log notes a file; see src/server/routes/artifacts.ts. */
export const fileMark = "artifact ";

/** The files of a trial; nothing where there are none. */
export function Files({ study, trial: { notes } }: { study: Followed; trial: Trial }) {
  const files = Object.entries(notes).filter(([key, value]) => key.startsWith(fileMark) && value !== null);
  if (files.length === 0) return null;
  return (
    <section class="card">
      <h2>{t("artifacts")}</h2>
      <ul>
        {files.map(([key, value]) => {
          const { name, bytes } = value as { readonly name?: string; readonly bytes?: number };
          const id = key.slice(fileMark.length);
          return (
            <li key={key}>
              <a href={`/api/v1/studies/${segment(study.name)}/artifacts/${encodeURIComponent(id)}`} download>
                {String(name)}
              </a>{" "}
              <span class="muted">{((bytes ?? 0) / 1000).toFixed(1)} kB</span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
