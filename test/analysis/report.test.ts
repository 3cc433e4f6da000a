import { describe, expect, it } from "vitest";
import { answersOf } from "../../src/analysis/index.ts";
import { isTunesmithError } from "../../src/error.ts";
import { toReport } from "../../src/pictures/index.ts";
import { hostile, noTrial, oneGoal, threeGoals } from "./studies.ts";

const at = new Date("2026-01-31T12:34:00Z");

/** A machine may be busy. */

describe("a report", () => {
  it("is one page that needs nothing else: no script, no address, hostile words as words", async () => {
    const page = await toReport(hostile, oneGoal(), { at });
    expect(page).toMatch(/^<!doctype html>/);
    expect(page).toContain("2026-01-31 12:34 UTC");
    expect(page).not.toMatch(/<script|<img|<link|@import|url\((?!#)|https?:\/\/(?!www\.w3\.org\/)/i);
    expect(page.match(/<figure>/g)!.length).toBeGreaterThan(6);
    for (const question of ["Is it getting better?", "Is it done?", "What matters?", "What fails?"]) {
      expect(page).toContain(question);
    }
  });

  it("has dark colours for every light one that a picture uses", async () => {
    const page = await toReport("s", oneGoal(), { at });
    const used = new Set([...page.matchAll(/(?:fill|stroke)="(#[0-9a-f]{6})"/g)].map((m) => m[1]!));
    const plain = [...used].filter((colour) => !page.includes(`="${colour}"]{`));
    expect(plain).toEqual([]);
  });

  it("is made of a study with several goals, and of one without a trial, too", async () => {
    expect(await toReport("s", threeGoals(), { at })).toContain("The front");
    expect(await toReport("s", noTrial(), { at })).toContain("No trial is complete.");
  });

  it("refuses a goal that there is not", async () => {
    const refused = await toReport("s", noTrial(), { goal: "loss", at }).catch((e: unknown) => e);
    expect(isTunesmithError(refused, "name")).toBe(true);
  });
});

describe("the four answers", () => {
  it("have the numbers of the study", () => {
    const [better, done, matters, fails] = answersOf(oneGoal(60));
    expect(better!.short).toMatch(/^score -/);
    expect(done!.long).toMatch(/twice as many trials/);
    expect(matters!.short).toBe("lr");
    expect(fails!.short).toBe("6 of 60 trials");
    expect(fails!.long).toContain(hostile);
  });

  it("are about the front when there are several goals", () => {
    const [better, , matters] = answersOf(threeGoals());
    expect(better!.short).toMatch(/^\d+ on the front$/);
    expect(matters!.long).toContain("a and b and c");
  });

  it("wait for trials", () => {
    expect(answersOf(noTrial()).map((a) => a.short)).toEqual([
      "No result yet",
      "Too early to say",
      "Too early to say",
      "Nothing yet",
    ]);
  });
});
