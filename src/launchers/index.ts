/** How workers are placed on a cluster. */
export { type KubernetesPlace, kubernetes } from "./kubernetes.ts";
export type { KubernetesOptions } from "./kubernetes-job.ts";
export { ray, rayAddress } from "./ray.ts";
export { slurm } from "./slurm.ts";
export { leadMs, type SlurmOptions } from "./slurm-script.ts";
export { type StudyMark, studyMark } from "./study-mark.ts";
export type { Needs, PlacedWorker, WorkerLauncher, WorkerOrder } from "./worker-launcher.ts";
export { isOfThisMachine, workerStorage } from "./worker-storage.ts";
