import { Injectable } from '@nestjs/common';
import type { Interval } from '#assessment';
import type { Tx } from '#kernel';
import { WORDS } from './bank.js';
import { countAnswers } from './participation.queries.js';
import { awarenessRows } from './results.js';
import { listSurveys } from './surveys.queries.js';

/** How many people know a service or an announcement, as the latest probe that asked about it found. */
export interface Awareness {
  readonly kind: 'service' | 'announcement';
  readonly id: string;
  readonly share: Interval;
  readonly n: number;
  /** Last day on which that probe could be answered. */
  readonly measuredOn: string;
}

/** Probes further back than this many surveys say little about today. */
const SURVEYS_BACK = 24;

/** What probes found, for service cards and milestones. A number about everybody asked; of nobody in particular. */
@Injectable()
export class AwarenessReads {
  /** One line for each thing that was ever probed and known about from enough answers. */
  async latest(tx: Tx): Promise<Awareness[]> {
    const surveys = await listSurveys(tx, { states: ['closed'], limit: SURVEYS_BACK });
    const found = new Map<string, Awareness>();
    for (const survey of surveys.filter(({ questions }) => questions.includes('aware'))) {
      for (const { topic, n, share } of awarenessRows(survey, await countAnswers(tx, survey.id, WORDS))) {
        if (topic.kind === 'foil' || share === null || found.has(topic.id)) continue;
        const { value, low, high } = share;
        const { id, kind } = topic;
        found.set(id, { kind, id, share: { value, low, high }, n, measuredOn: survey.closesOn });
      }
    }
    return [...found.values()];
  }
}
