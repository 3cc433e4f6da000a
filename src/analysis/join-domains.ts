import { categorical, count, type Domain, float, int, type Scalar, valueAt } from "../space/index.ts";

/**
 * The least domain that holds two that an objective gave to one name, as define-by-run allows.
 *
 * Numbers join to the range of both; anything else to the list of all values of both.
 */
export function joined(a: Domain, b: Domain): Domain {
  if (a === b || JSON.stringify(a) === JSON.stringify(b)) return a;
  if (isRange(a) && isRange(b)) {
    const [low, high] = [Math.min(a.low, b.low), Math.max(a.high, b.high)];
    const log = a.log && b.log;
    return a.kind === "int" && b.kind === "int" ? int(low, high, { log }) : float(low, high, { log });
  }
  return categorical([...new Set([...valuesOf(a), ...valuesOf(b)])]);
}

type Range = Extract<Domain, { kind: "float" | "int" }>;

function isRange(domain: Domain): domain is Range {
  return domain.kind === "float" || domain.kind === "int";
}

/** All values, where there are few; of a range its ends. */
function valuesOf(domain: Domain): Scalar[] {
  if (isRange(domain)) return [domain.low, domain.high];
  return Array.from({ length: count(domain) }, (_, k) => valueAt(domain, k));
}
