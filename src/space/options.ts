import { checkKnown, TunesmithError } from "../error.ts";
import type { ParamsOf, Space } from "./domain.ts";
import { checkValue, describe } from "./params.ts";

/**
 * Options over defaults, each checked against its domain.
 *
 * @throws TunesmithError "option"
 */
export function checkOptions<O extends Space>(
  what: string,
  domains: O,
  defaults: ParamsOf<O>,
  given: Partial<ParamsOf<O>>,
): ParamsOf<O> {
  checkKnown(what, given, Object.keys(domains));
  const out: Record<string, unknown> = { ...defaults };
  for (const [name, value] of Object.entries(given)) {
    const domain = domains[name]!;
    if (value === undefined) continue;
    try {
      out[name] = checkValue(domain, value, name);
    } catch (cause) {
      const found = JSON.stringify(value);
      throw new TunesmithError(
        "option",
        `${what}: option "${name}" is ${found}; it takes ${describe(domain)}.`,
        { cause },
      );
    }
  }
  return out as ParamsOf<O>;
}
