import { Injectable } from '@nestjs/common';
import {
  type Actor,
  audit,
  Clock,
  Config,
  Db,
  hasGrant,
  invalidInput,
  may,
  type Merge,
  notFound,
  one,
  Registry,
  type RunSummary,
  type Tx,
} from '#kernel';
import { matchChance, WORTH_ASKING } from './match-chance.js';
import {
  countPeople,
  evidenceOf,
  findMatch,
  listPairs,
  proposePair,
  savePairs,
  setMatchState,
} from './matches.queries.js';
import * as queries from './merges.queries.js';
import type { LockedRecord } from './merges.queries.js';
import type { ProposeMatch } from './merges.schemas.js';
import { moveEverything, moveEverythingBack } from './move-rows.js';
import { peopleConfig } from './people.config.js';
import * as problems from './people.problems.js';
import { lockImports } from './run-file.js';
import { refreshZones, tellChanged } from './tell-changes.js';

/** Two records of one human being: found, joined by HR, and parted again. Nothing is joined by itself. */
@Injectable()
export class MergesService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly config: Config,
    private readonly registry: Registry,
  ) {}

  /** Looks whether these people were here before, or are here twice; HR decides about what is found. */
  async findMatches(tx: Tx, personIds: readonly string[]): Promise<RunSummary> {
    const pairs = await listPairs(tx, personIds);
    const people = pairs.length > 0 ? await countPeople(tx) : 0;
    const likely = pairs
      .map((pair) => ({ ...pair, chance: matchChance(pair.evidence, people) }))
      .filter(({ chance }) => chance >= WORTH_ASKING);
    const found = await savePairs(tx, personIds, likely, this.clock.now().toString());
    return { seen: personIds.length, changed: found, skipped: pairs.length - found };
  }

  /** HR names two numbers that are one person. Gives the id of the pair, to look at before anything happens. */
  async propose(actor: Actor, input: ProposeMatch): Promise<string> {
    may(hasGrant(actor, 'hr'));
    return this.db.transaction(async (tx) => {
      const kept = await recordOf(tx, input.number, '/number');
      const other = await recordOf(tx, input.otherNumber, '/otherNumber');
      if (kept === other) throw invalidInput([{ pointer: '/otherNumber', message: 'people.merge_same' }]);
      const pair = await evidenceOf(tx, kept, other);
      if (pair === undefined) throw notFound('person');
      const id = await proposePair(tx, pair, this.clock.now().toString());
      await this.record(tx, actor, 'person-match.proposed', id, pair);
      return id;
    });
  }

  /** HR says that both are different people; the pair is not found again. */
  async reject(actor: Actor, matchId: string): Promise<void> {
    may(hasGrant(actor, 'hr'));
    await this.db.transaction(async (tx) => {
      const match = await findMatch(tx, matchId, true);
      if (match === undefined) throw notFound('person-match');
      if (match.state !== 'open') throw problems.matchDecided();
      const at = this.clock.now().toString();
      await setMatchState(tx, matchId, { state: 'rejected', by: actor.personId, at });
      await this.record(tx, actor, 'person-match.rejected', matchId, match);
    });
  }

  /**
   * Joins the two records of a pair: everything of the newer one goes over to the older one, in one transaction over
   * all libs. Refused (409) when the pair was decided, when it is unclear how their employments fit together, or when a
   * record is closed or erased; 403 for somebody's own records.
   */
  async merge(actor: Actor, matchId: string): Promise<string> {
    may(hasGrant(actor, 'hr'));
    return this.db.transaction(async (tx) => {
      await lockImports(tx);
      const match = await findMatch(tx, matchId, true);
      if (match === undefined) throw notFound('person-match');
      if (match.state !== 'open') throw problems.matchDecided();
      const { keptId: intoId, otherId: fromId } = match;
      may(actor.personId !== intoId && actor.personId !== fromId);
      const { into, from } = await this.lockBoth(tx, intoId, fromId);
      const now = this.clock.now();
      const at = now.toString();
      const values = { before: into.values, by: actor.personId, at };
      const id = await queries.insertMerge(tx, { matchId, fromId, intoId, ...values });
      await setMatchState(tx, matchId, { state: 'merged', by: actor.personId, at });
      await moveEverything(tx, { id, fromId, intoId, actor, now }, this.registry.mergings.values());
      await queries.closeRecord(tx, fromId, intoId);
      if ((from.startsOn ?? '') > (into.startsOn ?? ''))
        await queries.writeValues(tx, intoId, from.values, into.values);
      await this.tell(tx, { id, fromId, intoId, actor, now }, 'person.merged');
      return id;
    });
  }

  /**
   * Parts two records again: what the merge moved goes back as it is by now, what came afterwards stays with the kept
   * record. The pair counts as two people from then on. Refused (409) when it was undone already, or when the kept
   * record was itself joined to another since.
   */
  async undo(actor: Actor, mergeId: string): Promise<void> {
    may(hasGrant(actor, 'hr'));
    await this.db.transaction(async (tx) => {
      await lockImports(tx);
      const stored = await queries.findMerge(tx, mergeId, true);
      if (stored === undefined) throw notFound('person-merge');
      if (stored.undoneAt !== null) throw problems.mergeUndone();
      const { id, fromId, intoId, matchId, before } = stored;
      may(actor.personId !== intoId);
      const records = await queries.lockRecords(tx, [fromId, intoId]);
      const from = records.get(fromId);
      if (records.get(intoId)?.mergedInto !== null || from === undefined || from.isErased)
        throw problems.recordClosed();
      const now = this.clock.now();
      const merge = { id, fromId, intoId, actor, now };
      await moveEverythingBack(tx, merge, this.registry.mergings.values());
      await queries.closeRecord(tx, fromId, null);
      await queries.writeValues(tx, intoId, before, from.values);
      await queries.setUndone(tx, id, actor.personId, now.toString());
      const decided = { by: actor.personId, at: now.toString() };
      if (matchId !== null) await setMatchState(tx, matchId, { state: 'rejected', ...decided });
      await this.tell(tx, merge, 'person.parted');
    });
  }

  private async lockBoth(
    tx: Tx,
    intoId: string,
    fromId: string,
  ): Promise<{ into: LockedRecord; from: LockedRecord }> {
    const records = await queries.lockRecords(tx, [intoId, fromId]);
    const into = records.get(intoId);
    const from = records.get(fromId);
    if (into === undefined || from === undefined) throw notFound('person');
    for (const record of [into, from])
      if (record.isErased || record.mergedInto !== null) throw problems.recordClosed();
    return { into, from };
  }

  private async tell(
    tx: Tx,
    { id, fromId, intoId, actor, now }: Merge,
    action: 'person.merged' | 'person.parted',
  ): Promise<void> {
    const zone = this.config.get(peopleConfig).PEOPLE_DEFAULT_ZONE;
    await refreshZones(tx, [fromId, intoId], now.toZonedDateTimeISO(zone).toPlainDate().toString());
    const entry = (person: string) => ({
      action,
      subject: { type: 'person', id: person },
      changes: { merge: id, from: fromId, into: intoId },
    });
    await audit(tx, actor, [entry(fromId), entry(intoId)], now);
    await tellChanged(tx, [intoId, fromId], 'edit');
  }

  private record(
    tx: Tx,
    actor: Actor,
    action: string,
    id: string,
    pair: { keptId: string; otherId: string },
  ): Promise<void> {
    const changes = { kept: pair.keptId, other: pair.otherId };
    return audit(tx, actor, { action, subject: { type: 'person-match', id }, changes }, this.clock.now());
  }
}

async function recordOf(tx: Tx, number: string, pointer: string): Promise<string> {
  const found = await one<{ id: string }>(
    tx,
    'SELECT id FROM person WHERE number = $1 AND merged_into IS NULL AND erased_at IS NULL',
    [number],
  );
  if (found === undefined) throw invalidInput([{ pointer, message: 'people.number_unknown' }]);
  return found.id;
}
