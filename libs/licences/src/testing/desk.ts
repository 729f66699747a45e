import type { Type } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { Temporal } from 'temporal-polyfill';
import { CatalogueService } from '#catalogue';
import type { Licence as Category } from '#content';
import { examPassed } from '#events';
import {
  Db,
  Dispatcher,
  FixedClock,
  KernelModule,
  parseConfig,
  publish,
  Registry,
  systemActor,
} from '#kernel';
import { ENTITIES, MIGRATIONS } from '#migrations';
import { PeopleService } from '#people';
import { testDatabase } from '../../../../test/support/database.js';
import { LicencesJobsModule, LicencesModule } from '../licences.module.js';
import { LicencesReads } from '../licences.reads.js';
import { LicencesService } from '../licences.service.js';
import { actorFor, addCast } from './people.js';

/** A category as the catalogue publishes it; the terms are what these specs are about. */
export function category(valid: Partial<Category['valid']> = {}, letter = 'A'): Category {
  return {
    category: letter,
    status: 'active',
    title: { nl: 'Basis', en: 'Basics' },
    summary: { nl: 'Wat iedereen nodig heeft.', en: 'What everybody needs.' },
    needs: [],
    skills: ['ss.describe'],
    exam: { min: 15, max: 24, minutes: 25, cut: 0, cooldownDays: 3, pilot: 0 },
    renewal: { min: 8, max: 12 },
    valid: { rule: 'from-completion', months: 24, windowDays: 60, graceDays: 30, ...valid },
  };
}

let attempts = 0;
/** A fresh attempt id, like the ones the exam makes. */
export function attemptId(): string {
  attempts += 1;
  return `01990000-0000-7000-8000-${String(attempts).padStart(12, '0')}`;
}

/** Licences on a database of their own, with a clock that stands still, a published category and the cast. */
export async function openDesk(
  valid: Partial<Category['valid']> = {},
  at = '2026-11-21T09:00:00Z',
  more: readonly Type[] = [],
) {
  const database = await testDatabase();
  const clock = new FixedClock(at);
  const module = await Test.createTestingModule({
    imports: [
      KernelModule.forRoot({
        config: parseConfig({ DATABASE_URL: database.url, LOG_LEVEL: 'silent' }),
        database: { entities: ENTITIES, migrations: MIGRATIONS },
        name: 'spec',
        clock,
      }),
      LicencesModule,
      LicencesJobsModule,
      ...more,
    ],
  }).compile();
  await module.init();
  const db = module.get(Db);
  const dispatcher = module.get(Dispatcher);
  const licences = module.get(LicencesService);
  const none = { skills: [], courses: [], lessons: [], items: [], paths: [], media: [], cards: [] };
  await module
    .get(CatalogueService)
    .publish(systemActor('spec'), { ...none, categories: [category(valid), category({}, 'B')] });
  const people = await addCast(db.read, module.get(PeopleService));

  return {
    db,
    clock,
    dispatcher,
    licences,
    reads: module.get(LicencesReads),
    registry: module.get(Registry),
    /** Anything else of the modules under test. */
    get: <T>(token: Type<T>): T => module.get(token, { strict: false }),
    people,
    hr: actorFor(people.anna, { grants: ['hr'], name: 'Anna de Wit' }),
    /** Passes an exam now (or at a moment) and lets the worker deliver it. */
    pass: async (personId: string, options: { at?: string; attempt?: string; category?: string } = {}) => {
      const decidedAt = options.at ?? clock.now().toString();
      const passed = examPassed({
        attemptId: options.attempt ?? attemptId(),
        personId,
        category: options.category ?? 'A',
        decidedAt: Temporal.Instant.from(decidedAt).toString(),
        renewal: false,
      });
      await db.transaction((tx) => publish(tx, passed));
      await dispatcher.drain();
    },
    sweep: (options: { dry?: boolean } = {}) => dispatcher.runSchedule('licences.sweep', options),
    findExpiring: () => dispatcher.runSchedule('licences.find-expiring'),
    standing: async (personId: string) => (await licences.of(db.read, personId))[0],
    close: async () => {
      await module.close();
      await database.close();
    },
  };
}
export type Desk = Awaited<ReturnType<typeof openDesk>>;
