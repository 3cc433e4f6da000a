import { expect, test } from "vitest";
import { commands, commandsFor } from "./commands.ts";

test("a command is found under the name that its help gives, and has examples", async () => {
  for (const [name, load] of Object.entries(commands)) {
    const { usage, examples } = await load();
    expect(usage.split(" ")[0]).toBe(name);
    expect(examples.join("\n")).toMatch(new RegExp(`^tunesmith ${name}`, "m"));
  }
});

test("a command line reads the one command it names, and all where it names none", async () => {
  expect((await commandsFor(["best", "run"])).map(({ usage }) => usage)).toEqual(["best <study>"]);
  expect(await commandsFor(["--version"])).toEqual([]);
  const all = Object.keys(commands).length;
  for (const words of [[], ["--help"], ["bset"], ["--json", "best"], ["toString"]])
    expect(await commandsFor(words)).toHaveLength(all);
});
