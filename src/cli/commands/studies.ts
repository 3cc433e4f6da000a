import { isTunesmithError } from "../../error.ts";
import { readStudy, type StudyView } from "../../study/read-study.ts";
import type { CommandSpec } from "../command.ts";
import { showGoals, showResult, showStates, showTime } from "../show-values.ts";
import { table } from "../table.ts";
import { withStorage } from "../with-storage.ts";

/** `tunesmith studies`. */
export const studies: CommandSpec<{ readonly all?: boolean }> = {
  usage: "studies",
  summary: "list the studies in a storage",
  flags: [{ flags: "--all", help: "those that were laid away, too" }],
  examples: ["tunesmith studies", "tunesmith studies --storage sqlite:/data/team.db --json"],
  async run({ options: { all = false }, storage: url, terminal }) {
    const found = await withStorage(url, async (storage) => {
      const views: StudyView[] = [];
      for (const name of await storage.studies()) {
        const view = await readStudy(storage, name).catch((error) => {
          if (isTunesmithError(error, "study-missing")) return null; // deleted while a worker was at it
          throw error;
        });
        if (view && (all || !view.history.steering.isArchived)) views.push(view);
      }
      return views;
    });
    const documents = found.map(({ name, facts, trials, best }) => ({
      name,
      trials: trials.length,
      best: best && { number: best.number, value: best.value, params: best.params },
      goals: facts.goals,
      sampler: facts.sampler.name,
      createdAt: new Date(facts.createdAt),
    }));
    const rows = found.map(({ name, facts, trials, best }) => [
      name,
      String(trials.length),
      showStates(trials),
      best ? showResult(best) : "",
      showGoals(facts.goals),
      facts.sampler.name,
      showTime(new Date(facts.createdAt)),
    ]);
    const head = ["study", "trials", "states", "best", "goals", "sampler", "created"];
    terminal.answer(
      { studies: documents },
      found.length === 0 ? `No studies in ${url} yet.` : table(head, rows, terminal),
    );
    return 0;
  },
};
