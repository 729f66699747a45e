import { Injectable } from '@nestjs/common';
import {
  type Actor,
  audit,
  Clock,
  Config,
  Db,
  decodeCursor,
  encodeCursor,
  forbidden,
  hasGrant,
  invalidInput,
  may,
  notFound,
  one,
  type RunSummary,
  type Tx,
} from '#kernel';
import { FINDING_KINDS, type FindingKind } from './finding-kinds.js';
import { presentFinding } from './findings.presenter.js';
import {
  countMended,
  type FindingKey,
  listFindings,
  listGroups,
  lookAtData,
  setFindingOwner,
  setKindOwner,
} from './findings.queries.js';
import type { FindingFilter, FindingsView, Looked, SetOwner } from './findings.schemas.js';
import { peopleConfig } from './people.config.js';

/** Name of the job that looks at all records after an import. */
export const CHECK_DATA = 'people.check-data';

/** What is wrong in HR's records: found by looking, gone when it is mended, and each kind somebody's work. */
@Injectable()
export class FindingsService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  /** Looks at all records; `dry` counts and writes nothing. */
  async look(dry = false): Promise<RunSummary> {
    const { open, added, mended } = await this.db.transaction((tx) => this.lookIn(tx, dry));
    return { seen: open, changed: added + mended, skipped: open - added };
  }

  /** The same because somebody asks: HR has mended something and wants to see it gone. */
  lookNow(actor: Actor): Promise<Looked> {
    may(hasGrant(actor, 'hr'));
    return this.db.transaction((tx) => this.lookIn(tx, false));
  }

  async list(actor: Actor, filter: FindingFilter): Promise<FindingsView> {
    may(hasGrant(actor, 'hr'));
    const tx = this.db.read;
    const after = keyOf(filter.after);
    const owner = filter.mine ? actor.personId : null;
    const kind = filter.kind ?? null;
    const found = await listFindings(tx, { kind, owner, after, limit: filter.limit + 1 });
    const items = found.slice(0, filter.limit);
    const last = found.length > filter.limit ? items.at(-1) : undefined;
    const groups = new Map((await listGroups(tx)).map((group) => [group.kind, group]));
    return {
      items: items.map((finding) => presentFinding(actor, finding)),
      next: last ? encodeCursor([last.kind, last.id]) : null,
      kinds: FINDING_KINDS.flatMap((one) => {
        const group = groups.get(one);
        return group ? [{ kind: one, count: group.count, owner: group.owner }] : [];
      }),
    };
  }

  countMended(): Promise<number> {
    return countMended(this.db.read, this.clock.now().toString());
  }

  /** Gives one finding to somebody; to the actor when no number is given. */
  async setOwner(actor: Actor, id: string, input: SetOwner): Promise<void> {
    may(hasGrant(actor, 'hr'));
    await this.db.transaction(async (tx) => {
      const owner = await ownerOf(tx, actor, input);
      if (!(await setFindingOwner(tx, id, owner))) throw notFound('finding');
      await this.record(tx, actor, 'finding.owner-set', { type: 'finding', id }, { owner });
    });
  }

  /** Gives a kind to somebody: what is open and nobody else's, and what comes. */
  async setKindOwner(actor: Actor, kind: FindingKind, input: SetOwner): Promise<void> {
    may(hasGrant(actor, 'hr'));
    await this.db.transaction(async (tx) => {
      const owner = await ownerOf(tx, actor, input);
      await setKindOwner(tx, kind, owner);
      await this.record(tx, actor, 'data-owner.set', { type: 'finding-kind', id: kind }, { owner });
    });
  }

  private lookIn(tx: Tx, dry: boolean): Promise<Looked> {
    const { PEOPLE_DEFAULT_SITE: standInSite, PEOPLE_DEFAULT_ZONE: zone } = this.config.get(peopleConfig);
    const today = this.clock.today(zone).toString();
    return lookAtData(tx, { today, standInSite, now: this.clock.now().toString(), dry });
  }

  private record(
    tx: Tx,
    actor: Actor,
    action: string,
    subject: { type: string; id: string },
    changes: Record<string, unknown>,
  ): Promise<void> {
    return audit(tx, actor, { action, subject, changes }, this.clock.now());
  }
}

function keyOf(cursor: string | undefined): FindingKey | null {
  const [kind, id] = decodeCursor(cursor) ?? [];
  return typeof kind === 'string' && typeof id === 'string' ? { kind, id } : null;
}

async function ownerOf(tx: Tx, actor: Actor, { number }: SetOwner): Promise<string> {
  if (number === undefined) {
    if (actor.personId === null) throw forbidden();
    return actor.personId;
  }
  const found = await one<{ id: string }>(
    tx,
    'SELECT coalesce(merged_into, id) AS id FROM person WHERE number = $1 AND erased_at IS NULL',
    [number],
  );
  if (found === undefined) throw invalidInput([{ pointer: '/number', message: 'people.number_unknown' }]);
  return found.id;
}
