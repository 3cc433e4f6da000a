/** The PostgreSQL storage, on a real server. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createStudy, float, int, openStudy } from "../../src/index.ts";
import { openStorage, type Storage } from "../../src/storage/index.ts";
import { newest } from "../../src/storage/postgres-schema.ts";
import { replay } from "../../src/study/index.ts";
import { storageContract } from "../../src/testing/index.ts";
import { postgresBin, type Server, startServer, where } from "../postgres/server.ts";

let server: Server;
let base: string;

describe.skipIf(!postgresBin)(where, () => {
  beforeAll(async () => {
    server = await startServer();
    base = server.database("studies");
  }, 60_000);
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
  }, 60_000);

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
  }, 60_000);

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
  }, 120_000);
});
