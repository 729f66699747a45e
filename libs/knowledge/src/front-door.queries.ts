import { one, rows, type Tx } from '#kernel';
import { FIRST_SETTINGS, type FrontDoorSettings } from './front-door.js';
import type { ChannelWish } from './service.js';

export async function readFrontDoor(tx: Tx): Promise<FrontDoorSettings> {
  return (await one<FrontDoorSettings>(tx, 'SELECT kinds, minutes, phone FROM front_door')) ?? FIRST_SETTINGS;
}

export async function writeFrontDoor(tx: Tx, { kinds, minutes, phone }: FrontDoorSettings): Promise<void> {
  await rows(
    tx,
    `INSERT INTO front_door (single, kinds, minutes, phone) VALUES (true, $1, $2, $3)
     ON CONFLICT (single) DO UPDATE SET kinds = excluded.kinds, minutes = excluded.minutes, phone = excluded.phone`,
    [kinds, JSON.stringify(minutes), phone],
  );
}

export async function readWishes(tx: Tx, personIds: readonly string[]): Promise<Map<string, ChannelWish>> {
  const found = await rows<{ personId: string; wish: ChannelWish }>(
    tx,
    'SELECT person_id AS "personId", wish FROM channel_wish WHERE person_id = ANY($1)',
    [personIds],
  );
  return new Map(found.map(({ personId, wish }) => [personId, wish]));
}

export async function writeWish(tx: Tx, personId: string, wish: ChannelWish, at: string): Promise<void> {
  await rows(
    tx,
    `INSERT INTO channel_wish (person_id, wish, chosen_at) VALUES ($1, $2, $3)
     ON CONFLICT (person_id) DO UPDATE SET wish = excluded.wish, chosen_at = excluded.chosen_at`,
    [personId, wish, at],
  );
}
