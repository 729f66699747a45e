import { Injectable } from '@nestjs/common';
import { CatalogueService } from '#catalogue';
import { type DigestQuery, DigestsService, type Held, type TeamDigest } from '#digests';
import { type Actor, Clock, Db, decodeCursor, encodeCursor, forbidden, may } from '#kernel';
import { LicencesService } from '#licences';
import { PeopleService, type StandIn } from '#people';
import { RequirementsService } from '#policies';
import type { TeamFilter } from './home.schemas.js';
import {
  hasSomethingDue,
  needsLeader,
  needsYouToday,
  SOON_DAYS,
  summarise,
  TODAY_DAYS,
  type Member,
  type Need,
  type TeamSummary,
} from './team.js';
import { listMembers, type MemberRow } from './team.queries.js';
import type { Both } from './today.js';

export type TeamView = 'direct' | 'all' | 'due';

export interface TeamCategory {
  readonly category: string;
  readonly title: Both;
}

export interface TeamPage {
  readonly today: string;
  readonly view: TeamView;
  readonly categories: readonly TeamCategory[];
  /** Leaders whose people are in it because the viewer stands in for them. */
  readonly standIns: readonly StandIn[];
  readonly summary: TeamSummary;
  readonly needs: readonly Need[];
  /** How many people the filter lets through, on all pages. */
  readonly listed: number;
  /** Those of them on this page, by family name. */
  readonly members: readonly Member[];
  /** Where the next page begins. */
  readonly next: string | null;
}

/** Everybody whom a view lists, by family name, for a file. */
export type TeamFile = Pick<TeamPage, 'today' | 'categories' | 'members'>;

const byFamilyName = new Intl.Collator('nl');
const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** What a manager may know of the people below: states and dates, nothing else. */
@Injectable()
export class TeamService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly people: PeopleService,
    private readonly catalogue: CatalogueService,
    private readonly licences: LicencesService,
    private readonly requirements: RequirementsService,
    private readonly digests: DigestsService,
  ) {}

  /** One page of a view; what it says of everybody is counted, and only who is urgent or shown is looked at. */
  async show(actor: Actor, filter: TeamFilter): Promise<TeamPage> {
    const leaderId = managerOf(actor);
    const { view, limit } = filter;
    const today = this.clock.today(actor.zone).toString();
    const columns = await this.columns();
    const categories = columns.map(({ category }) => category);
    const after = cursorOf(filter.after);
    const digest = await this.digests.read(this.askFor(view, { leaderId, today, categories, after, limit }));
    const standIns = digest.standsIn ? await this.people.standIns(this.db.read, leaderId, today) : [];
    const shown = digest.shown.slice(0, limit);
    const pick = (ids: readonly string[]): Held[] => ids.flatMap((id) => digest.held.get(id) ?? []);
    const needing = needingOf(digest, categories, today);
    const members = await this.membersOf(digest.held, [...new Set([...needing, ...shown])], today);
    const onPage = among(members, shown);
    const last = onPage.at(-1);
    return {
      today,
      view,
      categories: columns,
      standIns,
      summary: summaryOf(digest, summarise(pick(digest.urgent), categories, today)),
      needs: needsYouToday(among(members, needing), categories, today),
      listed: digest.listed,
      members: onPage,
      next: digest.shown.length > limit && last ? encodeCursor([last.sortKey, last.personId]) : null,
    };
  }

  /** What needs the manager today of everybody in a view, the most urgent first. */
  async needs(actor: Actor, view: TeamView): Promise<Need[]> {
    const leaderId = managerOf(actor);
    const today = this.clock.today(actor.zone).toString();
    const categories = (await this.columns()).map(({ category }) => category);
    const ask = this.askFor(view, { leaderId, today, categories, after: null, limit: 0 });
    const digest = await this.digests.read(ask);
    const needing = needingOf(digest, categories, today);
    const members = await this.membersOf(digest.held, needing, today);
    return needsYouToday([...members.values()], categories, today);
  }

  async file(actor: Actor, view: TeamView): Promise<TeamFile> {
    const managerId = managerOf(actor);
    const today = this.clock.today(actor.zone).toString();
    const categories = await this.columns();
    const codes = categories.map(({ category }) => category);
    const ask = { leaderId: managerId, today, deep: view !== 'direct', categories: codes };
    const held = await this.digests.readAll(ask, this.clock.now());
    const found = await this.membersOf(held, [...held.keys()], today);
    const all = [...found.values()].sort(
      (a, b) => byFamilyName.compare(a.sortKey, b.sortKey) || (a.personId < b.personId ? -1 : 1),
    );
    const members = view === 'due' ? all.filter((member) => hasSomethingDue(member, codes, today)) : all;
    return { today, categories, members };
  }

  /** These people with all their cells, by id. Whoever asks decides first whether they may be seen. */
  async load(ids: readonly string[], today: string): Promise<Map<string, Member>> {
    const tx = this.db.read;
    const [facts, standings, requirements] = await Promise.all([
      listMembers(this.db, ids, today),
      this.licences.byPeople(tx, ids),
      this.requirements.statusesOf(tx, ids),
    ]);
    return membersOf(facts, (id) => ({
      standings: standings.get(id) ?? [],
      requirements: requirements.get(id) ?? [],
    }));
  }

  private async membersOf(
    held: ReadonlyMap<string, Held>,
    ids: readonly string[],
    today: string,
  ): Promise<Map<string, Member>> {
    const facts = await listMembers(this.db, ids, today);
    return membersOf(facts, (id) => held.get(id) ?? NOTHING);
  }

  private askFor(
    view: TeamView,
    asked: Pick<DigestQuery, 'leaderId' | 'today' | 'categories' | 'after' | 'limit'>,
  ): DigestQuery {
    return {
      ...asked,
      at: this.clock.now().toString(),
      deep: view !== 'direct',
      onlyDue: view === 'due',
      soonDays: SOON_DAYS,
      urgentDays: TODAY_DAYS,
    };
  }

  private async columns(): Promise<TeamCategory[]> {
    const found = await this.catalogue.listCategories(this.db.read);
    return found.map(({ category, title }) => ({ category, title }));
  }
}

/** Everybody is counted by the digest; what is late or near is in the cells of those who are urgent. */
function summaryOf(
  { people, inOrder, nextOn }: Pick<TeamDigest, 'people' | 'inOrder' | 'nextOn'>,
  urgent: TeamSummary,
): TeamSummary {
  const [first = null] = [nextOn, urgent.nextOn].filter((day) => day !== null).sort();
  return { ...urgent, people, inOrder, nextOn: first };
}

/** Who of the urgent has something that needs the leader today: only their names are looked up. */
const needingOf = (
  { urgent, held }: { readonly urgent: readonly string[]; readonly held: ReadonlyMap<string, Held> },
  categories: readonly string[],
  today: string,
): string[] => urgent.filter((id) => needsLeader(held.get(id) ?? NOTHING, categories, today));

const NOTHING: Held = { standings: [], requirements: [] };

const membersOf = (facts: readonly MemberRow[], heldBy: (id: string) => Held): Map<string, Member> =>
  new Map(
    facts.map((row) => [
      row.personId,
      {
        personId: row.personId,
        name: row.name,
        team: row.team,
        sortKey: sortKeyOf(row),
        ...(row.isAway ? { awayUntil: row.awayUntil } : {}),
        ...heldBy(row.personId),
      },
    ]),
  );

const among = (members: ReadonlyMap<string, Member>, ids: readonly string[]): Member[] =>
  ids.map((id) => members.get(id)).filter((member) => member !== undefined);

/** Name and id of the last person of the page before; whatever else a link says begins at the first page. */
function cursorOf(after: string | undefined): readonly [string, string] | null {
  const [key, id] = decodeCursor(after) ?? [];
  return typeof key === 'string' && typeof id === 'string' && UUID.test(id) ? [key, id] : null;
}

const sortKeyOf = ({ familyName, givenName }: MemberRow): string => `${familyName} ${givenName}`;

/** Whoever leads somebody; everybody else is refused. */
export function managerOf(actor: Actor): string {
  may(actor.isManager);
  if (actor.personId === null) throw forbidden();
  return actor.personId;
}
