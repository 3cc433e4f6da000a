/** The PostgreSQL storage, on a real server. */
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createStudy, float, int, openStudy } from "../../src/index.ts";
import { openStorage, type Storage, storageStatus, upgradeStorage } from "../../src/storage/index.ts";
import { newest, upgrade } from "../../src/storage/postgres-schema.ts";
import { replay } from "../../src/study/index.ts";
import { storageContract } from "../../src/testing/index.ts";
import { postgresBin, type Server, startServer, where } from "../postgres/server.ts";
import { eventful, viewsAgree } from "../storage/views.ts";

let server: Server;
let base: string;

describe.skipIf(!postgresBin)(where, () => {
  beforeAll(async () => {
    server = await startServer();
    base = server.database("studies");
  });
  afterAll(() => server?.remove());

  let made = 0;
  const fresh = () => openStorage(`${base}?schema=s${made++}`);
  const again = (storage: Storage) => openStorage(storage.url);

  storageContract({ name: "postgres", make: fresh, reopen: again });

  test("the password stands in no URL and no error", async () => {
    const secret = base.replace("tuner@", "tuner:hunter2@");
    const storage = await openStorage(secret);
    expect(storage.url).not.toContain("hunter2");
    await storage.close();
    const wrong = `${secret.replace(/:\d+\//, ":1/")}`;
    const error = await openStorage(wrong).catch((e: Error) => e);
    expect(error).toMatchObject({ code: "storage", message: /could not be reached/ });
    expect(String((error as Error).message)).not.toContain("hunter2");
  });

  test("many programs may find an empty database at the same moment, and one study is made", async () => {
    const url = `${base}?schema=race`;
    const all = await Promise.all(Array.from({ length: 16 }, () => openStorage(url)));
    const options = {
      name: "s",
      space: { x: float(0, 1) },
      sampler: "random",
      ifExists: "resume",
      seed: 1,
    } as const;
    await Promise.all(all.map((storage) => createStudy({ ...options, storage })));
    const log = await all[0]!.read("s", 0);
    expect(new Set(log.map((l) => l.seq)).size).toBe(log.length);
    const study = await openStudy("s", { storage: all[1]! });
    expect(study.trials).toEqual([]);
    await Promise.all(all.map((storage) => storage.close()));
  });

  test("looking makes no tables, and a schema of somebody else's or of a newer version is refused", async () => {
    await expect(openStorage(`${base}?schema=nothing`, { create: false })).rejects.toMatchObject({
      code: "storage",
      message: /no tables of ours/,
    });
    expect(server.sql("studies", "select count(*) from pg_namespace where nspname = 'nothing'")).toBe("0");
    server.sql("studies", "create schema theirs; create table theirs.study (id int)");
    await expect(openStorage(`${base}?schema=theirs`)).rejects.toMatchObject({ code: "storage-corrupt" });
    const storage = await fresh();
    const schema = new URL(storage.url).searchParams.get("schema");
    server.sql("studies", `comment on schema ${schema} is 'tunesmith ${newest + 1}'`);
    await expect(openStorage(storage.url)).rejects.toMatchObject({
      code: "storage",
      message: /newer Tunesmith/,
    });
    await storage.close();
  });

  test("the views say what the reducer says, of all that can befall a trial, and cannot be written", async () => {
    const url = server.database("views");
    await eventful(url);
    const client = new pg.Client(url);
    await client.connect();
    await client.query("set search_path = tunesmith");
    const rows = async (sql: string) => (await client.query(sql)).rows as Record<string, unknown>[];
    await viewsAgree(url, rows)
      .then(() => expect(rows("update trials set value = 1")).rejects.toThrow(/cannot update view/))
      .finally(() => client.end());
  });

  test.each([1, 2, 3])(
    "tables of version %i are refused, brought up to date, and have the same log",
    async (version) => {
      const url = server.database(`old${version}`);
      server.sql(`old${version}`, upgrade("tunesmith", 0, version));
      server.sql(
        `old${version}`,
        `insert into tunesmith.study (name, head, at) values ('s', 1, 7); insert into tunesmith.event (study, seq, at, body)
       values (1, 1, 7, '{"type":"study.created","space":{},"goals":{"value":"minimize"},"seed":1,"sampler":{"name":"random","options":{}},"pruner":{"name":"none","options":{}}}')`,
      );
      await expect(openStorage(url)).rejects.toMatchObject({ message: /tunesmith storage upgrade/ });
      expect(await storageStatus(url)).toMatchObject({ version, newest, studies: 1 });
      // Killed before the last word of any step: nothing of it is there, and it can be run again.
      const cut = upgrade("tunesmith", version).replace(/comment on schema.*$/s, "select 1 / 0;");
      expect(() => server.sql(`old${version}`, cut)).toThrow(/division by zero/);
      expect(await storageStatus(url)).toMatchObject({ version });
      expect(await upgradeStorage(url)).toEqual({ from: version, to: newest });
      const storage = await openStorage(url);
      expect(await storage.read("s", 0)).toMatchObject([{ seq: 1, at: 7, event: { type: "study.created" } }]);
      await storage.close();
      expect(server.sql(`old${version}`, "select study, trials from tunesmith.studies")).toBe("s|0");
    },
  );

  test("a server that crashes in the middle of a search is waited for: nothing is lost, nothing twice", async () => {
    const url = `${base}?schema=crash`;
    const space = { x: float(-1, 1), k: int(0, 5) };
    const study = await createStudy({ name: "s", space, sampler: "random", seed: 3, storage: url });
    const accepted: number[] = [];
    const search = study.optimize(
      async ({ number, params }) => {
        await new Promise((resolve) => setTimeout(resolve, 10));
        if (number === 20 || number === 50) {
          server.stop("immediate");
          setTimeout(() => server.start(), 300);
        }
        return params.x ** 2 + params.k;
      },
      { trials: 80, parallel: 4, onTrial: (t) => void accepted.push(t.number) },
    );
    await search;
    expect(accepted.sort((a, b) => a - b)).toEqual(Array.from({ length: 80 }, (_, i) => i));
    const found = await openStudy("s", { storage: url });
    expect(found.trials.map((t) => t.state)).toEqual(Array(80).fill("complete"));
    expect(await replay(found.storage, "s")).toMatchObject({ checked: 80, different: [] });
    await found.close();
    await study.close();
  });
});
