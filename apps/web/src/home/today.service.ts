import { Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import { attemptsPaths, ExamsService, ProgressService } from '#attempts';
import { CatalogueService } from '#catalogue';
import { type Actor, Clock, Db, forbidden } from '#kernel';
import { LicencesService } from '#licences';
import { PathsService } from '#paths';
import { RequirementsService, type RequirementView } from '#policies';
import { listMembers } from './team.queries.js';
import { decideToday, type CategoryNow, type Today, type TodayFacts } from './today.js';

export interface TodayPage {
  readonly facts: TodayFacts;
  readonly today: Today;
  /** Requirements with their sentences, for the page's own words. */
  readonly requirements: readonly RequirementView[];
}

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
    private readonly exams: ExamsService,
  ) {}

  async show(actor: Actor): Promise<TodayPage> {
    if (actor.personId === null) throw forbidden();
    const { personId, zone } = actor;
    const tx = this.db.read;
    const today = this.clock.today(zone).toString();
    const codes = (await this.catalogue.listCategories(tx)).map(({ category }) => category);
    const [requirements, standings, due, [member], exams, categories] = await Promise.all([
      this.requirements.ofPerson(tx, personId),
      this.licences.of(tx, personId),
      this.progress.countDue(tx, personId),
      listMembers(tx, [personId], today),
      Promise.all(codes.map((code) => this.exams.examState(tx, personId, code))),
      Promise.all(codes.map((code) => this.category(personId, code, zone))),
    ]);
    const running = codes.find((_, index) => exams[index]?.state === 'running');
    const facts: TodayFacts = {
      today,
      ...(member?.isAway ? { awayUntil: member.awayUntil } : {}),
      // The intro of a running exam leads straight back into it, on any device.
      openExam: running ? { category: running, url: attemptsPaths.exam({ category: running }) } : null,
      reviews: { due, nextOn: null, url: attemptsPaths.practice() },
      categories,
      requirements,
      standings,
    };
    const decided = decideToday(facts);
    if (decided.hero.why !== 'done') return { facts, today: decided, requirements };
    const { nextDueAt } = await this.progress.own(actor);
    const reviews = { ...facts.reviews, nextOn: nextDueAt && dayIn(zone, nextDueAt) };
    return { facts: { ...facts, reviews }, today: decided, requirements };
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
