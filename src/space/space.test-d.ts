/** What the compiler must know of spaces; checked by `npm run compile`. */
import { branch, categorical, float, int } from "./declare.ts";
import type { Params, ParamsOf, Space } from "./domain.ts";

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const holds = <_ extends true>() => {};

const space = {
  lr: float(0, 1),
  n: int(1, 3),
  opt: categorical(["sgd", "adam"]),
  flag: categorical([true, null, 3]),
  model: branch({ svm: { c: float(0, 1) }, forest: { trees: int(1, 9), deep: branch({ yes: {}, no: {} }) } }),
};
type P = ParamsOf<typeof space>;

holds<Same<P["lr"], number>>();
holds<Same<P["n"], number>>();
holds<Same<P["opt"], "sgd" | "adam">>();
holds<Same<P["flag"], true | null | 3>>();
holds<Same<P["model"]["is"], "svm" | "forest">>();
holds<Same<Extract<P["model"], { is: "svm" }>["c"], number>>();
holds<Same<Extract<P["model"], { is: "forest" }>["deep"]["is"], "yes" | "no">>();
holds<Same<keyof ParamsOf<object>, never>>();
holds<Same<ParamsOf<Space>, Params>>(); // known only when the program runs

// @ts-expect-error a bound is a number
float("0", 1);
// @ts-expect-error there is no such option
float(0, 1, { logg: true });
// @ts-expect-error an object is no choice
categorical([{}]);
// @ts-expect-error a case is a space
branch({ svm: 3 });
