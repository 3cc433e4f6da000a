import type { Verb } from "./route.ts";
import { analysisVerbs } from "./routes/analysis.ts";
import { artifactVerbs } from "./routes/artifacts.ts";
import { confirmationVerbs } from "./routes/confirmation.ts";
import { eventVerbs } from "./routes/events.ts";
import { sessionVerbs } from "./routes/session.ts";
import { steeringVerbs } from "./routes/steering.ts";
import { storageVerbs } from "./routes/storage.ts";
import { studyVerbs } from "./routes/studies.ts";
import { transferVerbs } from "./routes/transfer.ts";
import { trialVerbs } from "./routes/trials.ts";
import { workVerbs } from "./routes/work.ts";

/** Everything that a server can do. */
export const verbs: readonly Verb[] = [
  ...studyVerbs,
  ...trialVerbs,
  ...analysisVerbs,
  ...workVerbs,
  ...confirmationVerbs,
  ...steeringVerbs,
  ...transferVerbs,
  ...sessionVerbs,
  ...artifactVerbs,
  ...eventVerbs,
  ...storageVerbs,
];
