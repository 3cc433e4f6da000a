import { useEffect, useRef } from "preact/hooks";
import { isTyping } from "../keys.ts";
import { setQuery } from "../route.ts";
import { t } from "../text.ts";

/** The field of the filter in the address; "/" leads to it. */
export function FilterField({
  where,
  fault,
  isLive,
}: {
  where: string;
  /** What is wrong with it; "" for nothing. */
  fault: string;
  /** Whether each letter counts, not only Enter: where nothing is asked of the server. */
  isLive: boolean;
}) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const onKey = (e: KeyboardEvent) => {
      if (e.key !== "/" || isTyping(e)) return;
      e.preventDefault();
      field.current?.focus();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
  const take = (e: { readonly currentTarget: HTMLInputElement }) => setQuery("where", e.currentTarget.value);
  return (
    <input
      ref={field}
      class="grow"
      type="search"
      placeholder={t("filter")}
      aria-label={t("filter")}
      aria-invalid={fault !== ""}
      value={where}
      {...(isLive ? { onInput: take } : { onChange: take })}
    />
  );
}
