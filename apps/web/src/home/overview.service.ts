import { Injectable } from '@nestjs/common';
import { type Actor, Clock, Db, hasGrant, may } from '#kernel';
import { ImportsReads, peoplePaths } from '#people';
import { policiesPaths, PoliciesService, RequirementsService, type Overview } from '#policies';
import { RoadmapReads, roadmapPaths } from '#roadmap';
import { paceOf, type OverviewFacts, type Pace } from './overview.js';
import { countPeople } from './team.queries.js';

export interface OverviewPage {
  readonly facts: OverviewFacts;
  readonly numbers: Overview;
  readonly pace: Pace | null;
}

/** More milestones than any roadmap can show. */
const MILESTONES_READ = 200;

/** The figures of the whole organisation, each with the list behind it. */
@Injectable()
export class OverviewService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly policies: PoliciesService,
    private readonly requirements: RequirementsService,
    private readonly roadmap: RoadmapReads,
    private readonly imports: ImportsReads,
  ) {}

  async show(actor: Actor): Promise<OverviewPage> {
    may(hasGrant(actor, 'hr'));
    const tx = this.db.read;
    const today = this.clock.today(actor.zone).toString();
    const [numbers, policies, people, { items: milestones }, importsWaiting] = await Promise.all([
      this.requirements.overview(tx),
      this.policies.list(actor),
      countPeople(tx, today),
      this.roadmap.list(actor, { limit: MILESTONES_READ }),
      this.imports.countWaiting(actor),
    ]);
    const facts: OverviewFacts = {
      today,
      asked: numbers.asked,
      inOrder: numbers.inOrder,
      overdue: numbers.overdue,
      expiringIn30Days: numbers.expiringIn30Days,
      days: numbers.burnUp,
      people,
      policies: {
        published: policies.filter(({ state }) => state === 'published').length,
        drafts: policies.filter(({ state }) => state === 'draft').length,
      },
      milestones: {
        total: milestones.length,
        missed: milestones.filter(({ state }) => state === 'missed').length,
      },
      importsWaiting,
      urls: {
        overdue: numbers.urls.overdue,
        expiring: numbers.urls.expiring,
        policies: policiesPaths.list(),
        newPolicy: policiesPaths.create(),
        imports: peoplePaths.imports(),
        newImport: peoplePaths.newImport(),
        people: peoplePaths.list(),
        roadmap: roadmapPaths.list(),
      },
    };
    return { facts, numbers, pace: paceOf(facts) };
  }
}
