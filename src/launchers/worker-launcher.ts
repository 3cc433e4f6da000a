/** How workers come to a cluster, and leave it. Starting programs on this machine is another matter: `src/executors`. */

/** The workers of one study on one cluster: start, list and cancel them, nothing else. */
export interface WorkerLauncher {
  /** What `start` would hand over, as people read it: a script, or a manifest. */
  draft(order: WorkerOrder): string;
  /** @returns how the cluster names the job. @throws TunesmithError "file" without the cluster's programs; "cluster" */
  start(order: WorkerOrder): Promise<string>;
  /** Those that wait, run or end. @throws TunesmithError "file", "cluster" */
  list(): Promise<readonly PlacedWorker[]>;
  /**
   * Takes back what waits, and asks what runs to hand its trials back and end.
   *
   * @param isNow  whether they are ended without being asked
   * @returns what it was done to
   * @throws TunesmithError "file", "cluster"
   */
  cancel(isNow: boolean): Promise<readonly PlacedWorker[]>;
}

/** Workers to be started, all alike. */
export interface WorkerOrder {
  /** From 1. */
  readonly workers: number;
  /** How many of them may run side by side, from 1; null: all. */
  readonly atOnce: number | null;
  /** The program of a worker and its words. */
  readonly argv: readonly string[];
  /** Where the study is, as workers reach it. */
  readonly storage: WorkerStorage;
  readonly needs: Needs;
  /** How long they may run, in ms; null: as long as the cluster lets them. */
  readonly timeMs: number | null;
  /** How long a worker needs to hand its trials back once it is told to end, in ms. */
  readonly graceMs: number;
}

/** The address that workers are given by their environment. */
export interface WorkerStorage {
  readonly url: string;
  /** Whether a password or a token stands in it. */
  readonly isSecret: boolean;
  /** The variables of this process with the secrets that go with it: TUNESMITH_TOKEN or PGPASSWORD, where they are set. */
  readonly variables: readonly string[];
}

/** What one worker needs of its machine; null: it is not said. */
export interface Needs {
  readonly cpus: number | null;
  /** In bytes. */
  readonly memory: number | null;
  readonly gpus: number | null;
}

/** A worker on a cluster. */
export interface PlacedWorker {
  /** As the cluster's own commands take it. */
  readonly id: string;
  readonly state: "waiting" | "running" | "ending";
  /** The machine; null while there is none. */
  readonly node: string | null;
  /** How long it has run, as the cluster says it; null while it has not. */
  readonly ran: string | null;
  /** The cluster's own word for why it waits, such as `Resources`; null for none. */
  readonly why: string | null;
}
