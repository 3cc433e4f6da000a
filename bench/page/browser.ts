/** A Chromium that is asked what it costs. */
import { readdirSync, readFileSync } from "node:fs";
import { type CDPSession, chromium, errors, type Page } from "playwright-core";

/** What opening a page cost. */
export interface Opened {
  readonly page: Page;
  /** Null when it was given up. */
  readonly seconds: number | null;
  /** Bytes that came over the wire, of data and of the program. */
  readonly bytes: () => number;
  /** MB of the largest renderer. */
  readonly rendererMb: () => number;
  readonly close: () => Promise<void>;
}

/**
 * Opens an address in a browser of its own, until something is there, or the time is over.
 *
 * @param before  an address that is asked for first, such as one that logs in
 */
export async function openUntil(
  url: string,
  selector: string,
  { before, timeoutMs }: { readonly before?: string; readonly timeoutMs: number },
): Promise<Opened> {
  const server = await chromium.launchServer({
    executablePath: process.env.TUNESMITH_CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-background-networking",
      "--no-first-run",
    ],
  });
  const browser = await chromium.connect(server.wsEndpoint());
  const context = await browser.newContext({ viewport: { width: 1360, height: 900 } });
  const page = await context.newPage();
  page.setDefaultTimeout(timeoutMs);
  if (before) await context.request.get(before); // its cookie stays, and the browser has seen no page yet
  const bytes = await counted(await context.newCDPSession(page));
  const start = performance.now();
  // A new document, also where addresses differ behind the # alone.
  await page.goto("about:blank");
  await page.goto(url, { waitUntil: "commit" });
  const isThere = await page.waitForSelector(selector, { state: "attached" }).then(
    () => true,
    (e: unknown) => {
      if (e instanceof errors.TimeoutError) return false;
      throw e;
    },
  );
  const seconds = isThere ? (performance.now() - start) / 1000 : null;
  const pid = server.process().pid!;
  return {
    page,
    seconds,
    bytes,
    rendererMb: () => Math.max(0, ...renderersOf(pid).map(peakMb)),
    close: async () => {
      await browser.close();
      await server.close();
    },
  };
}

async function counted(session: CDPSession): Promise<() => number> {
  let sum = 0;
  session.on("Network.loadingFinished", ({ encodedDataLength }) => {
    sum += encodedDataLength;
  });
  await session.send("Network.enable");
  return () => sum;
}

/** The most memory a process has had, in MB. */
export function peakMb(pid: number): number {
  const words = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  return Math.round(Number(words ?? 0) / 1000);
}

/** The processes below one that draw pages. */
function renderersOf(root: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync("/proc").filter((one) => /^\d+$/.test(one))) {
    try {
      const [, after = ""] = readFileSync(`/proc/${name}/stat`, "utf8").split(") ");
      parents.set(Number(name), Number(after.split(" ")[1]));
    } catch {
      // It is gone.
    }
  }
  const isBelow = (pid: number): boolean => pid === root || (pid > 1 && isBelow(parents.get(pid) ?? 0));
  return [...parents.keys()].filter((pid) => {
    if (!isBelow(pid)) return false;
    try {
      return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("--type=renderer");
    } catch {
      return false;
    }
  });
}

/**
 * Drags over a picture for a while, with an event a frame.
 *
 * @returns pictures drawn a second
 */
export async function dragRate(
  page: Page,
  selector: string,
  { isPan, ms }: { isPan: boolean; ms: number },
): Promise<number> {
  const box = (await page.locator(selector).first().boundingBox())!;
  const [x, y] = [box.x + box.width * 0.3, box.y + box.height * 0.3];
  if (isPan) await page.keyboard.down("Shift");
  await page.mouse.move(x, y);
  await page.mouse.down();
  const script = `new Promise((resolve) => {
    const canvas = document.querySelector(${JSON.stringify(selector)});
    const first = Number(canvas.dataset.drawn ?? 0);
    const start = performance.now();
    const step = () => {
      const gone = performance.now() - start;
      const angle = gone / 300;
      const to = { clientX: ${x} + 60 + ${box.width * 0.2} * (1 + Math.sin(angle)), clientY: ${y} + 60 + 30 * Math.cos(angle) };
      canvas.dispatchEvent(new PointerEvent("pointermove", { ...to, pointerId: 1, bubbles: true }));
      if (gone < ${ms}) requestAnimationFrame(step);
      else resolve((1000 * (Number(canvas.dataset.drawn) - first)) / gone);
    };
    requestAnimationFrame(step);
  })`;
  const rate = await page.evaluate<number>(script);
  await page.mouse.up();
  if (isPan) await page.keyboard.up("Shift");
  return rate;
}
