import { useEffect, useState } from "preact/hooks";
import { get } from "../api.ts";
import { Dialog } from "../parts/dialog.tsx";
import { TellTale, useTold } from "../parts/told.tsx";
import { t } from "../text.ts";

/** The tokens of the lesser scopes, to hand on. */
export function ShareDialog({ onClose }: { onClose: () => void }) {
  const [tokens, setTokens] = useState<{ worker: string; viewer: string } | null>(null);
  const { told, run } = useTold();
  useEffect(() => {
    run(async () => void setTokens(await get<{ worker: string; viewer: string }>("/tokens")));
  }, []);
  const logout = () =>
    run(async () => {
      await fetch("/logout", { method: "POST", credentials: "same-origin" });
      location.replace("/login");
      return undefined;
    });
  return (
    <Dialog title={t("share")} onClose={onClose}>
      <p>{t("shareWords")}</p>
      {tokens && (
        <dl class="facts">
          <dt>viewer</dt>
          <dd>
            <code class="copy">{`${location.origin}/login?token=${tokens.viewer}`}</code>
          </dd>
          <dt>worker</dt>
          <dd>
            <code class="copy">{tokens.worker}</code>
          </dd>
        </dl>
      )}
      <button type="button" onClick={logout}>
        {t("logout")}
      </button>
      <TellTale told={told} />
    </Dialog>
  );
}
