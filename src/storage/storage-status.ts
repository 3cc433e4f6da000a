/** What a storage says of itself. */
export interface StorageStatus {
  readonly url: string;
  /** The version of its tables; null where they are no matter of ours, or are not there. */
  readonly version: number | null;
  /** The version that this program works on. */
  readonly newest: number | null;
  readonly studies: number | null;
}
