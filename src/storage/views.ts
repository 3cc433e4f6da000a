/**
 * Views for people who query a database of studies: the log as tables, each time anew. They are a second, smaller telling of
 * the reducer in SQL; a test holds both against each other. What SQL cannot tell stands in docs/reliability.md.
 *
 * A trial's number is how many were opened or added before it. Whether an `opened` counts depends on the budget and on
 * those before it, so the log is walked event by event (`begun`); all else are first and last events of their kind.
 */

/** What stands at a path in JSON, in the words of a database. */
interface Reading {
  text(json: string, path: string): string;
  whole(json: string, path: string): string;
  json(json: string, path: string): string;
  /** The value of a goal in an outcome. */
  value(outcome: string, goal: string): string;
}

/** JSON that is made. */
interface Making {
  /** Of one object after the other; `own` may be null. */
  merged(params: string, own: string): string;
  /** An object of names and JSON values, of many rows. */
  gathered(name: string, value: string): string;
}

/** Where two databases say the same in other words. */
export interface Dialect extends Reading, Making {
  /** A table or view of ours. */
  of(name: string): string;
  /** The body of an event, as JSON. */
  readonly body: string;
  /** A time in ms since 1970, for people. */
  time(ms: string): string;
  /** A view of these columns; the large ones are functions where the planner would lose its way. */
  view(name: string, columns: string, query: string): string;
  /** What begins an attempt: `opened`, `added` and `claimed`, those that count, with the number of the trial. */
  readonly begun: string;
  /** The views in which JSON is taken apart. */
  readonly apart: { readonly params: string; readonly values: string; readonly reports: string };
  /** The one goal that is optimised, by name; null when there are several. */
  readonly onlyGoal: string;
}

/** All views, each after those that it reads. */
const views = ["log", "attempts", "trials", "params", '"values"', "reports", "studies"];

/** What takes the views of an earlier version away. */
export function dropViews(of: (name: string) => string): string {
  return views
    .map((name) => `drop view if exists ${of(name)};`)
    .reverse()
    .join("\n");
}

/** All views, as statements that make them; another form of them is another version of the tables. */
export function viewsOf(d: Dialect): string {
  const is = (condition: string) => `case when ${condition} then 1 else 0 end`;
  const first = (keys: string, types: string) => `
    select * from (
      select l.*, row_number() over (partition by l.study_id, ${keys} order by l.seq) as nth
      from ${d.of("log")} l where l.type in (${types})
    ) f where nth = 1`;
  const last = (keys: string, types: string) =>
    first(keys, types).replace("order by l.seq)", "order by l.seq desc)");
  const outcome = `coalesce(case when r.type = 'trial.corrected' then ${d.json("r.body", "outcome")} end, n.outcome)`;
  return `
    create view ${d.of("log")} as
    select s.id as study_id, s.name as study, e.seq, e.at, ${d.text(d.body, "type")} as type,
      ${d.whole(d.body, "number")} as trial, ${d.whole(d.body, "attempt")} as attempt,
      ${d.text(d.body, "by")} as worker, ${d.body} as body
    from ${d.of("event")} e join ${d.of("study")} s on s.id = e.study;

    ${d.view(
      "attempts",
      `study_id bigint, study text, trial bigint, attempt bigint, worker text, from_seq bigint, to_seq bigint,
      started_at timestamptz, ended_at timestamptz, ending text, why text, outcome json, params json, place bigint`,
      `with recursive ${d.begun}, ended as (${first("l.trial, l.attempt", "'trial.finished', 'trial.lost'")})
    select b.study_id, b.study, b.trial, b.attempt, b.worker, b.seq as from_seq,
      case when b.adds = 1 then b.seq else e.seq end as to_seq, ${d.time("b.at")} as started_at,
      ${d.time("case when b.adds = 1 then b.at else e.at end")} as ended_at,
      case when b.adds = 1 then 'added' when e.type = 'trial.lost' then 'lost' when e.type is not null then 'finished' end
        as ending,
      ${d.text("e.body", "why")} as why, ${d.json("case when b.adds = 1 then b.body else e.body end", "outcome")} as outcome,
      case when b.adds = 1 then ${d.json("b.body", "params")} end as params, b.place
    from begun b left join ended e on e.study_id = b.study_id and e.trial = b.trial and e.attempt = b.attempt`,
    )}

    ${d.view(
      "trials",
      `study text, number bigint, state text, value float8, by_goal json, params json, why text, attempt bigint,
      worker text, started_at timestamptz, finished_at timestamptz`,
      `with tries as (select * from ${d.of("attempts")}), newest as (
      select * from (
        select t.*, row_number() over (partition by study_id, trial order by attempt desc) as nth,
          first_value(place) over (partition by study_id, trial order by attempt) as queue_place
        from tries t
      ) n where nth = 1
    ), queue as (
      select study_id, ${d.json("body", "params")} as params, row_number() over (partition by study_id order by seq) as place
      from ${d.of("log")} where type = 'trial.enqueued'
    ), asked as (
      select * from (
        select l.study_id, l.trial, ${d.json("l.body", "params")} as params,
          row_number() over (partition by l.study_id, l.trial order by l.seq desc) as nth
        from ${d.of("log")} l join tries t
          on t.study_id = l.study_id and t.trial = l.trial and t.worker = l.worker and ${within("t")}
        where l.type = 'trial.asked'
      ) a where nth = 1
    ), suggested as (
      select study_id, trial, ${d.gathered(d.text("body", "name"), d.json("body", "value"))} as params
      from (${first(`l.trial, ${d.text("l.body", "name")}`, "'trial.suggested'")}) s group by study_id, trial
    ), revised as (${last("l.trial", "'trial.invalidated', 'trial.corrected'")}
    ), goal as (
      select l.study_id, ${d.onlyGoal} as name from ${d.of("log")} l where l.type = 'study.created'
    ), whole as (
      select n.*, g.name as goal,
        case when n.outcome is null then case n.ending when 'lost' then 'waiting' else 'running' end
          when r.type = 'trial.invalidated' then 'failed'
          else ${d.text(outcome, "state")}
        end as state,
        case when n.outcome is null or r.type = 'trial.invalidated' then null
          else ${outcome} end as result,
        case when r.type = 'trial.invalidated' then ${d.text("r.body", "why")} end as no_more,
        ${d.merged("coalesce(n.params, q.params, a.params)", "s.params")} as point
      from newest n
      left join queue q on q.study_id = n.study_id and q.place = n.queue_place
      left join asked a on a.study_id = n.study_id and a.trial = n.trial
      left join suggested s on s.study_id = n.study_id and s.trial = n.trial
      left join revised r on r.study_id = n.study_id and r.trial = n.trial and n.outcome is not null
      left join goal g on g.study_id = n.study_id
    )
    select study, trial as number, state, ${d.value("result", "goal")} as value,
      ${d.json("result", "values")} as by_goal, point as params,
      coalesce(no_more, ${d.text("result", "why")}, why) as why, attempt, worker, started_at,
      case when outcome is not null then ended_at end as finished_at
    from whole`,
    )}

    create view ${d.of("params")} as ${d.apart.params};

    create view ${d.of('"values"')} as ${d.apart.values};

    ${d.view("reports", "study text, trial bigint, step bigint, value float8", d.apart.reports)}

    create view ${d.of("studies")} as
    with ${factsOf(d.of("log"))},
    steered as (
      select study_id, ${d.text("body", "change.what")} as what, body from (
        select l.*, row_number() over (
          partition by l.study_id, ${d.text("l.body", "change.what")} order by l.seq desc
        ) as nth from ${d.of("log")} l where l.type = 'study.changed'
      ) c where nth = 1
    ), counts as (
      select study, count(*) as trials, sum(${is("state = 'complete'")}) as complete,
        sum(${is("state = 'pruned'")}) as pruned, sum(${is("state = 'failed'")}) as failed,
        sum(${is("state = 'running'")}) as running, sum(${is("state = 'waiting'")}) as waiting
      from ${d.of("trials")} group by study
    ), results as (
      select study, trial, max(case when kind in ('minimize', 'maximize') then kind end) as kind,
        max(case when kind in ('minimize', 'maximize') then value end) as value,
        sum(${is("kind in ('minimize', 'maximize')")}) as aims, sum(${is("is_broken = 1")}) as broken
      from ${d.of('"values"')} group by study, trial
    ), best as (
      select study, case max(kind) when 'maximize' then max(value) else min(value) end as value
      from results where broken = 0 and aims = 1 group by study
    )
    select f.study, coalesce(${d.text("st.body", "change.state")}, 'active') as state,
      ${d.json("f.body", "goals")} as goals,
      coalesce(${d.text("sa.body", "change.sampler.name")}, ${d.text("f.body", "sampler.name")}) as sampler,
      ${d.whole("f.body", "seed")} as seed, ${d.whole("bu.body", "change.trials")} as budget,
      coalesce(c.trials, 0) as trials, coalesce(c.complete, 0) as complete, coalesce(c.pruned, 0) as pruned,
      coalesce(c.failed, 0) as failed, coalesce(c.running, 0) as running, coalesce(c.waiting, 0) as waiting,
      b.value as best, ${d.time("f.at")} as created_at, ${d.time("s.at")} as changed_at
    from facts f join ${d.of("study")} s on s.id = f.study_id
    left join steered st on st.study_id = f.study_id and st.what = 'state'
    left join steered sa on sa.study_id = f.study_id and sa.what = 'sampler'
    left join steered bu on bu.study_id = f.study_id and bu.what = 'budget'
    left join counts c on c.study = f.study
    left join best b on b.study = f.study;`;
}

/** Whether an event of the log \`l\` lies within an attempt: a range, which an index finds. */
export function within(attempt: string): string {
  return `l.seq > ${attempt}.from_seq and l.seq < coalesce(${attempt}.to_seq, 9007199254740991)`;
}

/** The first event of each study, as \`facts\`: looked up once, and not for each trial. */
export function factsOf(log: string): string {
  return `facts as materialized (select study_id, study, at, body from ${log} where type = 'study.created')`;
}

/** The attempt of each trial that counts. */
export function newestAttempts(attempts: string): string {
  return `select * from (
    select a.*, row_number() over (partition by study_id, trial order by attempt desc) as nth from ${attempts} a
  ) n where nth = 1`;
}
