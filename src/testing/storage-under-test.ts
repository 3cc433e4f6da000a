import type { Storage } from "../storage/index.ts";

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
