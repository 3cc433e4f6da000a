import { useEffect, useReducer, useState } from "preact/hooks";
import { get } from "./api.ts";
import { isTyping } from "./keys.ts";
import { linkTo, type Place, usePlace } from "./route.ts";
import { type Session, SessionContext } from "./session.ts";
import { currentLanguage, setLanguage, t } from "./text.ts";
import { turnTheme } from "./theme.ts";
import { CompareView } from "./views/compare.tsx";
import { NewView } from "./views/new.tsx";
import { ShareDialog } from "./views/share.tsx";
import { StudiesView } from "./views/studies.tsx";
import { StudyView } from "./views/study.tsx";

/** The whole page: a bar, and the place that the address names. */
export function App() {
  const place = usePlace();
  const [, redraw] = useReducer((n: number) => n + 1, 0);
  const [session, setSession] = useState<Session>({ scope: "viewer", version: "" });
  const [isSharing, setSharing] = useState(false);
  const [isHelping, setHelping] = useState(false);
  useEffect(() => {
    get<Session>("/session").then(setSession, () => {});
  }, []);
  useEffect(() => {
    const onKey = (e: KeyboardEvent) => {
      if (isTyping(e)) return;
      if (e.key === "t") turnTheme();
      else if (e.key === "n" && session.scope === "operator") location.hash = linkTo(["new"]);
      else if (e.key === "?") setHelping((is) => !is);
      else if (e.key === "Escape") setHelping(false);
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [session.scope]);
  useEffect(() => {
    const [kind, name] = place.path;
    document.title = kind === "study" && name ? `${name} · Tunesmith` : "Tunesmith";
    scrollTo(0, 0);
  }, [place.path.join("/")]);

  const turnLanguage = () => {
    setLanguage(currentLanguage() === "en" ? "zh" : "en");
    redraw(0);
  };
  return (
    <SessionContext.Provider value={session}>
      <a class="skip" href="#main">
        {t("skip")}
      </a>
      <header class="bar">
        <a class="brand" href={linkTo([])}>
          <img src="./icon.svg" alt="" width="22" height="22" />
          Tunesmith
        </a>
        <nav aria-label={t("studies")}>
          <a href={linkTo([])} aria-current={place.path.length === 0 ? "page" : undefined}>
            {t("studies")}
          </a>
          <a href={linkTo(["compare"])} aria-current={place.path[0] === "compare" ? "page" : undefined}>
            {t("compare")}
          </a>
        </nav>
        <span class="grow" />
        {session.scope !== "operator" && <span class="tag">{t("readOnly")}</span>}
        <button type="button" class="quiet" onClick={turnLanguage}>
          {t("language")}
        </button>
        <button type="button" class="quiet" onClick={turnTheme} aria-label={t("theme")} title={t("theme")}>
          ◐
        </button>
        {session.scope === "operator" && (
          <button type="button" class="quiet wide" onClick={() => setSharing(true)}>
            {t("share")}
          </button>
        )}
        <button
          type="button"
          class="quiet wide"
          onClick={() => setHelping((is) => !is)}
          aria-label={t("help")}
          title={t("help")}
        >
          ?
        </button>
      </header>
      {isHelping && (
        <p class="hint" role="status">
          {t("keysHelp")}
        </p>
      )}
      <main id="main" tabIndex={-1}>
        <View place={place} />
      </main>
      {isSharing && <ShareDialog onClose={() => setSharing(false)} />}
    </SessionContext.Provider>
  );
}

function View({ place }: { place: Place }) {
  const [kind, name, tab, detail] = place.path;
  if (kind === "study" && name !== undefined) {
    return <StudyView key={name} name={name} tab={tab ?? "overview"} detail={detail} query={place.query} />;
  }
  if (kind === "compare") return <CompareView names={place.path.slice(1)} />;
  if (kind === "new") return <NewView />;
  return <StudiesView />;
}
