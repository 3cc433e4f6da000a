/**
 * Runs commands of the built command line, one after the other, in this one process: for each message { cwd, argv } it
 * answers { status, out, err, left }, where `left` names what would keep a process of its own from ending.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { main } from "../../dist/cli/main.js";

process.on("message", async ({ cwd, argv }) => {
  process.chdir(cwd);
  const [out, err] = [listen(process.stdout), listen(process.stderr)];
  const before = process.getActiveResourcesInfo();
  const status = await main(argv);
  // What is being closed takes a moment.
  for (let i = 0; i < 1000 && leftOf(before).length > 0; i++) await sleep(10);
  process.send({ status, out: out.end(), err: err.end(), left: leftOf(before) });
});

const held = () =>
  process.getActiveResourcesInfo().filter((kind) => kind !== "Timeout" && kind !== "Immediate");

function leftOf(before) {
  const rest = held();
  for (const kind of before) if (rest.includes(kind)) rest.splice(rest.indexOf(kind), 1);
  return rest;
}

/** Takes what is written to a stream. */
function listen(stream) {
  const { write } = stream;
  let text = "";
  stream.write = (chunk, encoding, done) => {
    text += chunk;
    const told = typeof encoding === "function" ? encoding : done;
    if (told) process.nextTick(told);
    return true;
  };
  return {
    end() {
      stream.write = write;
      return text;
    },
  };
}
