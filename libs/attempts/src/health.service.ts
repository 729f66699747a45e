import { Injectable } from '@nestjs/common';
import { type HealthStatus, MEMORY_VERSION, review } from '#assessment';
import { CatalogueService } from '#catalogue';
import { batches, reviewHealthChanged } from '#events';
import { Clock, Db, publish, type RunSummary, type Tx } from '#kernel';
import { Temporal } from 'temporal-polyfill';
import { instantOf } from './days.js';
import { type AskedSkills, measure, type MemoryRow, refreshOrder } from './health.js';
import { memoryRules } from './mark-answer.js';
import {
  findExamScope,
  hasRefresh,
  listHealth,
  listMemories,
  listNextReviews,
  lockCards,
  saveExamReviews,
  saveHealth,
  setRefresh,
} from './health.queries.js';
import { WeightsInUse } from './weights-in-use.js';

/** People per transaction of the nightly round. */
const CHUNK = 10_000;

/** What somebody sees of their own memory in one category; nobody else is shown it. */
export interface OwnHealth {
  readonly category: string;
  /** 0 to 100, rounded down, so that the number never looks better than the colour. */
  readonly percent: number;
  readonly band: HealthStatus;
  readonly measuredOn: string;
  /** When something of the category comes back, past or to come; null when nothing is planned. */
  readonly nextReviewAt: Date | null;
}

type BandChange = Parameters<typeof reviewHealthChanged>[0]['items'][number];

/** How well people still remember what their licences rest on: measured, kept, and told when its colour changes. */
@Injectable()
export class HealthService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly catalogue: CatalogueService,
    private readonly weights: WeightsInUse,
  ) {}

  /** The nightly round: everybody who ever practised, a chunk at a time, each with one read and one write. */
  async measureAll(now: Temporal.Instant, dry: boolean): Promise<RunSummary> {
    let after: string | null = null;
    let seen = 0;
    let changed = 0;
    while (true) {
      const last: string | null = after;
      const chunk = await this.db.transaction(async (tx) => {
        const people = await listMemories(tx, { after: last, limit: CHUNK });
        const told = await this.write(tx, people, now, dry);
        return { people: people.length, told, end: people.at(-1)?.personId ?? null };
      });
      seen += chunk.people;
      changed += chunk.told;
      if (chunk.people < CHUNK) return { seen, changed: dry ? 0 : changed, skipped: 0 };
      after = chunk.end;
    }
  }

  /** One person, after a round of practice or an exam. */
  async measureOne(tx: Tx, personId: string, now: Temporal.Instant): Promise<RunSummary> {
    const people = await listMemories(tx, { personId });
    const changed = await this.write(tx, people, now, false);
    return { seen: people.length, changed, skipped: 0 };
  }

  /** For the pages of this person alone. */
  async of(tx: Tx, personId: string): Promise<OwnHealth[]> {
    const found = await listHealth(tx, personId);
    if (found.length === 0) return [];
    const next = await listNextReviews(tx, personId);
    const categories = await this.categories(tx);
    return found.map(({ category, health, band, measuredOn }) => {
      const skills = new Set(categories.find((each) => each.category === category)?.skills);
      const nextReviewAt = next.find(({ skill }) => skills.has(skill))?.dueAt ?? null;
      return { category, percent: Math.floor(health + 1e-9), band, measuredOn, nextReviewAt };
    });
  }

  /**
   * An exam that gave or refreshed a licence with upkeep counts as one review of every objective it was about: good for
   * what was practised here before, easy for what somebody knew without us. All alike: whoever passed is not told by a
   * next date which question went wrong.
   */
  async refreshMemory(
    tx: Tx,
    exam: {
      readonly personId: string;
      readonly category: string;
      readonly attemptId: string;
      readonly on: string;
    },
    now: Temporal.Instant,
  ): Promise<void> {
    const { personId, category } = exam;
    const scope = await findExamScope(tx, exam.attemptId);
    const skills = scope?.skills ?? (await this.catalogue.getCategory(tx, category)).skills;
    const at = scope
      ? instantOf(scope.finishedAt)
      : Temporal.PlainDate.from(exam.on).toZonedDateTime({ timeZone: 'UTC', plainTime: '12:00' }).toInstant();
    const moment = Math.min(at.epochMilliseconds, now.epochMilliseconds);
    const known = new Map(
      (await lockCards(tx, personId)).map((each) => [`${each.skill}/${each.objective}`, each.card]),
    );
    const { inUse } = await this.weights.book(tx);
    const cards = (await this.objectives(tx, category, new Set(skills))).map(({ skill, objective }) => {
      const card = known.get(`${skill}/${objective}`) ?? null;
      const rules = memoryRules(personId, skill, objective, inUse.weights);
      const grade = card ? ('good' as const) : ('easy' as const);
      return { skill, objective, grade, card: review(card, grade, moment, rules) };
    });
    if (cards.length > 0) await saveExamReviews(tx, personId, cards, inUse.id);
    await this.measureOne(tx, personId, now);
    await setRefresh(tx, personId, category, false);
  }

  /** What licences decided: a refresh exam is open, or no longer. */
  setRefresh(tx: Tx, personId: string, category: string, open: boolean): Promise<void> {
    return setRefresh(tx, personId, category, open);
  }

  /** The skills of this person's refresh exam, neediest first, and how many must be in; null when none is open. */
  async refreshScope(
    tx: Tx,
    personId: string,
    category: string,
  ): Promise<{ readonly skills: readonly string[]; readonly faded: number } | null> {
    if (!(await hasRefresh(tx, personId, category))) return null;
    const { skills } = await this.catalogue.getCategory(tx, category);
    const [memory] = await listMemories(tx, { personId });
    const at = this.clock.now().epochMilliseconds;
    const book = await this.weights.book(tx, memory?.weights);
    return memory ? refreshOrder(memory, skills, at, book) : { skills, faded: skills.length };
  }

  private async write(
    tx: Tx,
    people: readonly MemoryRow[],
    now: Temporal.Instant,
    dry: boolean,
  ): Promise<number> {
    const categories = await this.categories(tx);
    const at = now.epochMilliseconds;
    const book = await this.weights.book(tx, [...new Set(people.flatMap(({ weights }) => weights))]);
    const days = new Map<string, string>();
    const dayIn = (zone: string): string => {
      const day = days.get(zone) ?? now.toZonedDateTimeISO(zone).toPlainDate().toString();
      days.set(zone, day);
      return day;
    };
    const changes: BandChange[] = [];
    const writes = people.flatMap((row) => {
      const { personId } = row;
      const on = dayIn(row.zone);
      return measure(row, categories, at, book).map(({ category, health, band, isNewBand, weakest }) => {
        if (isNewBand) changes.push({ personId, category, band: band.status, on, skill: weakest });
        const since = new Date(band.since).toISOString();
        return { personId, category, health, band: band.status, since, on };
      });
    });
    if (!dry) {
      await saveHealth(tx, writes, now.toString(), MEMORY_VERSION);
      await publish(
        tx,
        batches(changes).map((items) => reviewHealthChanged({ items })),
      );
    }
    return changes.length;
  }

  /** Retired categories too: whoever holds such a licence still keeps it alive. */
  private async categories(tx: Tx): Promise<AskedSkills[]> {
    const { categories } = await this.catalogue.current(tx);
    return [...categories.values()].map(({ category, skills }) => ({ category, skills }));
  }

  /** The objectives that can be practised in these skills: what nobody can repeat here is not held against anybody. */
  private async objectives(
    tx: Tx,
    category: string,
    skills: ReadonlySet<string>,
  ): Promise<{ skill: string; objective: string }[]> {
    const items = await this.catalogue.listItems(tx, { category, use: 'practice' });
    const found = new Map(
      items
        .filter(({ skill }) => skills.has(skill))
        .map(({ skill, body }) => [`${skill}/${body.objective}`, { skill, objective: body.objective }]),
    );
    return [...found.values()];
  }
}
