import { type Dialect, factsOf, newestAttempts, viewsOf, within } from "./views.ts";

const at = (json: string, path: string) => `json_extract(${json}, '$.${path}')`;

/** Stands for no limit. */
const endless = "9007199254740991";

/** Whether the last event changed that of the study. */
const changes = (what: string) =>
  `l.type = 'study.changed' and json_extract(l.body, '$.change.what') = '${what}'`;

/** From event to event: `opened`, `added`, `queued` and `taken` count what was before this one, `opens` and `adds` this one. */
const begun = `
  walk (study_id, study, seq, at, type, body, is_known, opens, adds, opened, added, queued, taken, state, budget, budget_at)
  as (
    select id, name, 0, 0, '', '', 0, 0, 0, 0, 0, 0, 0, 'active', null, 0 from study
    union all
    select l.study_id, l.study, l.seq, l.at, l.type, l.body,
      w.is_known or l.type = 'study.created',
      l.type = 'trial.opened' and w.is_known and w.state = 'active' and w.opened + w.opens < min(
        coalesce(json_extract(l.body, '$.limit'), ${endless}),
        case when w.budget_at > coalesce(json_extract(l.body, '$.seen'), ${endless}) then coalesce(w.budget, ${endless})
          else ${endless} end
      ),
      l.type = 'trial.added' and w.is_known,
      w.opened + w.opens, w.added + w.adds,
      w.queued + (w.type = 'trial.enqueued' and w.is_known), w.taken + (w.opens and w.queued > w.taken),
      case when ${changes("state")} then json_extract(l.body, '$.change.state') else w.state end,
      case when ${changes("budget")} then json_extract(l.body, '$.change.trials') else w.budget end,
      case when ${changes("budget")} then l.seq else w.budget_at end
    from walk w join log l on l.study_id = w.study_id and l.seq = w.seq + 1
  ), begun as (
    select study_id, study, opened + added as trial, 1 as attempt, json_extract(body, '$.by') as worker, seq, at, body,
      adds, case when opens and queued > taken then taken + 1 end as place
    from walk where opens or adds
    union all
    select study_id, study, trial, attempt, worker, seq, at, body, 0, null from (
      select study_id, study, json_extract(body, '$.number') as trial, json_extract(body, '$.attempt') as attempt,
        json_extract(body, '$.by') as worker, seq, at, body, row_number() over (
          partition by study_id, json_extract(body, '$.number'), json_extract(body, '$.attempt') order by seq
        ) as nth
      from walk where type = 'trial.claimed' and state = 'active'
    ) c where nth = 1
  )`;

const sqlite: Dialect = {
  of: (name) => name,
  body: "e.body",
  text: at,
  whole: at,
  json: (json, path) => `(${json} -> '$.${path}')`,
  time: (ms) => `strftime('%Y-%m-%dT%H:%M:%fZ', (${ms}) / 1000.0, 'unixepoch')`,
  view: (name, _columns, query) => `create view ${name} as ${query};`,
  begun,
  merged: (params, own) => `json_patch(${params}, coalesce(${own}, '{}'))`,
  gathered: (name, value) => `json_group_object(${name}, json(${value}))`,
  value: (outcome, goal) => `json_extract(${outcome}, '$.values."' || ${goal} || '"')`,
  onlyGoal: `(select case count(*) when 1 then max(g.key) end from json_each(l.body, '$.goals') g where g.type = 'text')`,
  apart: {
    params: `
      with recursive part (study, trial, name, value, kind) as (
        select t.study, t.number, p.key, p.value, p.type from trials t, json_each(t.params) p
        union all
        select b.study, b.trial, b.name || '.' || json_extract(b.value, '$.is') || '.' || p.key, p.value, p.type
        from part b, json_each(b.value) p where b.kind = 'object' and p.key <> 'is'
      )
      select study, trial, name,
        case kind when 'object' then json_extract(value, '$.is') when 'true' then 'true' when 'false' then 'false'
          else cast(value as text) end as value,
        case when kind in ('integer', 'real') then value end as number
      from part`,
    values: `
      with ${factsOf("log")}
      select t.study, t.number as trial, v.key as goal, v.value,
        case g.type when 'text' then g.value else (select b.key from json_each(g.value) b) end as kind,
        case when g.type = 'object' and (
          json_extract(g.value, '$.atMost') < v.value or json_extract(g.value, '$.atLeast') > v.value
        ) then 1 else 0 end as is_broken
      from trials t join json_each(t.by_goal) v
      join facts l on l.study = t.study
      join json_each(l.body, '$.goals') g on g.key = v.key
      where t.state = 'complete'`,
    reports: `
      select study, trial, step, value from (
        select l.study, l.trial, s.value as step, v.value, row_number() over (
          partition by l.study_id, l.trial, s.value order by l.seq, s.key
        ) as nth
        from log l join (${newestAttempts("attempts")}) c on c.study_id = l.study_id and c.trial = l.trial
          and c.attempt = l.attempt and ${within("c")}
        join json_each(l.body, '$.steps') s join json_each(l.body, '$.values') v on v.key = s.key
        where l.type = 'trial.reported'
      ) r where nth = 1`,
  },
};

/** The views of a SQLite file; see `viewsOf`. */
export const sqliteViews: string = viewsOf(sqlite).replaceAll("create view", "create view if not exists");
