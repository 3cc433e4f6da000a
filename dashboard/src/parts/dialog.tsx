import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import { t } from "../text.ts";

/** A window over the page; the browser keeps the focus in it, and Escape closes it. */
export function Dialog({
  title,
  onClose,
  children,
}: {
  title: string;
  onClose: () => void;
  children: ComponentChildren;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  return (
    <dialog ref={dialog} aria-labelledby={id} onClose={onClose}>
      <div class="row">
        <h2 id={id} class="grow">
          {title}
        </h2>
        <button type="button" class="quiet" onClick={() => dialog.current?.close()} aria-label={t("cancel")}>
          ✕
        </button>
      </div>
      {children}
    </dialog>
  );
}
