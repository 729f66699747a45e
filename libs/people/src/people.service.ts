import { Injectable } from '@nestjs/common';
import { Clock, Config, isDuplicate, notFound, one, type Tx } from '#kernel';
import { displayName, sortName, splitFamilyName } from './import/person-name.js';
import type { Language } from './import/read-value.js';
import { peopleConfig } from './people.config.js';
import { listStandIns, type StandIn } from './deputies.queries.js';
import { numberTaken } from './people.problems.js';
import {
  allJobs,
  allSites,
  allTeams,
  findPersonById,
  isEmployedOn,
  leads,
  ledInPlaceOf,
  listReportIds,
  type PersonView,
  type SiteView,
  type TeamView,
} from './people.queries.js';
import { giveFreeDay, listFreeDays, listTouchedBetween, takeFreeDay, type FreeDayView } from './free-days.js';
import { workCalendars, type WorkCalendar } from './work-calendar.js';

/** A calendar day: a Temporal plain date, or 'YYYY-MM-DD'. */
export type OnDay = string | { toString(): string };

export interface NewPerson {
  readonly number: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly email: string | null;
  readonly language: Language;
  readonly zone: string;
}

/** What other libs ask about people. Whoever asks in somebody's name decides first whether they may. */
@Injectable()
export class PeopleService {
  constructor(
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  /** One person; 404 when there is none. Site and country are those of the main placement, now or else nearest to now. */
  async getPerson(tx: Tx, id: string): Promise<PersonView> {
    const { PEOPLE_DEFAULT_COUNTRY } = this.config.get(peopleConfig);
    const found = await findPersonById(tx, id, this.today(), PEOPLE_DEFAULT_COUNTRY);
    if (found === undefined) throw notFound('person');
    return found;
  }

  /** Leaders whose place somebody takes on a day. */
  standIns(tx: Tx, personId: string, on: OnDay): Promise<StandIn[]> {
    return listStandIns(tx, personId, on.toString());
  }

  /** For each of these people whom somebody leads only in another leader's place: that leader. For the audit. */
  inPlaceOf(tx: Tx, actorId: string, personIds: readonly string[], on: OnDay): Promise<Map<string, string>> {
    return ledInPlaceOf(tx, actorId, personIds, on.toString());
  }

  /** Ids of the people somebody leads on a day, also in another's place, directly or all the way down. */
  listReports(tx: Tx, managerId: string, on: OnDay, depth: 'direct' | 'all'): Promise<string[]> {
    return listReportIds(tx, managerId, on.toString(), depth);
  }

  /** Whether somebody leads this person on a day, also in another's place, directly or above; nobody leads themselves. */
  isManagerOf(tx: Tx, managerId: string, personId: string, on: OnDay): Promise<boolean> {
    return leads(tx, managerId, personId, on.toString());
  }

  isEmployed(tx: Tx, personId: string, on: OnDay): Promise<boolean> {
    return isEmployedOn(tx, personId, on.toString());
  }

  /** Schedules, absences and public holidays between two days; people without any placement are left out. */
  workCalendar(
    tx: Tx,
    personIds: readonly string[],
    from: OnDay,
    to: OnDay,
    today: string = this.today(),
  ): Promise<Map<string, WorkCalendar>> {
    return workCalendars(tx, personIds, { from: from.toString(), to: to.toString(), today });
  }

  /** Free days the employer gave, from a day on. */
  listFreeDays(tx: Tx, from: OnDay): Promise<FreeDayView[]> {
    return listFreeDays(tx, from.toString());
  }

  /** Whoever gives a day decides first whether they may. False when there is no such site. */
  giveFreeDay(tx: Tx, given: Omit<FreeDayView, 'siteName'>): Promise<boolean> {
    return giveFreeDay(tx, given, this.today());
  }

  takeFreeDay(tx: Tx, siteId: string, day: string): Promise<boolean> {
    return takeFreeDay(tx, siteId, day, this.today());
  }

  /** Whose facts changed between two days by the calendar alone, whatever their time zone. */
  listTouchedBetween(tx: Tx, after: string, until: string): Promise<string[]> {
    return listTouchedBetween(tx, after, until);
  }

  /** All teams in the order of the tree. */
  listTeams(tx: Tx): Promise<TeamView[]> {
    return allTeams(tx);
  }

  listSites(tx: Tx): Promise<SiteView[]> {
    return allSites(tx);
  }

  /** The different jobs that are held on a day. */
  listJobs(tx: Tx, on: OnDay): Promise<string[]> {
    return allJobs(tx, on.toString());
  }

  /**
   * Adds somebody who is in no HR file yet: the first administrator of a new installation. When a file later names
   * the same number, it fills in the rest. Refused when the number is taken.
   */
  async addPerson(tx: Tx, input: NewPerson): Promise<string> {
    const { infix, familyName } = splitFamilyName(input.familyName);
    const name = { givenName: input.givenName, infix, familyName };
    try {
      const added = await one<{ id: string }>(
        tx,
        `INSERT INTO person (number, given_name, infix, family_name, display_name, sort_name, email, language, zone, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING id`,
        [
          input.number,
          name.givenName,
          infix,
          familyName,
          displayName(name),
          sortName(name),
          input.email,
          input.language,
          input.zone,
          this.clock.now().toString(),
        ],
      );
      if (added === undefined) throw new Error('an insert returns its row');
      return added.id;
    } catch (error) {
      if (isDuplicate(error, 'person_number_uq')) throw numberTaken();
      throw error;
    }
  }

  private today(): string {
    return this.clock.today(this.config.get(peopleConfig).PEOPLE_DEFAULT_ZONE).toString();
  }
}
