import { describe, expect, test } from "vitest";
import { passesThrough, type ShellAnswer, ShellTalk } from "./shell-talk.ts";

describe("what a shell answers", () => {
  const talk = new ShellTalk("/tmp/pipes");
  const mark = /echo "(\w+) /.exec(talk.greeting)![1]!;

  test.each<[said: string, answer: Partial<ShellAnswer>]>([
    [`${mark} 0\n`, { status: 0, isSaid: false, isRefused: false }],
    [`${mark} 137\n`, { status: 137, isSaid: false }],
    [`Killed\n${mark} 137\n`, { status: 137, isSaid: true, isRefused: false }],
    [
      `sh: line 3: 77 Killed  '/bin/a' > '/tmp/pipes/stdout'\n${mark} 137\n`,
      { isSaid: true, isRefused: false },
    ],
    [`sh: 7: cannot create /tmp/pipes/stdout: Directory nonexistent\n${mark} 2\n`, { isRefused: true }],
  ])("%j", (said, answer) => {
    expect(talk.answer(said)).toMatchObject({ ...answer, length: said.length });
    expect(talk.answer(said.slice(0, -1))).toBeNull(); // it comes in pieces
    expect(talk.answer(`${said}${mark} 1\n`)!.length).toBe(said.length);
  });

  test("another shell's mark is no answer", () => {
    expect(new ShellTalk("/tmp/pipes").answer(`${mark} 0\n`)).toBeNull();
  });
});

test("variables that a shell drops or changes do not pass", () => {
  expect(passesThrough({ PATH: "/bin", _x1: "", LC_ALL: "C" })).toBe(true);
  for (const name of ["BASH_FUNC_f%%", "a.b", "1a", "", "IFS", "SHELLOPTS", "UID"])
    expect(passesThrough({ PATH: "/bin", [name]: "" })).toBe(false);
});
