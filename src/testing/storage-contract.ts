import { describe } from "vitest";
import type { Storage } from "../storage/index.ts";
import { storageLaws } from "./storage-laws.ts";
import { leaseRules } from "./storage-leases.ts";
import { logRules } from "./storage-log.ts";

/** A storage, as the contract needs it. */
export interface StorageUnderTest {
  /** What the tests are called. */
  readonly name: string;
  /** Opens an empty storage that nobody else uses. The contract closes it. */
  readonly make: () => Storage | Promise<Storage>;
  /** Opens the place of an open storage once more, as another worker would; left out where only one can be. */
  readonly reopen?: (storage: Storage) => Promise<Storage>;
  /** Lets the clock of leases run on; default: waits. */
  readonly pass?: (ms: number) => void | Promise<void>;
}

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
