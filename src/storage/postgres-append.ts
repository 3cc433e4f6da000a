/**
 * How events come into a log: the second version of the tables.
 *
 * The order of a log is the order in which its head row is locked: the events that count it up are committed before the lock
 * is given back. A sequence would be counted up before the commit, and a reader that comes between would miss events for
 * good. The commit itself waits for no disk, since all writers of a study would wait in a row; the message after it is a
 * transaction of its own that does, outside of the lock, and whoever comes meanwhile shares the wait. Only then does
 * anybody get to see an event: `settle` is the same for readers. So what was seen cannot be lost in a crash.
 *
 * @param schema  quoted
 */
export function appendProcedure(schema: string): string {
  return `
    create procedure ${schema}.settle() language sql as $$
      select pg_logical_emit_message(true, 'tunesmith', '')
    $$;
    create procedure ${schema}.append(
      of_study text, bodies text[], batch_name uuid, times bigint[], after bigint,
      inout first bigint, inout moment bigint, inout missed text[], inout missed_at bigint[]
    ) language plpgsql as $$
    declare
      log record;
      n constant int := cardinality(bodies);
    begin
      perform set_config('synchronous_commit', 'off', true); -- for this transaction alone
      loop
        select s.id, s.head, s.at into log from ${schema}.study s where s.name = of_study for update;
        exit when found;
        insert into ${schema}.study (name, head, at) values (of_study, 0, 0) on conflict do nothing;
      end loop;
      -- The answer of an earlier try may have been lost on the way.
      select e.seq, e.at into first, moment from ${schema}.event e where e.study = log.id and e.batch = batch_name;
      if first is null then
        first := log.head + 1;
        moment := greatest(log.at, coalesce(times[n], floor(extract(epoch from clock_timestamp()) * 1000)::bigint));
        insert into ${schema}.event (study, seq, at, batch, body)
          select log.id, log.head + i, coalesce(times[i], moment), case i when 1 then batch_name end, body
          from unnest(bodies) with ordinality as e (body, i);
        update ${schema}.study set head = head + n, at = moment where id = log.id;
      end if;
      if first - 1 - after between 1 and ${mostMissed} then
        select array_agg(e.body order by e.seq), array_agg(e.at order by e.seq) into missed, missed_at
        from ${schema}.event e where e.study = log.id and e.seq > after and e.seq < first;
      end if;
      commit;
      call ${schema}.settle();
    end
    $$;
    comment on procedure ${schema}.append is 'Tunesmith: appends to a log, in order and durably; what came between is returned';
    comment on procedure ${schema}.settle is 'Tunesmith: waits until all that was committed is on the disk';`;
}

/** So many events of others come with the answer; who lacks more reads them. */
export const mostMissed = 1000;
