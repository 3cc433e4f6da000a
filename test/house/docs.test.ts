/** What people read: its links lead somewhere, its programs compile as they stand, its command lines have words that there are. */
import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, extname, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import type { Flag } from "../../src/cli/command.ts";
import { commands } from "../../src/cli/commands.ts";

const root = join(import.meta.dirname, "../..");
const inFolder = (folder: string) =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith(".md"))
    .map((name) => join(folder, name));
const pages = [...inFolder("."), ...inFolder("docs"), ...inFolder("data"), ...inFolder("test/data")];
const read = (page: string) => readFileSync(join(root, page), "utf8");

interface Block {
  readonly page: string;
  readonly kind: string;
  readonly text: string;
}

const blocks: readonly Block[] = pages.flatMap((page) =>
  [...read(page).matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].map(([, kind, text]) => ({
    page,
    kind: kind!,
    text: text!,
  })),
);

/** How GitHub names a heading in an address. */
const anchorOf = (heading: string) =>
  heading
    .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, "")
    .replaceAll(" ", "-");

test("every link of a page leads to a file, and to a heading in it", () => {
  const links = pages.flatMap((page) =>
    [
      ...read(page)
        .replace(/^```[\s\S]*?^```$/gm, "")
        .matchAll(/\]\(([^)\s]+)\)/g),
    ]
      .map(([, to]) => ({ page, to: to! }))
      .filter(({ to }) => !/^[a-z]+:/.test(to)),
  );
  expect(links.length).toBeGreaterThan(50);
  const lost = links.filter(({ page, to }) => {
    const [path, anchor] = to.split("#") as [string, string?];
    const target = path === "" ? page : join(dirname(page), path);
    if (!existsSync(join(root, target))) return true;
    if (anchor === undefined || extname(target) !== ".md") return false;
    return ![...read(target).matchAll(/^#+ (.*)$/gm)].some(([, heading]) => anchorOf(heading!) === anchor);
  });
  expect(lost).toEqual([]);
});

test("every program of a page compiles as it stands, for somebody who has installed the package", () => {
  const folder = mkdtempSync(join(tmpdir(), "tunesmith-docs-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(root, join(folder, "node_modules/tunesmith"));
  const programs = blocks.filter(({ kind }) => kind === "ts");
  expect(programs.length).toBeGreaterThan(8);
  const files = programs.map(({ page, text }, i) => {
    const name = `${page.replaceAll(/[^a-zA-Z]/g, "-")}-${i}.mts`;
    writeFileSync(join(folder, name), text);
    return name;
  });
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  const types = ["--typeRoots", join(root, "node_modules/@types"), "--types", "node", "--skipLibCheck"];
  const options = [
    "--noEmit",
    "--strict",
    "--module",
    "nodenext",
    "--target",
    "es2023",
    ...types,
    "--ignoreConfig",
  ];
  const done = spawnSync(process.execPath, [tsc, ...files, ...options], { cwd: folder, encoding: "utf8" });
  expect(done.stdout).toBe("");
  expect(done.status).toBe(0);
});

/** The command lines of a text: without comments, and with what stands on the next line behind a backslash. */
const linesOf = (text: string) =>
  text
    .replaceAll(/\\\n\s*/g, "")
    .split("\n")
    .map((line) => line.replace(/(^|\s)#.*$/, "").trim())
    .filter((line) => line.startsWith("tunesmith "));

test("every command line, in pages and in the help, has a command and flags that there are", async () => {
  const specs = await Promise.all(Object.values(commands).map((load) => load()));
  const said = [
    ...blocks.flatMap(({ page, text }) => linesOf(text).map((line) => ({ at: page, line }))),
    ...specs.flatMap(({ usage, examples }) => examples.flatMap(linesOf).map((line) => ({ at: usage, line }))),
  ];
  expect(said.length).toBeGreaterThan(100);
  const wrong: string[] = [];
  for (const { at, line } of said) {
    const [, name, ...words] = line
      .split(" -- ")[0]!
      .replaceAll(/'[^']*'/g, "x")
      .split(/\s+/) as [string, string];
    const spec = await commands[name]?.();
    const flags = [...(spec?.flags ?? []).flatMap(namesOf), "--storage", "--json", "--debug", "--help"];
    const unknown = words.filter((word) => /^--?[a-z]/.test(word) && !flags.includes(word));
    if (!spec || unknown.length > 0) wrong.push(`${at}: ${line}: ${spec ? unknown.join(" ") : name}`);
  }
  expect(wrong).toEqual([]);
});

const namesOf = ({ flags }: Flag) => flags.match(/--?[\w.-]+/g) ?? [];
