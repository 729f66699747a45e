import { Injectable, type OnModuleInit } from '@nestjs/common';
import { column, type Merge, Registry, rows, type Tx } from '#kernel';
import { joinEmployments, type JoinPlan, type Service } from './join-employments.js';
import { employmentsTangled } from './people.problems.js';

/** What a merge does with HR's own facts: the kept record gets all of them, and its people keep their leader. */
@Injectable()
export class PeopleMerging implements OnModuleInit {
  constructor(private readonly registry: Registry) {}

  onModuleInit(): void {
    this.registry.merging({
      lib: 'people',
      tables: [
        { table: 'employment', stays: 'moved together with its placements, below' },
        { table: 'placement', stays: 'moved together with its employment, below' },
        { table: 'absence', key: ['id'], collides: 'other.type = own.type AND other.valid && own.valid' },
        { table: 'import_row', key: ['run_id', 'position'], collides: null },
        { table: 'import_missing', stays: 'counted per record; the next file counts anew' },
        { table: 'import_before', stays: 'what an undo gives back, record by record' },
        { table: 'deputy', stays: 'appointed for one record; appointed anew by hand' },
        { table: 'person_finding', stays: 'looked for anew' },
      ],
      merge: async (tx, merge) => {
        await mergeEmployments(tx, merge);
        await followLeader(tx, merge);
      },
      undo: async (tx, merge) => {
        await partEmployments(tx, merge);
        await partLeader(tx, merge);
      },
    });
  }
}

async function mergeEmployments(tx: Tx, merge: Merge): Promise<void> {
  const { id, fromId, intoId } = merge;
  const services = await rows<Service & { personId: string }>(
    tx,
    `SELECT e.id, e.person_id AS "personId", lower(e.valid) AS "startsOn", upper(e.valid) - 1 AS "endsOn",
            (SELECT coalesce(max(pl.seat), 0) FROM placement pl WHERE pl.employment_id = e.id)::int AS seats
     FROM employment e WHERE e.person_id IN ($1, $2) ORDER BY e.valid FOR UPDATE OF e`,
    [fromId, intoId],
  );
  const plan = joinEmployments(
    services.filter(({ personId }) => personId === intoId),
    services.filter(({ personId }) => personId === fromId),
  );
  if (plan === undefined) throw employmentsTangled();
  // One statement, because a foreign key holds an employment and its placements to one person.
  await rows(
    tx,
    `WITH e AS (UPDATE employment SET person_id = $2 WHERE id = ANY($4::uuid[]) RETURNING id),
          p AS (UPDATE placement SET person_id = $2 WHERE employment_id = ANY($4::uuid[]) AND person_id = $1)
     INSERT INTO person_moved_row (merge_id, table_name, row_key) SELECT $3, 'employment', jsonb_build_object('id', id) FROM e`,
    [fromId, intoId, id, plan.moved],
  );
  await absorb(tx, merge, plan);
}

/** Jobs of an employment that ran beside a kept one move into it; the emptied employment stays on the closed record. */
async function absorb(tx: Tx, { id, intoId }: Merge, { absorbed, spans }: JoinPlan): Promise<void> {
  if (absorbed.length === 0) return;
  await rows(
    tx,
    `WITH grown AS (
       UPDATE employment SET valid = daterange(s, e, '[]') FROM unnest($2::uuid[], $3::date[], $4::date[]) AS t(id, s, e)
       WHERE employment.id = t.id RETURNING employment.id, OLD.valid::text AS before, NEW.valid::text AS after)
     INSERT INTO person_moved_row (merge_id, table_name, row_key)
     SELECT $1, 'employment.span', jsonb_build_object('id', id, 'before', before, 'after', after) FROM grown`,
    [
      id,
      column(spans, (span) => span.id),
      column(spans, (span) => span.startsOn),
      column(spans, (span) => span.endsOn),
    ],
  );
  await rows(
    tx,
    `WITH moved AS (
       UPDATE placement SET person_id = $2, employment_id = t.k, seat = seat + t.seats FROM unnest($3::uuid[], $4::uuid[], $5::int[]) AS t(o, k, seats)
       WHERE placement.employment_id = t.o RETURNING placement.id, t.o, t.seats)
     INSERT INTO person_moved_row (merge_id, table_name, row_key)
     SELECT $1, 'placement.absorbed', jsonb_build_object('id', id, 'employment', o, 'seats', seats) FROM moved`,
    [
      id,
      intoId,
      column(absorbed, (one) => one.id),
      column(absorbed, (one) => one.into),
      column(absorbed, (one) => one.seatOffset),
    ],
  );
}

/** People led by the closed record are led by the kept one; nobody leads themselves, so one never leads the other. */
async function followLeader(tx: Tx, { id, fromId, intoId }: Merge): Promise<void> {
  await rows(
    tx,
    `WITH led AS (UPDATE placement SET manager_id = $2 WHERE manager_id = $1 AND person_id <> $2 RETURNING id)
     INSERT INTO person_moved_row (merge_id, table_name, row_key) SELECT $3, 'placement.manager', jsonb_build_object('id', id) FROM led`,
    [fromId, intoId, id],
  );
}

/** Employments go back with every placement they have by now; absorbed jobs into the employment they came from. */
async function partEmployments(tx: Tx, { id, fromId, intoId }: Merge): Promise<void> {
  const moved = `SELECT (row_key ->> 'id')::uuid FROM person_moved_row WHERE merge_id = $3 AND table_name = 'employment'`;
  await rows(
    tx,
    `WITH e AS (UPDATE employment SET person_id = $1 WHERE person_id = $2 AND id IN (${moved}))
     UPDATE placement SET person_id = $1 WHERE person_id = $2 AND employment_id IN (${moved})`,
    [fromId, intoId, id],
  );
  await rows(
    tx,
    `UPDATE placement SET person_id = $1, employment_id = (m.row_key ->> 'employment')::uuid, seat = seat - (m.row_key ->> 'seats')::int
     FROM person_moved_row m
     WHERE m.merge_id = $3 AND m.table_name = 'placement.absorbed' AND placement.id = (m.row_key ->> 'id')::uuid AND placement.person_id = $2`,
    [fromId, intoId, id],
  );
  await rows(
    tx,
    `UPDATE employment SET valid = (m.row_key ->> 'before')::daterange FROM person_moved_row m
     WHERE m.merge_id = $1 AND m.table_name = 'employment.span' AND employment.id = (m.row_key ->> 'id')::uuid
       AND employment.valid = (m.row_key ->> 'after')::daterange`,
    [id],
  );
}

async function partLeader(tx: Tx, { id, fromId, intoId }: Merge): Promise<void> {
  await rows(
    tx,
    `UPDATE placement SET manager_id = $1
     WHERE manager_id = $2 AND person_id <> $1
       AND id IN (SELECT (row_key ->> 'id')::uuid FROM person_moved_row WHERE merge_id = $3 AND table_name = 'placement.manager')`,
    [fromId, intoId, id],
  );
}
