import pc from "picocolors";
import { expect, test } from "vitest";
import { float } from "../space/index.ts";
import { createStudy } from "../study/index.ts";
import { teller } from "./run-report.ts";

test("a new best is told, whichever other trial is heard of between its result and its turn", async () => {
  const study = await createStudy({ space: { x: float(-1, 1) }, sampler: "random", seed: 3 });
  const said: string[] = [];
  const paint = pc.createColors(false);
  const say = (text: string) => void said.push(text);
  const told = teller(study, { isJson: false, answer: () => {}, say, paint, sayPaint: paint });

  const views = [];
  for (const value of [2, 1, 3]) views.push(await study.tell((await study.ask()).number, value));
  for (const i of [2, 1, 0]) told(views[i]!);
  expect(said).toEqual([expect.stringMatching(/^best {2}1 {2}trial 1 {2}x=/)]);
});
