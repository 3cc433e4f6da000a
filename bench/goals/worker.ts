/** A child process that runs the jobs it is sent, one after the other. */
import { type Job, run } from "./run.ts";

process.on("message", async (job: Job) => {
  process.send!(await run(job));
});
