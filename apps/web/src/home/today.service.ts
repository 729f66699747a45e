import { Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import { asksPaths, oldestWaiting } from '#asks';
import { attemptsPaths, HealthService, LessonsService, ProgressService } from '#attempts';
import { CatalogueService, ContentChanges } from '#catalogue';
import { type Actor, Clock, daysBetween, Db, forbidden } from '#kernel';
import {
  LicencesService,
  licencesPaths,
  type Memory,
  type Standing,
  type Upkeep,
  UpkeepService,
} from '#licences';
import { PathsService, pathsPaths } from '#paths';
import { RequirementsService, type RequirementView } from '#policies';
import { listAskedOf, surveysPaths } from '#surveys';
import { HOLDS } from './facts.js';
import { memoriesOf } from './needs.module.js';
import { listMembers } from './team.queries.js';
import { decideToday, type CategoryNow, type Today, type TodayFacts, type Update } from './today.js';

export interface TodayPage {
  readonly facts: TodayFacts;
  readonly today: Today;
  /** Requirements with their sentences, for the page's own words. */
  readonly requirements: readonly RequirementView[];
  /** What the person remembers, by category, and which licences live by it. */
  readonly memories: readonly Memory[];
  readonly upkeep: readonly Upkeep[];
  /** Who waits for this person: a colleague with a question, a survey that drew them. */
  readonly waiting: readonly Waiting[];
}

export type Waiting =
  | { readonly kind: 'ask'; readonly asker: string; readonly url: string }
  | { readonly kind: 'survey'; readonly url: string };

/** Gathers what every room knows about one person, and lets the core pick the one thing to do. */
@Injectable()
export class TodayService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly catalogue: CatalogueService,
    private readonly requirements: RequirementsService,
    private readonly licences: LicencesService,
    private readonly paths: PathsService,
    private readonly progress: ProgressService,
    private readonly health: HealthService,
    private readonly upkeep: UpkeepService,
    private readonly lessons: LessonsService,
    private readonly changes: ContentChanges,
  ) {}

  async show(actor: Actor): Promise<TodayPage> {
    if (actor.personId === null) throw forbidden();
    const { personId, zone } = actor;
    const tx = this.db.read;
    const today = this.clock.today(zone).toString();
    const codes = (await this.catalogue.listCategories(tx)).map(({ category }) => category);
    const [requirements, standings, practice, [member], memories, upkeep, categories, waiting] =
      await Promise.all([
        this.requirements.ofPerson(tx, personId),
        this.licences.of(tx, personId),
        this.progress.waiting(tx, personId),
        listMembers(this.db, [personId], today),
        memoriesOf(this.health, tx, personId, zone),
        this.upkeep.of(tx, personId),
        Promise.all(codes.map((code) => this.category(personId, code, zone))),
        this.waiting(personId),
      ]);
    const { due, dueSince, nextDueAt, openExam } = practice;
    const facts: TodayFacts = {
      today,
      ...(member?.isAway ? { awayUntil: member.awayUntil } : {}),
      openExam: openExam && {
        category: openExam.category,
        url: attemptsPaths.examAttempt({ id: openExam.id }),
      },
      reviews: {
        due,
        sinceDays: dueSince ? daysBetween(dayIn(zone, dueSince), today) : 0,
        nextOn: nextDueAt && dayIn(zone, nextDueAt),
        url: attemptsPaths.practice(),
      },
      categories,
      requirements,
      standings,
      updates: await this.updates(personId, standings),
      refreshes: upkeep.flatMap(({ category, refreshBy }) =>
        refreshBy === null ? [] : [{ category, refreshBy, url: licencesPaths.exam({ category }) }],
      ),
    };
    return { facts, today: decideToday(facts), requirements, memories, upkeep, waiting };
  }

  /** One ask at most, the oldest: more at once would be a to-do list of others. */
  private async waiting(personId: string): Promise<Waiting[]> {
    const [ask, surveys] = await Promise.all([
      oldestWaiting(this.db.read, personId),
      listAskedOf(this.db.read, personId),
    ]);
    const survey = surveys.find(({ answered }) => !answered);
    return [
      ...(ask ? [{ kind: 'ask' as const, asker: ask.asker, url: asksPaths.show({ id: ask.id }) }] : []),
      ...(survey ? [{ kind: 'survey' as const, url: surveysPaths.pulse({ id: survey.surveyId }) }] : []),
    ];
  }

  /** Lessons of licences they hold that changed after they earned them, until they finish the new text. */
  private async updates(personId: string, standings: readonly Standing[]): Promise<Update[]> {
    const updated = await this.changes.updatedLessons();
    const held = standings.filter(({ state }) => HOLDS.has(state));
    if (updated.length === 0 || held.length === 0) return [];
    const { categories } = await this.catalogue.current();
    const ids = updated.map(({ lesson }) => lesson.id);
    const finished = await this.lessons.finished(this.db.read, personId, ids);
    return updated.flatMap(({ lesson, since, at, words }) => {
      const licence = held.find(
        ({ category, validFrom }) =>
          categories.get(category)?.skills.includes(lesson.skill) && validFrom <= dayIn('UTC', at),
      );
      if (!licence || (finished.get(lesson.id) ?? 0) >= since) return [];
      const title = { nl: lesson.text.nl.title, en: lesson.text.en.title };
      const url = pathsPaths.lesson({ id: lesson.id });
      return [{ category: licence.category, title, words, minutes: lesson.minutes, url }];
    });
  }

  private async category(personId: string, code: string, zone: string): Promise<CategoryNow> {
    const { path, next, category } = await this.paths.get(this.db.read, personId, code, zone);
    return {
      category: code,
      title: category.title,
      step: next,
      lessons: path.lessons,
      minutesLeft: path.minutesLeft,
    };
  }
}

const dayIn = (zone: string, at: Date): string =>
  Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone).toPlainDate().toString();
