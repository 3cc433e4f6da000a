import type { ParamsOf, Space } from "../space/index.ts";
import type { StudyOptions } from "./create.ts";
import type { Objective, OptimizeOptions } from "./optimize-options.ts";

/** A study and its objective in one, as `tunesmith run STUDY.ts` takes it. */
export interface StudyDefinition<S extends Space>
  extends Omit<StudyOptions<S>, "storage" | "ifExists">,
    Pick<OptimizeOptions<ParamsOf<S>>, "trials" | "parallel" | "timeoutMs"> {
  readonly objective: Objective<ParamsOf<S>>;
}

/**
 * Types a definition: the objective's `params` follow from its space.
 *
 * @example
 * export default defineStudy({
 *   space: { x: float(-5, 5) },
 *   trials: 50,
 *   objective: ({ params }) => params.x ** 2,
 * });
 */
export function defineStudy<const S extends Space>(definition: StudyDefinition<S>): StudyDefinition<S> {
  return definition;
}
