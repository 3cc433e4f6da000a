// One worker of `npm run bench -- storage`: opens a study, says so, and runs trials when it is told to.
import { once } from "node:events";
import { openStudy } from "tunesmith";

const [storage, trials] = process.argv.slice(2);
const study = await openStudy("rate", { storage });
console.log("ready");
await once(process.stdin, "data");
await study.optimize(({ params }) => params.x ** 2, { trials: Number(trials) });
console.log("done");
await study.close();
process.exit();
