/** `tunesmith doctor` in front of a real PostgreSQL: what it finds, and that it leaves nothing there. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { inFolder } from "../cli/tunesmith.ts";
import { postgresBin, type Server, startServer, where } from "../postgres/server.ts";

const { run } = inFolder();

describe.skipIf(!postgresBin)(where, () => {
  let server: Server;

  beforeAll(async () => {
    server = await startServer(["wal_level = replica"]);
  });
  afterAll(() => server?.remove());

  const examined = (url: string, ...args: readonly string[]) => {
    const { status, out } = run("doctor", ...args, "--storage", url, "--json");
    const { findings } = JSON.parse(out) as { findings: { about: string; state: string; found: string }[] };
    return { status, of: (about: string) => findings.find((one) => one.about === about) };
  };
  const space = ["-p", "x=float(0,1)", "--minimize", "loss", "--name", "s", "--trials", "9", "--create"];

  test("an empty database stays empty, and a commit is timed", () => {
    const url = server.database("empty");
    const { status, of } = examined(url);
    expect(status).toBe(0);
    expect(of("storage")!.found).toMatch(/PostgreSQL \d+\.\d+: no tables yet, the first study makes them$/);
    expect(of("speed")!.found).toMatch(/^the database has a write after [\d.]+ ms$/);
    expect(server.sql("empty", "select count(*) from pg_namespace where nspname = 'tunesmith'")).toBe("0");
  });

  test("a study is looked at, and its log stays as it is", () => {
    const url = server.database("there");
    expect(run("run", ...space, "--storage", url, "--", "echo", "loss={x}").status).toBe(0);
    const log = "select count(*), max(seq), (select count(*) from tunesmith.lease) from tunesmith.event";
    const before = server.sql("there", log);
    const { status, of } = examined(url, "s");
    expect(status).toBe(0);
    expect(of("storage")!.found).toMatch(/: 1 study, tables of version \d+$/);
    expect(of("budget")!.found).toBe("0 of 9 trials");
    expect(server.sql("there", log)).toBe(before);
  });

  test("a user who may not write has a problem", () => {
    const url = server.database("guarded");
    expect(run("run", ...space, "--storage", url, "--", "echo", "loss={x}").status).toBe(0);
    server.sql("guarded", "create role looker login");
    server.sql("guarded", "grant usage on schema tunesmith to looker");
    server.sql("guarded", "grant select on all tables in schema tunesmith to looker");
    const { status, of } = examined(url.replace("tuner@", "looker@"), "s");
    expect(status).toBe(3);
    expect(of("rights")).toMatchObject({ state: "problem", found: "this user may not write to the tables" });
    expect(of("study")!.state).toBe("ok");
  });

  test("a server that is down is a problem, and none once it is up", () => {
    const url = server.database("standby");
    server.stop("fast");
    const { status, of } = examined(url);
    expect([status, of("storage")!.state]).toEqual([3, "problem"]);
    server.start();
    expect(examined(url).status).toBe(0);
  });
});
