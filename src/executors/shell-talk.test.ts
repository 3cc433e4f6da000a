import { describe, expect, test } from "vitest";
import { passesThrough, ShellTalk } from "./shell-talk.ts";

describe("what a shell answers", () => {
  const talk = new ShellTalk("/tmp/pipes");
  const mark = /echo (\w+); \}/.exec(talk.greeting)![1]!;

  test.each<[said: string, exit: unknown]>([
    [`${mark} 0\n`, { kind: "exited", status: 0 }],
    [`${mark} 137\n`, { kind: "exited", status: 137 }],
    [`Killed\n${mark} 137\n`, { kind: "killed", signal: "SIGKILL" }],
    [
      `sh: line 3: 77 Segmentation fault (core dumped) …\n${mark} 139\n`,
      { kind: "killed", signal: "SIGSEGV" },
    ],
    [`${mark} 130\n`, { kind: "killed", signal: "SIGINT" }],
    [`${mark} 255\n`, { kind: "exited", status: 255 }],
    [`sh: 7: cannot create /tmp/pipes/stdout: Directory nonexistent\n${mark} 2\n`, "refused"],
  ])("%j", (said, exit) => {
    expect(talk.answer(said)).toEqual({ exit, length: said.length });
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
