import { Injectable, type OnModuleInit } from '@nestjs/common';
import { batches, licenceTransferred } from '#events';
import { type Merge, publish, Registry, rows, type Tx } from '#kernel';
import { localDay } from './expiry.js';
import { moveLicences, transfer } from './merge-licences.js';
import { isOpen } from './licence.js';
import { LICENCE_COLUMNS, type LicenceSql, listOwn, lockLedger, readLicence } from './licences.queries.js';
import type { StoredLicence } from './licences.queries.js';
import { writeChanges } from './write-ledger.js';

/**
 * Licences follow the person when HR joins two records, and go back when HR parts them. The ledger only grows: a
 * move is a line `transferred` of the licence, and what was written before keeps the record it was written for.
 */
@Injectable()
export class LicencesMerging implements OnModuleInit {
  constructor(private readonly registry: Registry) {}

  onModuleInit(): void {
    this.registry.merging({
      lib: 'licences',
      tables: [
        { table: 'licence', stays: 'the fold of the ledger: moved by a line of it' },
        { table: 'licence_change', stays: 'the ledger only grows' },
        { table: 'licence_reason', stays: 'belongs to a line of the ledger' },
        { table: 'licence_correction', key: ['id'], collides: null },
        {
          table: 'licence_evidence_claim',
          key: ['id'],
          collides: 'own.outcome IS NULL AND other.outcome IS NULL AND own.category = other.category',
        },
      ],
      merge: (tx, merge) => this.merge(tx, merge),
      undo: (tx, merge) => this.undo(tx, merge),
    });
  }

  private async merge(tx: Tx, merge: Merge): Promise<void> {
    const closing = await listOwn(tx, merge.fromId);
    const kept = await listOwn(tx, merge.intoId);
    const { over, aside } = moveLicences(licencesOf(closing), licencesOf(kept));
    const stored = new Map([...closing, ...kept].map((each) => [each.licence.licenceId, each]));
    const pick = (ids: readonly { licenceId: string }[]): StoredLicence[] =>
      ids.flatMap(({ licenceId }) => stored.get(licenceId) ?? []);
    await this.move(tx, merge, [
      ...pick(aside).map((each) => ({ each, to: merge.fromId })),
      ...pick(over).map((each) => ({ each, to: merge.intoId })),
    ]);
  }

  /** Each licence that this merge moved goes back, as it is by now, unless its place was taken meanwhile. */
  private async undo(tx: Tx, merge: Merge): Promise<void> {
    const moved = await rows<LicenceSql>(
      tx,
      `SELECT ${LICENCE_COLUMNS} FROM licence l
       WHERE EXISTS (SELECT 1 FROM licence_change c WHERE c.licence_id = l.id AND c.kind = 'transferred' AND c.event ->> 'mergeId' = $1)
         AND l.person_id IN ($2, $3) ORDER BY l.last_seq`,
      [merge.id, merge.fromId, merge.intoId],
    );
    const back = moved.map(readLicence).map((each) => ({
      each,
      to: each.licence.personId === merge.intoId ? merge.fromId : merge.intoId,
    }));
    const going = new Set(back.map(({ each }) => each.licence.licenceId));
    const staying = [...(await listOwn(tx, merge.fromId)), ...(await listOwn(tx, merge.intoId))].filter(
      ({ licence }) => isOpen(licence) && !going.has(licence.licenceId),
    );
    const taken = new Set(staying.map(({ licence }) => `${licence.personId} ${licence.category}`));
    await this.move(
      tx,
      merge,
      back.filter(({ each, to }) => !isOpen(each.licence) || !taken.has(`${to} ${each.licence.category}`)),
    );
  }

  private async move(
    tx: Tx,
    merge: Merge,
    moves: readonly { readonly each: StoredLicence; readonly to: string }[],
  ): Promise<void> {
    if (moves.length === 0) return;
    const head = await lockLedger(tx);
    await stepAside(
      tx,
      moves.map(({ each }) => each.licence.licenceId),
    );
    const on = localDay(merge.now, 'UTC');
    const changes = moves.map(({ each, to }) => ({
      ...transfer(each.licence, { personId: to, mergeId: merge.id, on }),
      code: each.code,
    }));
    await writeChanges(tx, merge.actor, head, merge.now, changes);
    const categories = [...new Set(moves.map(({ each }) => each.licence.category))];
    await publish(tx, await tellStandings(tx, [merge.fromId, merge.intoId], categories));
  }
}

const licencesOf = (stored: readonly StoredLicence[]) => stored.map(({ licence }) => licence);

/** Two open licences of one category change places: while they do, neither occupies the one place of that category. */
async function stepAside(tx: Tx, licenceIds: readonly string[]): Promise<void> {
  await rows(tx, `UPDATE licence SET category = category || ' ' || id WHERE id = ANY($1::uuid[])`, [
    licenceIds,
  ]);
}

async function tellStandings(tx: Tx, personIds: readonly string[], categories: readonly string[]) {
  const items = await rows<{
    personId: string;
    category: string;
    state: 'none' | 'permit' | 'valid' | 'renewal' | 'grace' | 'expired' | 'suspended' | 'revoked';
    validFrom: string | null;
    validUntil: string | null;
  }>(
    tx,
    `SELECT p AS "personId", c AS category, coalesce(s.state, 'none') AS state, s.valid_from AS "validFrom", s.valid_until AS "validUntil"
     FROM unnest($1::uuid[]) p CROSS JOIN unnest($2::text[]) c
     LEFT JOIN licence_standing s ON s.person_id = p AND s.category = c ORDER BY 1, 2`,
    [personIds, categories],
  );
  return batches(items).map((batch) => licenceTransferred({ items: batch }));
}
