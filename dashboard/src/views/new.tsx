import { useEffect, useState } from "preact/hooks";
import { parseDomain } from "../../../src/space/index.ts";
import { get, post } from "../api.ts";
import { TellTale, useTold } from "../parts/told.tsx";
import { linkTo } from "../route.ts";
import { useIsOperator } from "../session.ts";
import { t } from "../text.ts";

/** A row of the form: a name and what stands beside it. */
type Pair = readonly [name: string, value: string];

/** The form that makes a study. */
export function NewView() {
  const isOperator = useIsOperator();
  const { told, run } = useTold();
  const [name, setName] = useState("");
  const [params, setParams] = useState<readonly Pair[]>([["", ""]]);
  const [goals, setGoals] = useState<readonly Pair[]>([["value", "minimize"]]);
  const [sampler, setSampler] = useState("auto");
  const [pruner, setPruner] = useState("none");
  const [seed, setSeed] = useState("");
  const [parts, setParts] = useState<{ samplers: readonly Part[]; pruners: readonly Part[] }>({
    samplers: [],
    pruners: [],
  });
  useEffect(() => {
    get<typeof parts>("/parts").then(setParts, () => {});
  }, []);

  const make = () =>
    run(async () => {
      const space = Object.fromEntries(params.filter(([param]) => param.trim() !== ""));
      await post("/studies", {
        ...{ name, space, sampler, pruner },
        goals: Object.fromEntries(goals.map(([goal, aim]) => [goal, aimOf(aim)])),
        ...(seed.trim() === "" ? {} : { seed: Number(seed) }),
      });
      location.hash = linkTo(["study", name]);
      return undefined;
    });
  if (!isOperator) return <p class="empty">{t("readOnly")}</p>;
  return (
    <section class="narrow">
      <h1>{t("newStudy")}</h1>
      <form
        class="card form"
        onSubmit={(e) => {
          e.preventDefault();
          make();
        }}
      >
        <label>
          <span>{t("name")}</span>
          <input required value={name} maxLength={200} onInput={(e) => setName(e.currentTarget.value)} />
        </label>
        <fieldset>
          <legend>{t("space")}</legend>
          <p class="muted">{t("domainHelp")}</p>
          <Pairs
            pairs={params}
            onChange={setParams}
            words={["lr", "float(1e-5, 1e-1, log)"]}
            fault={faultOf}
          />
        </fieldset>
        <fieldset>
          <legend>{t("goals")}</legend>
          <Pairs
            pairs={goals}
            onChange={setGoals}
            words={["accuracy", "maximize"]}
            fault={(aim) => (isAim(aim) ? "" : "minimize, maximize, <= 20, >= 0.9")}
            choices={["minimize", "maximize", "<= 20", ">= 0.9"]}
          />
        </fieldset>
        <div class="fields">
          <Choice title={t("sampler")} value={sampler} onChange={setSampler} parts={parts.samplers} />
          <Choice title={t("pruner")} value={pruner} onChange={setPruner} parts={parts.pruners} />
          <label>
            <span>{t("seed")}</span>
            <input
              type="number"
              min={0}
              step={1}
              value={seed}
              placeholder={t("random")}
              onInput={(e) => setSeed(e.currentTarget.value)}
            />
          </label>
        </div>
        <div class="row">
          <button type="submit" class="main">
            {t("create")}
          </button>
          <TellTale told={told} />
        </div>
      </form>
    </section>
  );
}

interface Part {
  readonly name: string;
  readonly summary: string;
}

function Choice({
  title,
  value,
  onChange,
  parts,
}: {
  title: string;
  value: string;
  onChange: (value: string) => void;
  parts: readonly Part[];
}) {
  const about = parts.find((part) => part.name === value)?.summary ?? "";
  return (
    <label>
      <span>{title}</span>
      <select value={value} onChange={(e) => onChange(e.currentTarget.value)}>
        {(parts.length > 0 ? parts : [{ name: value, summary: "" }]).map((part) => (
          <option key={part.name} value={part.name}>
            {part.name}
          </option>
        ))}
      </select>
      <small class="muted">{about}</small>
    </label>
  );
}

function Pairs({
  pairs,
  onChange,
  words,
  fault,
  choices = [],
}: {
  pairs: readonly Pair[];
  onChange: (pairs: readonly Pair[]) => void;
  words: readonly [string, string];
  fault: (value: string) => string;
  choices?: readonly string[];
}) {
  const list = choices.length > 0 ? "aims" : undefined;
  const set = (i: number, pair: Pair) => onChange(pairs.map((one, j) => (i === j ? pair : one)));
  return (
    <>
      {list && (
        <datalist id={list}>
          {choices.map((choice) => (
            <option key={choice} value={choice} />
          ))}
        </datalist>
      )}
      {pairs.map(([name, value], i) => (
        <div class="pair" key={i}>
          <input
            value={name}
            placeholder={words[0]}
            aria-label={t("name")}
            onInput={(e) => set(i, [e.currentTarget.value, value])}
          />
          <input
            value={value}
            list={list}
            placeholder={words[1]}
            aria-label={words[1]}
            aria-invalid={value !== "" && fault(value) !== ""}
            onInput={(e) => set(i, [name, e.currentTarget.value])}
          />
          <button
            type="button"
            class="quiet"
            aria-label={t("remove")}
            onClick={() => onChange(pairs.filter((_, j) => j !== i))}
          >
            ✕
          </button>
          {value !== "" && fault(value) !== "" && <small class="bad wide">{fault(value)}</small>}
        </div>
      ))}
      <button type="button" onClick={() => onChange([...pairs, ["", ""]])}>
        {t("add")}
      </button>
    </>
  );
}

/** What is wrong with a domain; "" when nothing is. */
function faultOf(text: string): string {
  try {
    parseDomain(text);
    return "";
  } catch (e) {
    return e instanceof Error ? e.message : String(e);
  }
}

const bound = /^(<=|>=)\s*(-?[\d.]+(?:e-?\d+)?)$/i;

function isAim(aim: string): boolean {
  return aim === "minimize" || aim === "maximize" || bound.test(aim.trim());
}

/** A goal of the form as the API takes it. */
function aimOf(aim: string): unknown {
  const [, sign, limit] = bound.exec(aim.trim()) ?? [];
  if (sign === undefined) return aim;
  return sign === "<=" ? { atMost: Number(limit) } : { atLeast: Number(limit) };
}
