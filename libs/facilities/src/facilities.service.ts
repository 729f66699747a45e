import { Injectable } from '@nestjs/common';
import {
  type Actor,
  audit,
  Clock,
  Db,
  decodeCursor,
  encodeCursor,
  forbidden,
  invalidInput,
  isDuplicate,
  may,
  notFound,
  type Tx,
} from '#kernel';
import { LicencesReads, LicencesService } from '#licences';
import { accessTo } from './facility.js';
import { canEdit } from './facilities.access.js';
import { alreadyRetired } from './facilities.problems.js';
import {
  type AccessCount,
  countDesired,
  findFacility,
  insertFacility,
  listDesired,
  listFacilities,
  retireFacility,
  updateFacility,
} from './facilities.queries.js';
import type {
  DesiredAccess,
  DesiredQuery,
  FacilityView,
  OwnFacility,
  SaveFacility,
} from './facilities.schemas.js';

/** What takes which licence, and who may therefore do what. */
@Injectable()
export class FacilitiesService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly licences: LicencesService,
    private readonly reads: LicencesReads,
  ) {}

  /** All facilities in use; no secret to anybody who is signed in. */
  list(): Promise<FacilityView[]> {
    return listFacilities(this.db.read);
  }

  /** What one person may and what they still need, facility by facility. */
  async of(tx: Tx, personId: string): Promise<OwnFacility[]> {
    const standings = new Map(
      (await this.licences.of(tx, personId)).map(({ category, state }) => [category, state]),
    );
    return (await listFacilities(tx)).map((facility) => ({
      ...facility,
      ...accessTo(facility, standings.get(facility.category) ?? null),
    }));
  }

  own(actor: Actor): Promise<OwnFacility[]> {
    if (actor.personId === null) throw forbidden();
    return this.of(this.db.read, actor.personId);
  }

  async get(actor: Actor, id: string): Promise<FacilityView> {
    may(canEdit(actor));
    const found = await findFacility(this.db.read, id);
    if (!found) throw notFound('facility');
    return found.facility;
  }

  async add(actor: Actor, input: SaveFacility): Promise<FacilityView> {
    return this.saving(async (tx) => {
      may(canEdit(actor));
      await this.checkCategory(input.category);
      const facility = await insertFacility(tx, input);
      await audit(tx, actor, { action: 'facility.added', ...factsOf(facility) }, this.clock.now());
      return facility;
    });
  }

  async edit(actor: Actor, id: string, input: SaveFacility): Promise<FacilityView> {
    return this.saving(async (tx) => {
      const found = await findFacility(tx, id);
      may(canEdit(actor));
      if (!found) throw notFound('facility');
      if (found.retiredAt) throw alreadyRetired();
      if (input.category !== found.facility.category) await this.checkCategory(input.category);
      const facility = await updateFacility(tx, id, input);
      await audit(tx, actor, { action: 'facility.edited', ...factsOf(facility) }, this.clock.now());
      return facility;
    });
  }

  /** From now on it takes no licence any more. */
  async retire(actor: Actor, id: string): Promise<void> {
    await this.db.transaction(async (tx) => {
      const found = await findFacility(tx, id);
      may(canEdit(actor));
      if (!found) throw notFound('facility');
      if (found.retiredAt) throw alreadyRetired();
      const now = this.clock.now();
      await retireFacility(tx, id, now.toString());
      await audit(tx, actor, { action: 'facility.retired', ...factsOf(found.facility) }, now);
    });
  }

  /** Who should have access to what today: for the systems that open and close doors. */
  async desired(actor: Actor, query: DesiredQuery): Promise<{ items: DesiredAccess[]; next: string | null }> {
    may(canEdit(actor));
    const [personId, facility] = decodeCursor(query.after) ?? [];
    const isCursor = typeof personId === 'string' && typeof facility === 'string';
    const found = await listDesired(this.db.read, this.today(actor), {
      facility: query.facility,
      after: isCursor ? { personId, facility } : undefined,
      limit: query.limit + 1,
    });
    const items = found.slice(0, query.limit);
    const last = items[items.length - 1];
    return {
      items,
      next: found.length > items.length && last ? encodeCursor([last.personId, last.facility]) : null,
    };
  }

  /** For the people who edit: how many have which access now. */
  async counts(actor: Actor): Promise<AccessCount[]> {
    may(canEdit(actor));
    return countDesired(this.db.read, this.today(actor));
  }

  private async saving<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    try {
      return await this.db.transaction(work);
    } catch (error) {
      if (isDuplicate(error, 'facility_code_uq')) {
        throw invalidInput([{ pointer: '/code', message: 'facilities.code_taken' }]);
      }
      throw error;
    }
  }

  private async checkCategory(category: string): Promise<void> {
    const known = await this.reads.categories();
    if (!known.some((each) => each.category === category)) {
      throw invalidInput([{ pointer: '/category', message: 'facilities.category_unknown' }]);
    }
  }

  private today(actor: Actor): string {
    return this.clock.today(actor.zone).toString();
  }
}

function factsOf(facility: FacilityView): {
  subject: { type: string; id: string };
  changes: Record<string, unknown>;
} {
  const { id, code, owner, category, safetyCritical, opensOnPermit } = facility;
  return {
    subject: { type: 'facility', id },
    changes: { code, owner, category, safetyCritical, opensOnPermit },
  };
}
