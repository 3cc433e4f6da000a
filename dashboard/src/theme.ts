import { useEffect, useState } from "preact/hooks";
import type { ThemeName } from "../../src/charts/index.ts";

const dark = matchMedia("(prefers-color-scheme: dark)");
const readers = new Set<() => void>();

/** The theme: what the reader chose, else what the system says. */
export function currentTheme(): ThemeName {
  const chosen = localStorage.getItem("theme");
  if (chosen === "light" || chosen === "dark") return chosen;
  return dark.matches ? "dark" : "light";
}

/** Light becomes dark, and back. */
export function turnTheme(): void {
  localStorage.setItem("theme", currentTheme() === "dark" ? "light" : "dark");
  showTheme();
}

export function showTheme(): void {
  document.documentElement.dataset.theme = currentTheme();
  for (const reader of readers) reader();
}

export function useTheme(): ThemeName {
  const [theme, setTheme] = useState(currentTheme);
  useEffect(() => {
    const reader = () => setTheme(currentTheme());
    readers.add(reader);
    return () => {
      readers.delete(reader);
    };
  }, []);
  return theme;
}

dark.addEventListener("change", showTheme);
