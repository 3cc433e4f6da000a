export { storageContract } from "./storage-contract.ts";
export type { StorageUnderTest } from "./storage-under-test.ts";
