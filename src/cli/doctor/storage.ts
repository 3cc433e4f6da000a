/** Whether studies can be kept where they are to be. */
import { openStorage } from "../../storage/open.ts";
import { probePostgres } from "../../storage/postgres-probe.ts";
import { probeSqlite } from "../../storage/sqlite-probe.ts";
import { newestFile } from "../../storage/sqlite-upgrade.ts";
import { storageStatus } from "../../storage/upgrade.ts";
import { type Finding, ok, problem, thrown, warning } from "./finding.ts";

/** A write that takes longer than this holds up short trials, in ms. */
const slowMs = 50;
/** Room below which a study of some length may fill a disk, and below which it will soon; in bytes. */
const [scarce, nothing] = [1e9, 50e6];

/** What is found, and whether the storage can be opened to look at a study. */
export interface StorageFindings {
  readonly findings: readonly Finding[];
  readonly isOpen: boolean;
}

/** @param whose  where the URL was said: a flag, a variable, or nowhere */
export async function storageFindings(url: string, whose: string): Promise<StorageFindings> {
  try {
    const scheme = /^([a-z]+):/i.exec(url)?.[1]?.toLowerCase();
    if (scheme === "sqlite") return await ofSqlite(url, whose);
    if (scheme?.startsWith("postgres")) return await ofPostgres(url, whose);
    return await ofOthers(url, whose);
  } catch (error) {
    return { findings: [thrown("storage", error)], isOpen: false };
  }
}

async function ofSqlite(url: string, whose: string): Promise<StorageFindings> {
  const { path, isThere, version, free, writeMs } = probeSqlite(url);
  const place = [room(free), ...speed(writeMs, "the disk")];
  if (!isThere) {
    const found = `sqlite:${path} (${whose}): no file yet, the first study makes it`;
    return { findings: [ok("storage", found), ...place], isOpen: false };
  }
  if (version !== null && version > 0 && version < newestFile) {
    const found = `sqlite:${path} (${whose}): tables of version ${version}, and this Tunesmith works on ${newestFile}`;
    const remedy = "tunesmith storage upgrade brings them there, as whatever opens the file next does.";
    return { findings: [warning("storage", found, remedy), ...place], isOpen: false };
  }
  const { studies } = await storageStatus(url);
  const found = `sqlite:${path} (${whose}): ${countOf(studies)}, tables of version ${newestFile}`;
  return { findings: [ok("storage", found), ...place], isOpen: true };
}

async function ofPostgres(url: string, whose: string): Promise<StorageFindings> {
  const probe = await probePostgres(url);
  const { version, newest, studies } = await storageStatus(url);
  const where = `${probe.url} (${whose}), PostgreSQL ${probe.server}`;
  const findings: Finding[] = [];
  if (version === null) findings.push(ok("storage", `${where}: no tables yet, the first study makes them`));
  else if (version === newest) {
    findings.push(ok("storage", `${where}: ${countOf(studies)}, tables of version ${version}`));
  } else {
    const remedy =
      version < newest!
        ? "End its workers, and run tunesmith storage upgrade."
        : "Update the package tunesmith.";
    const what = `${where}: tables of version ${version}, and this Tunesmith works on ${newest}`;
    findings.push(problem("storage", what, remedy));
  }
  if (probe.isReplica) {
    findings.push(
      problem("rights", "this server is a copy of another one, and takes no writes", "Name the primary."),
    );
  } else if (!probe.mayWrite) {
    const lack = version === null ? "make tables in this database" : "write to the tables";
    findings.push(
      problem("rights", `this user may not ${lack}`, "Grant it, or name another user in the URL."),
    );
  }
  findings.push(...speed(probe.writeMs, "the database"));
  return { findings, isOpen: version === newest };
}

async function ofOthers(url: string, whose: string): Promise<StorageFindings> {
  const storage = await openStorage(url, { create: false });
  try {
    if (storage.url === "memory:") {
      const remedy = "For studies that stay, name sqlite:PATH, postgres://… or a server.";
      return {
        findings: [warning("storage", `memory: (${whose}) ends with each command`, remedy)],
        isOpen: false,
      };
    }
    const times: number[] = [];
    let studies = 0;
    for (let i = 0; i < 5; i++) {
      const start = performance.now();
      studies = (await storage.studies()).length;
      times.push(performance.now() - start);
    }
    const takes = `a call takes ${shown(times.sort((a, b) => a - b)[2]!)}`;
    return {
      findings: [ok("storage", `${storage.url} (${whose}), a server: ${countOf(studies)}; ${takes}`)],
      isOpen: true,
    };
  } finally {
    await storage.close();
  }
}

function countOf(studies: number | null): string {
  return studies === 1 ? "1 study" : `${studies} studies`;
}

function room(free: number): Finding {
  const found = `${(free / 1e9).toPrecision(3)} GB free`;
  if (free < nothing) return problem("room", found, "Make room: a full disk ends studies.");
  if (free < scarce) return warning("room", found, "Make room: a long study takes some hundred MB.");
  return ok("room", found);
}

function speed(ms: number | null, who: string): Finding[] {
  if (ms === null) return [];
  const found = `${who} has a write after ${shown(ms)}`;
  if (ms <= slowMs) return [ok("speed", found)];
  return [
    warning(
      "speed",
      found,
      "Each trial waits for a few of them: short trials want a quicker disk or network.",
    ),
  ];
}

function shown(ms: number): string {
  return `${ms < 10 ? ms.toPrecision(2) : Math.round(ms)} ms`;
}
