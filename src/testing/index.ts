export { type StorageUnderTest, storageContract } from "./storage-contract.ts";
