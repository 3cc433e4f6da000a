/** The page in a real Chromium, through the life of a study: from the empty list to the comparison. */

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, describe, expect, onTestFinished, test } from "vitest";
import { createStudy, float, openStudy } from "../../../src/index.ts";
import { memory } from "../../../src/storage/index.ts";
import { startServer } from "../../server/house.ts";
import { closeBrowser, hasBrowser, openPage } from "./browser.ts";
import { fill } from "./studies.ts";

afterAll(closeBrowser);

describe.skipIf(!hasBrowser)("the page in Chromium", () => {
  test("leads a study from the empty list to its end", async () => {
    const server = await startServer();
    const { page, faults } = await openPage(server.loginUrl);
    await page.getByText("No studies yet").waitFor();

    await page.getByRole("link", { name: "New study" }).click();
    await page.getByLabel("Name", { exact: true }).first().fill("digits");
    await page.getByPlaceholder("lr", { exact: true }).fill("lr");
    await page.getByPlaceholder("float(1e-5, 1e-1, log)").fill("flaot(1, 2)");
    await page.getByText('did you mean "float"?').waitFor();
    await page.getByPlaceholder("float(1e-5, 1e-1, log)").fill("float(1e-4, 1, log)");
    await page.getByRole("button", { name: "Create" }).click();
    await page.getByRole("heading", { name: "digits" }).waitFor();
    expect(await server.storage.studies()).toEqual(["digits"]);

    await page.getByRole("button", { name: "Try a point" }).click();
    await page.getByRole("dialog").getByRole("spinbutton").fill("0.5");
    await page.getByRole("dialog").getByRole("button", { name: "Try a point" }).click();
    await page.getByText("Enqueued. 1 in the queue.").waitFor();
    await page.keyboard.press("Escape");

    const study = await openStudy("digits", { storage: server.storage });
    await study.optimize(({ params }) => (Number(params.lr) - 0.1) ** 2, { trials: 20 });
    expect(study.trials[0]!.params.lr).toBe(0.5);
    await page.getByText(`Trial ${study.best!.number} is the best of 20`).waitFor();

    await page.getByRole("button", { name: "Pause" }).click();
    await page.getByRole("button", { name: "Resume" }).waitFor();
    await study.refresh();
    expect(study.history.steering.state).toBe("paused");
    await page.getByRole("button", { name: "Resume" }).click();
    await page.getByRole("button", { name: "Pause" }).waitFor();

    await page.keyboard.press("3");
    await page.getByRole("searchbox").fill("lr > 0.4 and number == 0");
    await page.getByText("1 of 20 trials").waitFor();
    await page.getByRole("link", { name: "0", exact: true }).click();
    await page.getByText("enqueued", { exact: true }).waitFor(); // why this point
    await page.keyboard.press("j");
    await page.getByRole("heading", { name: /Trial 1 / }).waitFor();

    await page.getByLabel("Note", { exact: true }).fill("<b>looks</b> good");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("<b>looks</b> good").waitFor();
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByText("<b>looks</b> good").waitFor({ state: "detached" });

    page.once("dialog", (dialog) => dialog.accept("mislabelled"));
    await page.getByRole("button", { name: "Does not count" }).click();
    await page.getByText("mislabelled").waitFor();

    page.once("dialog", (dialog) => dialog.accept());
    await page.getByRole("button", { name: "Delete" }).click();
    await page.getByText("No studies yet").waitFor();
    expect(await server.storage.studies()).toEqual([]);
    expect(faults).toEqual([]);
    await study.close().catch(() => {});
  });

  test("what is dragged over in one plot is marked, and more can be tried there", async () => {
    const server = await startServer();
    await fill(server.storage);
    const { page, faults } = await openPage(server.loginUrl);
    await page.goto(`${server.url}/#/study/lenet`);
    const plot = page.locator("figure", { hasText: "Optimization history" });
    await plot.locator("canvas").waitFor();
    await page.waitForTimeout(500);
    const bar = page.getByRole("region", { name: /trials selected/ });
    // Again where a busy machine had not drawn the plot yet.
    for (let tries = 0; tries < 20 && !(await bar.isVisible()); tries++) {
      const box = (await plot.locator("canvas").boundingBox())!;
      await page.mouse.move(box.x + 70, box.y + 40);
      await page.mouse.down();
      await page.mouse.move(box.x + box.width / 2, box.y + box.height - 60, { steps: 8 });
      await page.mouse.up();
      await bar.waitFor({ timeout: 3000 }).catch(() => {});
    }
    expect(await bar.isVisible()).toBe(true);
    await bar.getByRole("button", { name: /Sample here/ }).click();
    await bar.getByText("5 in the queue").waitFor();
    await bar.getByRole("link", { name: "Show in the table" }).click();
    await page.getByText(/^\d+ of 120 trials$/).waitFor();
    expect(faults).toEqual([]);
  });

  test("what a command prints is shown to the operator, and a viewer reads why it is not", async () => {
    const folder = mkdtempSync(join(tmpdir(), "tunesmith-logs-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const server = await startServer({ trialFolder: folder });
    await fill(server.storage);
    mkdirSync(join(folder, "lenet/0003"), { recursive: true });
    writeFileSync(join(folder, "lenet/0003/stdout.log"), "key=canary\n");
    const operator = await openPage(server.loginUrl);
    await operator.page.goto(`${server.url}/#/study/lenet/trial/3`);
    await operator.page.getByText("key=canary").waitFor();
    const viewer = await openPage(`${server.url}/login?token=${server.tokens.viewer}`);
    await viewer.page.goto(`${server.url}/#/study/lenet/trial/3`);
    await viewer.page.getByText("it may hold secrets").waitFor();
    expect(await viewer.page.content()).not.toContain("canary");
    expect([...operator.faults, ...viewer.faults]).toEqual([]);
  });

  test("a result is on the screen within 300 ms of its being told", async () => {
    const server = await startServer();
    const study = await createStudy({ name: "lag", space: { x: float(0, 1) }, storage: server.storage });
    const { page } = await openPage(server.loginUrl);
    await page.goto(`${server.url}/#/study/lag`);
    await page.getByText("No result yet").first().waitFor();
    const [lags, roundTrips]: [number[], number[]] = [[], []];
    for (let i = 0; i < 15; i++) {
      roundTrips.push(await roundTrip(page));
      const trial = await study.ask();
      const value = String(1000 - i);
      const seen = page.waitForFunction(
        (text) =>
          (globalThis as unknown as Looked).document.querySelector(".answer .big")?.textContent === text,
        value,
        { polling: "raf" },
      );
      const start = performance.now();
      await study.tell(trial.number, Number(value));
      await seen;
      lags.push(performance.now() - start);
    }
    for (const all of [lags, roundTrips]) all.sort((a, b) => a - b);
    console.log(
      `lag from tell to screen: median ${lags[7]!.toFixed(0)} ms, worst ${lags.at(-1)!.toFixed(0)} ms; ` +
        `a mere round trip: median ${roundTrips[7]!.toFixed(0)} ms`,
    );
    // On a busy machine as many round trips as are 300 ms on a quiet one.
    expect(lags[7]).toBeLessThan(Math.max(300, 8 * roundTrips[7]!));
    await study.close();
  });

  test("S6: hostile names, notes and reasons are text, in every view, and the policy has nothing to stop", async () => {
    const payloads = attacks();
    expect(payloads.length).toBeGreaterThanOrEqual(200);
    const storage = memory();
    const server = await startServer({ storage });
    for (const [i, name] of payloads.slice(0, 40).entries()) {
      const study = await createStudy({
        name,
        space: { [payloads[(i + 40) % 200]!.replaceAll(".", "·")]: float(0, 1) },
        goals: { [payloads[(i + 80) % 200]!]: "minimize" },
        storage,
      });
      for (let j = 0; j < 3; j++) {
        const trial = await study.ask();
        await study.note(
          trial.number,
          payloads[(i + 120 + j) % 200]!.slice(0, 200),
          payloads[(i + 160) % 200]!,
        );
        const result = { [payloads[(i + 80) % 200]!]: j };
        await study.tell(trial.number, j === 2 ? { state: "failed", why: payloads[(i * 5) % 200]! } : result);
      }
      await study.close();
    }
    const { page, faults } = await openPage(server.loginUrl);
    for (const name of payloads.slice(0, 40)) {
      for (const place of ["", "/plots", "/trials", "/trial/2"]) {
        await page.goto(`${server.url}/#/study/${encodeURIComponent(name)}${place}`);
        await page.locator("h1").first().waitFor();
        await page.waitForTimeout(place === "/plots" ? 250 : 60);
      }
    }
    expect(await page.evaluate(() => (globalThis as { pwned?: boolean }).pwned)).toBeUndefined();
    expect(faults).toEqual([]);
  });
});

/** The part of a browser's page that is looked at. */
interface Looked {
  readonly document: { querySelector(selector: string): { readonly textContent: string } | null };
  requestAnimationFrame(act: (ms: number) => void): number;
}

/** How long the page takes to ask the server for next to nothing and to draw, ms. */
async function roundTrip(page: Page): Promise<number> {
  const start = performance.now();
  await page.evaluate(async () => {
    await (await fetch("/api/v1/session")).json();
    await new Promise((resolve) => (globalThis as unknown as Looked).requestAnimationFrame(resolve));
  });
  return performance.now() - start;
}

/** Texts that would run somewhere. */
function attacks(): string[] {
  const code = "window.pwned=true,alert(1)";
  const heads = ["", '"', "'", "</title>", "</script>", "-->", "`", "\\", "{{", "${"];
  const bodies = [
    `<script>${code}</script>`,
    `<img src=x onerror="${code}">`,
    `<svg onload="${code}">`,
    `<iframe srcdoc="<script>parent.${code}</script>">`,
    `javascript:${code}`,
    `<a href="javascript:${code}">x</a>`,
    `" onmouseover="${code}" x="`,
    `<style>@import 'http://evil.example/x.css'</style>`,
    `<math><mtext><img src=x onerror=${code}>`,
    `<input autofocus onfocus="${code}">`,
    `{{constructor.constructor('${code}')()}}`,
    `\${${code}}`,
    `<body onload="${code}">`,
    `data:text/html,<script>${code}</script>`,
    `<object data="javascript:${code}">`,
    `<details open ontoggle="${code}">`,
    `&lt;script&gt;${code}&lt;/script&gt;`,
    `\u202e<script>${code}</script>`,
    `<base href="http://evil.example/">`,
    `<form action="http://evil.example"><button>x`,
  ];
  return heads.flatMap((head, i) => bodies.map((body) => `${head}${body}${i}`));
}
