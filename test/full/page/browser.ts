/** A real Chromium; tests that need it are skipped by name where there is none. */
import { existsSync } from "node:fs";
import { type Browser, chromium, type Page } from "playwright-core";

const program = process.env.TUNESMITH_CHROMIUM ?? "/usr/bin/chromium";

/** Whether there is a browser on this machine. */
export const hasBrowser = existsSync(program);

/** The machine may be busy with others. */
const patienceMs = 180_000;

let browser: Browser | null = null;

/** Ends the browser behind the tests of a file; each file says so, since files share this module. */
export async function closeBrowser(): Promise<void> {
  await browser?.close();
  browser = null;
}

/** The views that people have: a desk and a phone. */
export const sizes = { desk: { width: 1360, height: 900 }, phone: { width: 390, height: 844 } } as const;

/** What went wrong in a page while it was looked at. */
export interface Watched {
  readonly page: Page;
  /** Errors of scripts, words on the console, and what the policy of the page has stopped. */
  readonly faults: string[];
}

/** Opens a page of a server, logged in by its link. */
export async function openPage(
  loginUrl: string,
  size: keyof typeof sizes = "desk",
  theme: "light" | "dark" = "light",
): Promise<Watched> {
  browser ??= await chromium.launch({
    executablePath: program,
    timeout: patienceMs,
    args: [
      ...["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
      ...["--disable-background-networking", "--disable-component-update", "--disable-sync"],
    ],
  });
  const context = await browser.newContext({ viewport: sizes[size], colorScheme: theme, locale: "en-GB" });
  const page = await context.newPage();
  page.setDefaultTimeout(patienceMs);
  const faults: string[] = [];
  page.on("pageerror", (e) => faults.push(`error: ${e.message}`));
  page.on("dialog", (dialog) => dialog.type() === "alert" && faults.push(`alert: ${dialog.message()}`));
  page.on("response", (response) => {
    if (response.status() >= 400) faults.push(`${response.status()} ${response.url()}`);
  });
  page.on("console", (said) => {
    if (said.type() === "error" || said.type() === "warning") faults.push(`${said.type()}: ${said.text()}`);
  });
  await page.goto(loginUrl);
  await page.getByRole("heading", { name: "Studies" }).waitFor();
  return { page, faults };
}
