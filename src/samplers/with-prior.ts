/** A sampler that starts from what an expert believes. */
import { TunesmithError } from "../error.ts";
import type { Spec } from "../history/index.ts";
import { checkPrior, type Prior } from "./prior.ts";
import type { Sampler } from "./sampler.ts";

/**
 * The same sampler, over the same problem with a prior beside it.
 *
 * @throws TunesmithError "unsupported" when the sampler has no use for one
 */
export function believedBy(inner: Sampler, prior: Prior): Sampler {
  if (!inner.supports.has("prior")) {
    throw new TunesmithError(
      "unsupported",
      `sampler "${inner.spec.name}" has no use for a prior; use auto, gp, forest or tpe.`,
    );
  }
  return {
    ...inner,
    spec: { name: "withPrior", options: { sampler: inner.spec, prior } } as unknown as Spec,
    init(problem) {
      checkPrior(problem.space, prior);
      return inner.init({ ...problem, prior });
    },
  };
}
