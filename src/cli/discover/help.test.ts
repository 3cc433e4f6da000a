import { afterEach, expect, test, vi } from "vitest";
import { helpOf } from "./help.ts";

afterEach(() => {
  vi.useRealTimers();
});

test("a program that goes to work when it is asked for help is ended after a minute, and that is told on the way", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const said: string[] = [];
  const help = helpOf(["sh", "-c", "while :; do sleep 0.1; done"], {}, (text) => said.push(text));
  vi.advanceTimersByTime(59_000);
  expect(said).toEqual([expect.stringContaining("has not ended for 10 s")]);
  vi.advanceTimersByTime(2000);
  expect((await help).trouble).toMatch(/^it did not end within 60 s/);
});

test("a help on standard error and with another status is read all the same", async () => {
  const script = 'echo "  --lr RATE  learning rate" >&2; exit 2';
  expect(await helpOf(["sh", "-c", script], {}, () => {})).toEqual({
    text: "  --lr RATE  learning rate\n",
    trouble: expect.stringContaining("it ended with status 2"),
  });
});
