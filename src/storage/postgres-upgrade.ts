import { TunesmithError } from "../error.ts";
import { type Access, accessTo } from "./postgres-access.ts";
import { partsOf } from "./postgres-address.ts";
import { checkVersion, newest, upgrade, versionQuery } from "./postgres-schema.ts";
import type { StorageStatus } from "./storage-status.ts";

const patienceMs = 5_000;

/** See `storageStatus`. */
export async function postgresStatus(address: string): Promise<StorageStatus> {
  return connected(address, async (access, schema, url) => {
    const version = await versionOf(access, schema);
    const count =
      version === null ? [] : await access.query<{ n: string }>(`select count(*) as n from ${schema}.study`);
    return { url, version, newest, studies: version === null ? null : Number(count[0]!.n) };
  });
}

/** See `upgradeStorage`. */
export async function upgradePostgres(address: string): Promise<{ from: number; to: number }> {
  return connected(address, async (access, schema, url) => {
    const from = (await versionOf(access, schema)) ?? 0;
    if (from > newest) checkVersion(from, url);
    if (from < newest) await access.query(upgrade(schema, from));
    const now = await versionOf(access, schema);
    if (now !== newest)
      throw new TunesmithError("storage", `${url} is still at version ${now}. Run it again.`);
    return { from, to: newest };
  });
}

async function versionOf(access: Access, schema: string): Promise<number | null> {
  const [found] = await access.query<{ version: number | null }>(versionQuery(schema));
  return found!.version;
}

async function connected<T>(
  address: string,
  work: (access: Access, schema: string, url: string) => Promise<T>,
): Promise<T> {
  const { bare, url, schema } = partsOf(address);
  const access = await accessTo(bare, url, patienceMs);
  try {
    return await work(access, schema, url);
  } finally {
    await access.close();
  }
}
