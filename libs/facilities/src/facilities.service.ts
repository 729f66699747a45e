import { Injectable } from '@nestjs/common';
import {
  type Actor,
  audit,
  Clock,
  Db,
  decodeCursor,
  encodeCursor,
  invalidInput,
  isDuplicate,
  may,
  notFound,
  one,
  personOf,
  type Tx,
} from '#kernel';
import { HrDeskService, LicencesReads } from '#licences';
import { type AccessCount, countDesired, listDesired, listHaving } from './desired.queries.js';
import { canEdit } from './facilities.access.js';
import { alreadyRetired } from './facilities.problems.js';
import { whenOf } from './reconcile.service.js';
import {
  findFacility,
  insertFacility,
  listFacilities,
  retireFacility,
  updateFacility,
} from './facilities.queries.js';
import type {
  DesiredAccess,
  DesiredQuery,
  EntitlementQuery,
  Entitlements,
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
    private readonly reads: LicencesReads,
    private readonly endorsements: HrDeskService,
  ) {}

  /** All facilities in use; no secret to anybody who is signed in. */
  list(): Promise<FacilityView[]> {
    return listFacilities(this.db.read);
  }

  /** What one person may and what they still need, facility by facility. */
  async of(tx: Tx, personId: string): Promise<OwnFacility[]> {
    const having = new Map(
      (await listHaving(tx, personId, this.now())).map((each) => [each.facilityId, each]),
    );
    return (await listFacilities(tx)).map((facility) => {
      const { access, reason, isClosing, closesAt } = having.get(facility.id) ?? NOTHING;
      return { ...facility, access, reason, isClosing, closesAt: closesAt?.toISOString() ?? null };
    });
  }

  /** What gatekeepers ask at the door: what this person may right now, one facility or all of them. */
  async entitlements(actor: Actor, query: EntitlementQuery): Promise<Entitlements> {
    may(canEdit(actor));
    const tx = this.db.read;
    const person = await one<{ id: string }>(
      tx,
      'SELECT coalesce(merged_into, id) AS id FROM person WHERE number = $1',
      [query.person],
    );
    if (!person) throw notFound('person');
    const all = await this.of(tx, person.id);
    const asked = all.filter(({ code }) => query.facility === undefined || code === query.facility);
    if (query.facility !== undefined && asked.length === 0) throw notFound('facility');
    return {
      person: query.person,
      askedAt: this.clock.now().toString({ fractionalSecondDigits: 3 }),
      items: asked.map(({ code, access, reason, limits, isClosing, closesAt }) => ({
        facility: code,
        access,
        reason,
        limits: access === 'limited' ? limits : null,
        isClosing,
        closesAt,
      })),
    };
  }

  own(actor: Actor): Promise<OwnFacility[]> {
    return this.of(this.db.read, personOf(actor));
  }

  async get(actor: Actor, id: string): Promise<FacilityView> {
    may(canEdit(actor));
    const found = await findFacility(this.db.read, id);
    if (!found) throw notFound('facility');
    return found.facility;
  }

  /** One facility in use; no secret to anybody who is signed in. */
  async inUse(id: string): Promise<FacilityView> {
    const found = await findFacility(this.db.read, id);
    if (!found || found.retiredAt) throw notFound('facility');
    return found.facility;
  }

  async add(actor: Actor, input: SaveFacility): Promise<FacilityView> {
    return this.saving(async (tx) => {
      may(canEdit(actor));
      await this.checkCategory(input.category);
      await this.checkEndorsement(input);
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
      await this.checkEndorsement(input);
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
    const found = await listDesired(this.db.read, this.now(), {
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
    return countDesired(this.db.read, this.now());
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

  private async checkEndorsement({ endorsement, category }: SaveFacility): Promise<void> {
    if (endorsement === undefined) return;
    const known = await this.endorsements.listEndorsements();
    if (!known.some((each) => each.code === endorsement && each.category === category)) {
      throw invalidInput([{ pointer: '/endorsement', message: 'facilities.endorsement_unknown' }]);
    }
  }

  private now(): { on: string; at: string } {
    return whenOf(this.clock.now());
  }
}

/** Of somebody who is not at work. */
const NOTHING = { access: 'closed', reason: 'not-employed', isClosing: false, closesAt: null } as const;

function factsOf(facility: FacilityView): {
  subject: { type: string; id: string };
  changes: Record<string, unknown>;
} {
  const { id, code, owner, category, safetyCritical, opensOnPermit, endorsement } = facility;
  return {
    subject: { type: 'facility', id },
    changes: { code, owner, category, safetyCritical, opensOnPermit, endorsement },
  };
}
