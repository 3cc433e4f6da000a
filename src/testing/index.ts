export { type Drive, type Driven, drive, type Evaluated, finishedIn, goldenLine } from "./drive.ts";
export { branin, hartmann6, mixed, rosenbrock, sphere, type TestProblem } from "./problems.ts";
export { type PrunerLaw, type PrunerUnderTest, prunerContract } from "./pruner-contract.ts";
export { type SamplerUnderTest, samplerContract } from "./sampler-contract.ts";
export type { SamplerLaw } from "./sampler-laws.ts";
export { points, type SpaceTraits, spaces, unitPoints } from "./spaces.ts";
export { storageContract } from "./storage-contract.ts";
export type { StorageUnderTest } from "./storage-under-test.ts";
export { TestLog } from "./test-log.ts";
