/** Every view of the page and every dialog, in both themes and at two widths: what axe says, and whether it fits. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Server, serve } from "../../../src/server/index.ts";
import { memory } from "../../../src/storage/index.ts";
import { closeBrowser, hasBrowser, openPage, type sizes } from "./browser.ts";
import { fill, fillLarge } from "./studies.ts";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const views = [
  "#/",
  "#/study/lenet",
  "#/study/lenet/plots",
  "#/study/lenet/trials",
  "#/study/lenet/trial/5",
  "#/study/accuracy%20and%20latency",
  "#/compare",
  "#/compare/lenet/choice",
  "#/new",
  "#/study/large",
  "#/study/large/plots",
  "#/study/large/trials",
  "#/study/large/trial/100",
  "#/compare/large/lenet",
];

/** The buttons that open something over the page, and where they stand. */
const dialogs = [
  ["#/study/lenet", "Try a point"],
  ["#/study/lenet", "Space"],
  ["#/study/large", "Try a point"],
  ["#/", "Share"],
  ["#/", "Keys"],
] as const;

const looks = [
  ["desk", "light"],
  ["desk", "dark"],
  ["phone", "light"],
  ["phone", "dark"],
] as const;

afterAll(closeBrowser);

describe.skipIf(!hasBrowser)("axe and the page", () => {
  const storage = memory();
  let server: Server;
  beforeAll(async () => {
    await fill(storage);
    await fillLarge(storage);
    server = await serve({ storage, port: 0 });
  });
  afterAll(() => server.close());

  test.each(looks)(
    "axe finds no serious fault, and nothing is wider than the screen (%s, %s)",
    async (size, theme) => {
      const { page, faults } = await openPage(server.loginUrl, size, theme);
      const found: string[] = [];
      for (const view of views) {
        await page.goto(`${server.url}/${view}`);
        await settled(page, view);
        found.push(...(await faultsByAxe(page)).map((fault) => `${view}: ${fault}`));
        await shoot(page, view, size, theme);
        const overflow = await page.evaluate<number>("document.documentElement.scrollWidth - innerWidth");
        expect(overflow, `${view} is wider than the ${size}`).toBeLessThanOrEqual(0);
      }
      expect(found).toEqual([]);
      expect(faults).toEqual([]);
    },
  );

  test.each([looks[0], looks[3]])(
    "nor in what opens over the page, nor on the way in (%s, %s)",
    async (size, theme) => {
      const { page, faults } = await openPage(server.loginUrl, size, theme);
      const found: string[] = [];
      for (const [view, name] of dialogs) {
        await page.goto(`${server.url}/${view}`);
        await settled(page, view);
        const button = page.getByRole("button", { name, exact: true }).first();
        if (!(await button.isVisible())) continue; // not on a phone
        await button.click();
        await page.waitForTimeout(300);
        found.push(...(await faultsByAxe(page)).map((fault) => `${view} ${name}: ${fault}`));
        await shoot(page, `${view} ${name}`, size, theme);
        await page.keyboard.press("Escape");
      }
      await page.goto(`${server.url}/#/study/large`);
      await settled(page, "#/study/large");
      await drag(page);
      found.push(...(await faultsByAxe(page)).map((fault) => `marked: ${fault}`));
      await shoot(page, "#/study/large marked", size, theme);
      await page.goto(`${server.url}/login`);
      found.push(...(await faultsByAxe(page)).map((fault) => `login: ${fault}`));
      await shoot(page, "login", size, theme);
      expect(found).toEqual([]);
      expect(faults).toEqual([]);
    },
  );
});

/** Waits until a view has drawn itself. */
async function settled(page: Page, view: string): Promise<void> {
  if (/large(\/plots)?$/.test(view)) await page.locator("canvas.density[data-drawn]").first().waitFor();
  await page.waitForTimeout(700);
}

/** Marks a region of the first picture. */
async function drag(page: Page): Promise<void> {
  const canvas = page.locator("canvas.density").first();
  await canvas.scrollIntoViewIfNeeded();
  const bar = page.getByRole("region", { name: /trials selected/ });
  // Again where a busy machine was not ready for it.
  for (let tries = 0; tries < 20 && !(await bar.isVisible()); tries++) {
    const box = (await canvas.boundingBox())!;
    await page.mouse.move(box.x + 80, box.y + 20);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.7, box.y + box.height * 0.6, { steps: 6 });
    await page.mouse.up();
    await bar.waitFor({ timeout: 3000 }).catch(() => {});
  }
  expect(await bar.isVisible()).toBe(true);
}

async function faultsByAxe(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: {
        run(): Promise<{
          violations: { impact: string; id: string; nodes: { html: string; failureSummary: string }[] }[];
        }>;
      };
    };
    const { violations } = await axe.run();
    return violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .map(
        ({ id, nodes }) =>
          `${id} ${nodes.length} × ${nodes[0]!.html.slice(0, 160)} ${nodes[0]!.failureSummary.slice(0, 160)}`,
      );
  });
}

const pictures: { readonly [view: string]: string } = {
  "#/": "studies",
  "#/study/lenet": "overview",
  "#/study/lenet/plots": "plots",
  "#/study/lenet/trials": "trials",
};

/** Keeps the pictures of the docs, when they are asked for: `TUNESMITH_SHOTS=docs/images npm run test:full`. */
async function shoot(page: Page, view: string, size: keyof typeof sizes, theme: string): Promise<void> {
  const folder = process.env.TUNESMITH_SHOTS;
  if (!folder || !pictures[view]) return;
  if (view === "#/study/lenet") {
    await page.mouse.wheel(0, 3000); // what lies below is drawn when it comes into sight
    await page.waitForTimeout(900);
    await page.mouse.wheel(0, -3000);
    await page.waitForTimeout(200);
  }
  await page.screenshot({
    path: join(folder, `${pictures[view]}-${size}-${theme}.png`),
    fullPage: view === "#/study/lenet",
  });
}
