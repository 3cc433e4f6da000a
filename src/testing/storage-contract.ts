import { describe } from "vitest";
import { storageLaws } from "./storage-laws.ts";
import { leaseRules } from "./storage-leases.ts";
import { logRules } from "./storage-log.ts";
import type { StorageUnderTest } from "./storage-under-test.ts";

/**
 * What every storage has to hold, as tests of vitest: call it in a test file of the storage.
 *
 * @example
 * storageContract({ name: "memory", make: () => memory() });
 */
export function storageContract(storage: StorageUnderTest): void {
  describe(`${storage.name} as a storage`, () => {
    logRules(storage);
    leaseRules(storage);
    storageLaws(storage);
  });
}
