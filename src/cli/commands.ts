import type { CommandSpec } from "./command.ts";

/** Every command, in the order of the help. A command is read when it is called: `best` needs no sampler. */
export const commands: { readonly [name: string]: () => Promise<CommandSpec<never>> } = {
  demo: async () => (await import("./commands/demo.ts")).demo,
  run: async () => (await import("./commands/run.ts")).run,
  automl: async () => (await import("./commands/automl.ts")).automl,
  predict: async () => (await import("./commands/predict.ts")).predict,
  init: async () => (await import("./commands/init.ts")).init,
  studies: async () => (await import("./commands/studies.ts")).studies,
  trials: async () => (await import("./commands/trials.ts")).trials,
  best: async () => (await import("./commands/best.ts")).best,
  show: async () => (await import("./commands/show.ts")).show,
  why: async () => (await import("./commands/why.ts")).why,
  importance: async () => (await import("./commands/importance.ts")).importance,
  confirm: async () => (await import("./commands/confirm-best.ts")).confirmBest,
  selection: async () => (await import("./commands/selection.ts")).selection,
  compare: async () => (await import("./commands/compare.ts")).compare,
  plot: async () => (await import("./commands/plot.ts")).plot,
  replay: async () => (await import("./commands/replay.ts")).replay,
  serve: async () => (await import("./commands/serve.ts")).serve,
  worker: async () => (await import("./commands/worker.ts")).worker,
  launch: async () => (await import("./commands/launch.ts")).launch,
  mcp: async () => (await import("./commands/mcp.ts")).mcp,
  samplers: async () => (await import("./commands/parts.ts")).samplers,
  pruners: async () => (await import("./commands/parts.ts")).pruners,
  ask: async () => (await import("./commands/ask.ts")).ask,
  tell: async () => (await import("./commands/tell.ts")).tell,
  report: async () => (await import("./commands/report.ts")).report,
  enqueue: async () => (await import("./commands/enqueue.ts")).enqueue,
  pause: async () => (await import("./commands/steer.ts")).pause,
  resume: async () => (await import("./commands/steer.ts")).resume,
  stop: async () => (await import("./commands/steer.ts")).stop,
  change: async () => (await import("./commands/change.ts")).change,
  space: async () => (await import("./commands/space.ts")).space,
  note: async () => (await import("./commands/notes.ts")).note,
  notes: async () => (await import("./commands/notes.ts")).notes,
  invalidate: async () => (await import("./commands/invalidate.ts")).invalidate,
  correct: async () => (await import("./commands/correct.ts")).correct,
  rename: async () => (await import("./commands/rename.ts")).rename,
  archive: async () => (await import("./commands/archive.ts")).archive,
  delete: async () => (await import("./commands/delete.ts")).deleteStudy,
  export: async () => (await import("./commands/export.ts")).exportStudies,
  import: async () => (await import("./commands/import.ts")).importStudies,
  copy: async () => (await import("./commands/copy.ts")).copy,
  doctor: async () => (await import("./commands/doctor.ts")).doctor,
  storage: async () => (await import("./commands/storage.ts")).storage,
};

/**
 * The commands that a command line needs.
 *
 * @returns the one that its first word names, none for the version, else all: for the help, and to say what a
 *   misspelt word may have meant
 */
export async function commandsFor([first]: readonly string[]): Promise<CommandSpec<never>[]> {
  if (first === "--version") return [];
  const named = first !== undefined && Object.hasOwn(commands, first) ? commands[first] : undefined;
  return Promise.all(named ? [named()] : Object.values(commands).map((load) => load()));
}
