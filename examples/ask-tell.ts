// Ask and tell: the loop is yours. For results that come from elsewhere: a queue, a laboratory, a person.
import { createStudy, float } from "tunesmith";

const study = await createStudy({
  name: "ask-tell",
  space: { temperature: float(150, 250), minutes: float(5, 60, { step: 5 }) },
  direction: "maximize",
  seed: 1,
});

const taste = (temperature: number, minutes: number) =>
  10 - ((temperature - 210) / 20) ** 2 - ((minutes - 35) / 10) ** 2;

await study.enqueue({ temperature: 180, minutes: 30 }); // what the recipe says comes first
for (let i = 0; i < 25; i++) {
  const { number, params } = await study.ask();
  if (params.temperature > 245) await study.tell(number, { state: "failed", why: "burnt" });
  else await study.tell(number, taste(params.temperature, params.minutes));
}

console.log(study.best?.value?.toFixed(2), study.best?.params);
await study.close();
