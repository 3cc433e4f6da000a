/**
 * Those of some problems that a list with semicolons names, in their order.
 *
 * @throws Error for a name that none has
 */
export function chosen<P extends { readonly name: string }>(problems: readonly P[], list: string): P[] {
  const wanted = list.split(";");
  const names = problems.map(({ name }) => name);
  const unknown = wanted.find((name) => !names.includes(name));
  if (unknown !== undefined)
    throw new Error(`there is no problem "${unknown}"; there are ${names.join("; ")}.`);
  return problems.filter(({ name }) => wanted.includes(name));
}
