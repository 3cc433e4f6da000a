import { basename, join, relative, resolve } from "node:path";
import { TunesmithError } from "../../error.ts";
import { defined } from "../../json.ts";
import { beginWork, conclude, studyOf, timeLeft } from "../../ml/automl/automl.ts";
import { AutoMLPlan } from "../../ml/automl/plan.ts";
import { readTable } from "../../ml/files/read-table.ts";
import { openStorage } from "../../storage/index.ts";
import { readStudy } from "../../study/read-study.ts";
import { dataInWords, documentOf, resultInWords } from "../automl/words.ts";
import { writeFiles } from "../automl/write-files.ts";
import { type CommandSpec, collect, oneOf, wholeFrom } from "../command.ts";
import { confirm } from "../confirm.ts";
import { readDuration } from "../duration.ts";
import { search } from "../run/search.ts";
import { exit } from "../status.ts";

interface Options {
  readonly target?: string;
  readonly metric?: string;
  readonly task?: "classification" | "regression";
  readonly budget?: number;
  readonly trials?: number;
  readonly parallel?: number;
  readonly folds?: number;
  readonly drop?: readonly string[];
  readonly output?: string;
  readonly name?: string;
  readonly seed?: number;
  readonly sampler?: string;
  readonly replace?: boolean;
  readonly yes?: boolean;
  readonly quiet?: boolean;
}

/** The budget when nobody names one, in ms. */
const usualBudget = 5 * 60_000;

/** `tunesmith automl`. */
export const automl: CommandSpec<Options> = {
  usage: "automl <data>",
  summary: "find the best model for a table of data",
  details:
    "Reads CSV, JSON, JSON lines or Parquet, sees what each column is, and searches over whole pipelines by " +
    "cross-validation: linear models, naive Bayes, neighbours, support vectors, trees, forests and boosting, in one study. " +
    "The best few are judged again on other folds. Writes the model, a report, and the TypeScript that makes the same model. The same line goes on with " +
    "a search that was interrupted.",
  flags: [
    { flags: "--target <column>", help: "what is to be predicted" },
    {
      flags: "--metric <name>",
      help: "auc, log_loss, accuracy, f1_macro, rmse, mae, r2 … (default auc, log_loss or rmse)",
    },
    { flags: "--budget <time>", help: "for all of it: 90s, 10m, 2h (default 5m)", read: readDuration },
    { flags: "--trials <n>", help: "pipelines to try, in all", read: wholeFrom(1) },
    {
      flags: "--parallel <n>",
      help: "threads that fit folds (default: one for each processor, up to the folds)",
      read: wholeFrom(1),
    },
    { flags: "--folds <n>", help: "of the cross-validation (default 5)", read: wholeFrom(2) },
    {
      flags: "--task <kind>",
      help: "classification or regression (default: by the column)",
      read: oneOf(["classification", "regression"]),
    },
    { flags: "--drop <column>", help: "leave this column out; may come several times", read: collect },
    { flags: "-o, --output <folder>", help: "where the files go (default: by the data, titanic-automl)" },
    { flags: "--name <study>", help: "default: by the data and the target" },
    { flags: "--sampler <name>", help: "see tunesmith samplers (default auto)" },
    { flags: "--seed <n>", help: "of the folds and the search (default 0)", read: wholeFrom(0) },
    { flags: "--replace", help: "drop a study of that name first" },
    { flags: "--yes", help: "ask nothing" },
    { flags: "--quiet", help: "say nothing but the result" },
  ],
  examples: [
    "tunesmith automl titanic.csv --target survived --metric auc --budget 10m",
    "tunesmith automl houses.parquet --target price --metric mae --trials 100 --drop id",
    "tunesmith predict titanic-automl/model.json new.csv -o answers.csv",
  ],
  async run({ args: [data], options, storage: url, terminal: loud }) {
    const terminal = options.quiet ? { ...loud, say: () => {} } : loud;
    const { target, task, metric, drop, folds, seed = 0, sampler, trials } = options;
    const startedAt = performance.now();
    const frame = await readTable(data!);
    if (target === undefined) {
      const names = Object.keys(frame).join(", ");
      throw new TunesmithError(
        "usage",
        `say which column is to be predicted: --target NAME; there are ${names}.`,
      );
    }
    const plan = new AutoMLPlan(frame, { target, seed, ...defined({ task, metric, drop, folds }) });
    terminal.say(dataInWords(data!, plan, target));

    const base = basename(data!).replace(/\.[^.]+(\.gz)?$/, "");
    const name = options.name ?? `${base}-${target}`;
    const budget = options.budget ?? (trials === undefined ? usualBudget : undefined);
    const guesser = beginWork(plan, { startedAt, parallel: options.parallel, budgetMs: budget });
    const folder = resolve(options.output ?? `${base}-automl`);
    const storage = await openStorage(url);
    try {
      if (options.replace && !options.yes && (await storage.studies()).includes(name)) {
        const what = `study "${name}" and its ${(await readStudy(storage, name)).trials.length} trials`;
        await confirm(`Drop ${what}?`, terminal, `--replace would drop ${what}; add --yes if you mean it.`);
      }
      const ifExists = options.replace ? "replace" : "resume";
      const study = await studyOf(plan, { name, storage, ifExists, seed, ...defined({ sampler }) });
      try {
        const { ended, status } = await search({
          study,
          objective: (trial) => plan.objective(trial),
          settings: budget === undefined ? {} : { timeout: timeLeft(startedAt, budget) },
          trials: trials ?? Infinity,
          terminal,
          isFollowed: false,
          isQuiet: options.quiet === true,
        });
        if (status !== null) {
          terminal.say(terminal.sayPaint.dim("Run the same line again to go on."));
          return status;
        }
        await study.refresh();
        terminal.say(`${ended.why}. The best are judged again on other folds.`);
        const untilMs = startedAt + (budget ?? Infinity);
        const result = await conclude(plan, study, { untilMs, target });
        const files = await writeFiles(result, {
          folder,
          data: relative(folder, resolve(data!)),
          study: name,
          history: study.history,
        });
        const seconds = (performance.now() - startedAt) / 1000;
        const document = documentOf(result, {
          study: name,
          storage: storage.url,
          data: data!,
          files,
          ended,
          seconds,
        });
        await files.writeSummary(document);
        terminal.answer(document, resultInWords(result, { document, terminal }));
        const model = relative(process.cwd(), join(folder, "model.json"));
        terminal.say(
          terminal.sayPaint.dim(`Use it: tunesmith predict ${model} NEW${/\.[^.]+$/.exec(data!)![0]}`),
        );
        return exit.done;
      } finally {
        await study.close();
      }
    } finally {
      await guesser.close();
      await storage.close();
    }
  },
};
