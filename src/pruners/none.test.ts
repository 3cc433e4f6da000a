import { expect, test } from "vitest";
import { prunerContract, TestLog } from "../testing/index.ts";
import { none } from "./none.ts";

prunerContract(none);

test("it goes on with the worst of all curves", () => {
  const log = new TestLog({ space: {}, goals: { value: "minimize" }, seed: 0 });
  for (let i = 0; i < 10; i++) {
    const number = log.open({});
    log.report(number, [0, 0, 0]);
    log.finish(number, 0);
  }
  const number = log.open({});
  log.report(number, [1e300, 1e300, 1e300]);
  expect(none().judge(log.history.trials[number]!, log.history)).toEqual({ kind: "continue" });
});
