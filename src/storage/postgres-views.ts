import { type Dialect, dropViews, factsOf, newestAttempts, viewsOf, within } from "./views.ts";

const path = (names: string) => `'{${names.replaceAll(".", ",")}}'`;
const text = (json: string, names: string) => `(${json} #>> ${path(names)})`;
const whole = (json: string, names: string) => `(${json} #>> ${path(names)})::bigint`;

function dialectOf(schema: string): Dialect {
  const of = (name: string) => `${schema}.${name}`;
  return {
    of,
    body: `${of("json_of")}(e.body)`,
    text,
    whole,
    json: (json, names) => `(${json} #> ${path(names)})`,
    time: (ms) => `to_timestamp((${ms}) / 1000.0)`,
    // The planner takes a hundredth of what there is for the whole, and would look at each pair of rows.
    view: (name, columns, query) => `
      create function ${of(`${name}_of`)}() returns table (${columns}) language sql stable rows 10000
        set enable_nestloop = off set enable_mergejoin = off set jit = off as $$ ${query} $$;
      create view ${of(name)} as select * from ${of(`${name}_of`)}();`,
    begun: `begun as (select s.id as study_id, s.name as study, b.* from ${of("study")} s cross join ${of("begun_of")}(s.id) b)`,
    merged: (params, own) =>
      `case when ${own} is null then ${params} else (${params}::jsonb || ${own}::jsonb)::json end`,
    gathered: (name, value) => `json_object_agg(${name}, ${value})`,
    value: (outcome, goal) => `(${outcome} -> 'values' ->> ${goal})::float8`,
    onlyGoal: `(select case count(*) when 1 then max(g.key) end from json_each(l.body -> 'goals') g
      where json_typeof(g.value) = 'string')`,
    apart: {
      params: `
        with recursive part (study, trial, name, value) as (
          select t.study, t.number, p.key, p.value from ${of("trials")} t, json_each(t.params) p
          union all
          select b.study, b.trial, b.name || '.' || (b.value ->> 'is') || '.' || p.key, p.value
          from part b, json_each(b.value) p where json_typeof(b.value) = 'object' and p.key <> 'is'
        )
        select study, trial, name,
          case json_typeof(value) when 'object' then value ->> 'is' else value #>> '{}' end as value,
          case json_typeof(value) when 'number' then (value #>> '{}')::float8 end as number
        from part`,
      values: `
        with ${factsOf(of("log"))}
        select t.study, t.number as trial, v.key as goal, v.value::text::float8 as value,
          case json_typeof(g.value) when 'string' then g.value #>> '{}' else (select b.key from json_each(g.value) b) end
            as kind,
          case when json_typeof(g.value) = 'object' and (
            (g.value ->> 'atMost')::float8 < v.value::text::float8 or (g.value ->> 'atLeast')::float8 > v.value::text::float8
          ) then 1 else 0 end as is_broken
        from ${of("trials")} t cross join json_each(t.by_goal) v
        join facts l on l.study = t.study
        cross join json_each(l.body -> 'goals') g
        where t.state = 'complete' and g.key = v.key`,
      reports: `
        select study, trial, step, value from (
          select l.study, l.trial, r.step::bigint as step, r.value::float8 as value, row_number() over (
            partition by l.study_id, l.trial, r.step order by l.seq, r.place
          ) as nth
          from ${of("log")} l join (${newestAttempts(of("attempts"))}) c on c.study_id = l.study_id and c.trial = l.trial
            and c.attempt = l.attempt and ${within("c")}
          cross join rows from (
            json_array_elements_text(l.body -> 'steps'), json_array_elements_text(l.body -> 'values')
          ) with ordinality as r (step, value, place)
          where l.type = 'trial.reported'
        ) r where nth = 1`,
    },
  };
}

/** A body as JSON: what PostgreSQL keeps in no text (NUL, half of a character) becomes U+FFFD. */
const jsonOf = (schema: string) => String.raw`
  create function ${schema}.json_of(body text) returns json language sql immutable strict as $$
    select case when position('\u' in body) = 0 then body
      else regexp_replace(body, '\\u(0000|[dD][89a-fA-F][0-9a-fA-F]{2})', '\\ufffd', 'g') end::json
  $$;`;

/** The walk through a log that numbers its trials, as the reducer does. */
const begunOf = (schema: string) => `
  create function ${schema}.begun_of(of_study bigint) returns table (
    trial bigint, attempt bigint, worker text, seq bigint, at bigint, body json, adds int, place bigint
  ) language plpgsql stable rows 10000 as $$
  declare
    e record;
    is_known boolean := false;
    state text := 'active';
    opened bigint := 0;
    added bigint := 0;
    queued bigint := 0;
    taken bigint := 0;
    budget bigint;
    budget_at bigint := 0;
    claimed text[] := '{}';
  begin
    for e in
      select v.seq, v.at, ${schema}.json_of(v.body) as body, substring(v.body from '"type":"([a-z.]+)"') as type
      from ${schema}.event v where v.study = of_study and v.body ~ '"type":"(study|trial.(opened|added|enqueued|claimed))'
      order by v.seq
    loop
      is_known := is_known or e.type = 'study.created';
      continue when not is_known;
      body := e.body; seq := e.seq; at := e.at; worker := e.body ->> 'by'; attempt := 1; adds := 0; place := null;
      case e.type
        when 'trial.opened' then
          continue when state <> 'active' or opened >= least(
            (body ->> 'limit')::bigint,
            case when budget_at > (body ->> 'seen')::bigint then budget end
          );
          trial := opened + added;
          opened := opened + 1;
          if queued > taken then
            taken := taken + 1;
            place := taken;
          end if;
          return next;
        when 'trial.added' then
          trial := opened + added;
          added := added + 1;
          adds := 1;
          return next;
        when 'trial.enqueued' then
          queued := queued + 1;
        when 'trial.claimed' then
          trial := (body ->> 'number')::bigint;
          attempt := (body ->> 'attempt')::bigint;
          continue when state <> 'active' or trial || ' ' || attempt = any (claimed);
          claimed := claimed || (trial || ' ' || attempt);
          return next;
        when 'study.changed' then
          if body #>> '{change,what}' = 'state' then state := body #>> '{change,state}'; end if;
          if body #>> '{change,what}' = 'budget' then
            budget := (body #>> '{change,trials}')::bigint;
            budget_at := seq;
          end if;
        else null;
      end case;
    end loop;
  end
  $$;`;

/** The views of a database, in place of an earlier form; see `viewsOf`. */
export function postgresViews(schema: string): string {
  const functions = ["reports_of()", "trials_of()", "attempts_of()", "begun_of(bigint)", "json_of(text)"];
  const drops = functions.map((name) => `drop function if exists ${schema}.${name};`).join("\n");
  return (
    dropViews((name) => `${schema}.${name}`) +
    drops +
    jsonOf(schema) +
    begunOf(schema) +
    viewsOf(dialectOf(schema))
  );
}
