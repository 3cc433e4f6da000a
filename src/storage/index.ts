export { http } from "./http.ts";
export { memory } from "./memory.ts";
export { openStorage, type StorageOptions } from "./open.ts";
export { type PostgresOptions, postgres } from "./postgres.ts";
export { sqlite } from "./sqlite.ts";
export type { Committed, Leases, Storage } from "./storage.ts";
export type { StorageStatus } from "./storage-status.ts";
export { storageStatus, upgradeStorage } from "./upgrade.ts";
