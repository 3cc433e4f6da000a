import { TunesmithError } from "../error.ts";
import type { Logged, Seq, StudyEvent } from "../history/index.ts";
import type { Driver } from "./sqlite-driver.ts";

/** The logs in a database, without waiting and without transactions of their own. */
export interface SqliteLog {
  /** @returns what came after `after`, the new events included; null, and nothing is written, where `most` others came */
  append(study: string, bodies: readonly string[], o: Appending): Logged[] | null;
  read(study: string, after: Seq, limit?: number): Logged[];
  studies(): string[];
  drop(study: string): void;
}

/** How events are appended. */
interface Appending {
  readonly after: Seq;
  readonly times: readonly number[] | undefined;
  /** How many events of others are read on the way. */
  readonly most: number;
}

/** Rows fetched at a time: all at once are slower, since the garbage collector carries them along. */
const pageSize = 1000;

/** @param path  for the words of errors */
export function sqliteLog(db: Driver, path: string): SqliteLog {
  const find = db.prepare<{ id: number; head: Seq; at: number }>(
    "select id, head, at from study where name = ?",
  );
  const names = db.prepare<{ name: string }>("select name from study");
  const create = db.prepare("insert into study (name, head, at) values (?, 0, 0)");
  const move = db.prepare("update study set head = ?, at = ? where id = ?");
  const remove = db.prepare("delete from study where id = ?");
  const add = db.prepare("insert into event (study, seq, at, body) values (?, ?, ?, ?)");
  const removeEvents = db.prepare("delete from event where study = ?");
  const page = db.prepare<{ seq: Seq; at: number; body: string }>(
    "select seq, at, body from event where study = ? and seq > ? order by seq limit ?",
  );

  function damaged(study: string, seq: Seq, what: string): TunesmithError {
    const where = `${path} is damaged: event ${seq} of the study ${JSON.stringify(study)} ${what}`;
    return new TunesmithError("storage-corrupt", `${where}. Go back to a copy of the file.`);
  }

  function readOf(id: number, study: string, after: Seq, limit: number): Logged[] {
    const found: Logged[] = [];
    while (found.length < limit) {
      const size = Math.min(pageSize, limit - found.length);
      const rows = page.all(id, after + found.length, size);
      for (const { seq, at, body } of rows) {
        const due = after + found.length + 1;
        const event = seq === due ? eventOf(body) : null;
        if (!event) throw damaged(study, due, seq === due ? "cannot be read" : "is missing");
        found.push({ seq, at, event });
      }
      if (rows.length < size) break;
    }
    return found;
  }

  function made(study: string) {
    create.run(study);
    return find.get(study)!;
  }

  return {
    append(study, bodies, { after, times, most }) {
      const { id, head, at } = find.get(study) ?? made(study);
      if (head - after > most) return null;
      const missed = head > after ? readOf(id, study, after, head - after) : [];
      const now = Math.max(Date.now(), at);
      const own = bodies.map((body, i) => {
        const logged = { seq: head + 1 + i, at: times?.[i] ?? now };
        add.run(id, logged.seq, logged.at, body);
        return { ...logged, event: JSON.parse(body) as StudyEvent };
      });
      move.run(head + bodies.length, times?.at(-1) ?? now, id);
      return [...missed, ...own.filter(({ seq }) => seq > after)];
    },
    read(study, after, limit = Number.POSITIVE_INFINITY) {
      const id = find.get(study)?.id;
      return id === undefined ? [] : readOf(id, study, after, limit);
    },
    studies() {
      return names
        .all()
        .map(({ name }) => name)
        .sort();
    },
    drop(study) {
      const id = find.get(study)?.id;
      if (id === undefined) return;
      removeEvents.run(id);
      remove.run(id);
    },
  };
}

function eventOf(body: string): StudyEvent | null {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}
