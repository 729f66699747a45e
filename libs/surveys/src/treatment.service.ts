import { Inject, Injectable, Optional } from '@nestjs/common';
import { seeded } from '#assessment';
import { type Actor, Clock, Db, may, type Tx } from '#kernel';
import { Temporal } from 'temporal-polyfill';
import { WORDS } from './bank.js';
import type { Cell } from './disclosure.js';
import { countAnswers, listFacts, listVips } from './participation.queries.js';
import { EVENT_OUTCOMES, TREATMENT_EVENTS, type TreatmentEvents } from './ports.js';
import { cellsOf } from './results.js';
import { SMALLEST_GROUP } from './survey.js';
import { canRun } from './surveys.access.js';
import { listSurveys, type StoredSurvey } from './surveys.queries.js';
import { compareTreatment, dimensionsOf, type Finding, type Outcome } from './treatment.js';
import { liesIn, type Period, periodOf } from './trend.js';
import { homeToday } from './turn-surveys.js';

/** What of a survey the report compares: how satisfied, and how satisfied with the speed. */
export const SURVEY_OUTCOMES = ['satisfied', 'speed'] as const;
const MONTHS = 12;

export interface TreatmentReport {
  readonly findings: readonly Finding[];
  readonly vips: readonly { readonly number: string; readonly name: string }[];
  readonly period: Period;
  /** From when on waivers, reminders and closures count. */
  readonly since: string;
}

/** Are people treated alike, whatever their place and rank? Of groups only, never of a person. */
@Injectable()
export class TreatmentService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    @Optional() @Inject(TREATMENT_EVENTS) private readonly events?: TreatmentEvents,
  ) {}

  async report(actor: Actor, asked: Partial<Period> = {}): Promise<TreatmentReport> {
    may(canRun(actor));
    const tx = this.db.read;
    const today = homeToday(this.clock.now());
    const period = periodOf(asked, today);
    const since = Temporal.PlainDate.from(today).subtract({ months: MONTHS }).toString();
    const [answered, done, vips] = await Promise.all([
      this.answers(tx, period),
      this.outcomes(tx, today, since),
      listVips(tx),
    ]);
    const outcomes = [...answered, ...done];
    const findings = compareTreatment(outcomes, dimensionsOf(outcomes), {
      smallest: SMALLEST_GROUP,
      random: seeded(`treatment ${today}`),
    });
    return { findings, vips, period, since };
  }

  /** Of each question the latest survey in the period that asked it and kept facts; with that survey's own threshold. */
  private async answers(tx: Tx, period: Period): Promise<Outcome[]> {
    const closed = (await listSurveys(tx, { states: ['closed'], limit: 50 })).filter((survey) =>
      liesIn(period, survey),
    );
    const found = await Promise.all(
      SURVEY_OUTCOMES.map(async (key): Promise<Outcome[]> => {
        const survey: StoredSurvey | undefined = closed.find(
          ({ questions, dimensions }) => questions.includes(key) && dimensions.length > 0,
        );
        if (!survey) return [];
        const cells = cellsOf(key, await countAnswers(tx, survey.id, WORDS));
        return [{ key, cells, smallest: survey.smallestGroup }];
      }),
    );
    return found.flat();
  }

  private async outcomes(tx: Tx, today: string, since: string): Promise<Outcome[]> {
    if (!this.events) return [];
    const [people, events] = await Promise.all([listFacts(tx, today), this.events(tx, since)]);
    return EVENT_OUTCOMES.map((key) => {
      const touched = new Set(
        events.filter(({ outcome }) => outcome === key).map(({ personId }) => personId),
      );
      const cells = people.map(({ personId, facts }): Cell => ({
        facts,
        n: 1,
        yes: touched.has(personId) ? 1 : 0,
      }));
      return { key, cells };
    });
  }
}
