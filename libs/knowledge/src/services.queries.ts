import { one, rows, type Tx } from '#kernel';
import type { Channel, ServiceBody } from './service.js';

export interface ServiceRow {
  readonly id: string;
  readonly slug: string;
  readonly body: ServiceBody;
  readonly isHuman: boolean;
  readonly channel: Channel;
  readonly address: string | null;
  readonly facility: string | null;
  readonly isRetired: boolean;
}

const COLUMNS = `id, slug, body, is_human AS "isHuman", channel, address, facility, is_retired AS "isRetired"`;

export function listServices(tx: Tx): Promise<ServiceRow[]> {
  return rows(tx, `SELECT ${COLUMNS} FROM service ORDER BY is_retired, slug`);
}

export function findService(tx: Tx, by: { slug: string } | { id: string }): Promise<ServiceRow | undefined> {
  const [column, value] = 'slug' in by ? ['slug', by.slug] : ['id', by.id];
  return one(tx, `SELECT ${COLUMNS} FROM service WHERE ${column} = $1`, [value]);
}

/** Writes services by their slugs; gives their ids in no order. */
export async function writeServices(
  tx: Tx,
  services: readonly Omit<ServiceRow, 'id'>[],
  at: string,
): Promise<string[]> {
  const found = await rows<{ id: string }>(
    tx,
    `INSERT INTO service (slug, body, is_human, channel, address, facility, is_retired, updated_at)
     SELECT slug, body, "isHuman", channel, address, facility, "isRetired", $2
     FROM jsonb_to_recordset($1::jsonb) AS s(slug text, body jsonb, "isHuman" boolean, channel text, address text,
       facility text, "isRetired" boolean)
     ON CONFLICT (slug) DO UPDATE SET body = excluded.body, is_human = excluded.is_human, channel = excluded.channel,
       address = excluded.address, facility = excluded.facility, is_retired = excluded.is_retired,
       updated_at = excluded.updated_at
     RETURNING id`,
    [JSON.stringify(services), at],
  );
  return found.map(({ id }) => id);
}
