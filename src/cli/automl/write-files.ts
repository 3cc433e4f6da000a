import { mkdir, writeFile } from "node:fs/promises";
import { join, sep } from "node:path";
import { TunesmithError } from "../../error.ts";
import type { History } from "../../history/index.ts";
import type { AutoMLResult } from "../../ml/automl/automl.ts";
import { programOf } from "../../ml/automl/program.ts";

/** The files that a search leaves, by what they are. */
export interface Written {
  readonly model: string;
  readonly report: string;
  readonly program: string;
  readonly summary: string;
  /** Writes the summary, which comes last: it is the mark that all others are whole. */
  writeSummary(document: unknown): Promise<void>;
}

/** Writes the model, the report and the program. @throws TunesmithError "file" */
export async function writeFiles(
  result: AutoMLResult,
  o: { readonly folder: string; readonly data: string; readonly study: string; readonly history: History },
): Promise<Written> {
  const { folder, study, history } = o;
  const place = (name: string) => join(folder, name);
  const { toReport } = await import("../../pictures/index.ts");
  const data = o.data.split(sep).join("/");
  const program = programOf(result.plan, result.model, { data, study });
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(place("model.json"), `${JSON.stringify(result.model)}\n`);
    await writeFile(place("pipeline.ts"), program);
    await writeFile(place("report.html"), await toReport(study, history, {}));
  } catch (cause) {
    throw cannot(folder, cause);
  }
  return {
    model: place("model.json"),
    report: place("report.html"),
    program: place("pipeline.ts"),
    summary: place("summary.json"),
    writeSummary: async (document) => {
      await writeFile(place("summary.json"), `${JSON.stringify(document, null, 2)}\n`).catch((cause) => {
        throw cannot(folder, cause);
      });
    },
  };
}

function cannot(folder: string, cause: unknown): TunesmithError {
  return new TunesmithError("file", `${folder}: cannot write there: ${(cause as Error).message}.`, { cause });
}
