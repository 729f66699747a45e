import { setImmediate } from 'node:timers/promises';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { decideExam, type ItemParameters } from '#assessment';
import {
  type AnswerSource,
  AnswerSources,
  type ExamAnswer,
  type OptionCount,
  type Rescored,
} from '#calibrations';
import { rows, type Tx } from '#kernel';
import type { Blueprint, BlueprintItem } from './blueprints.js';

/**
 * Hands the answers of exams to calibration, without anybody's id: people and exams are numbered anew in every reading.
 * Practice and placement stay out: what is asked there depends on the person, and their items are no exam items.
 */
@Injectable()
export class ExamAnswers implements AnswerSource, OnModuleInit {
  constructor(private readonly sources: AnswerSources) {}

  onModuleInit(): void {
    this.sources.provide(this);
  }

  examAnswers(tx: Tx, { category, before, seed }: Parameters<AnswerSource['examAnswers']>[1]) {
    return rows<ExamAnswer>(
      tx,
      `SELECT dense_rank() OVER (ORDER BY md5($3 || a.person_id::text))::int AS person,
         dense_rank() OVER (ORDER BY md5($3 || a.id::text))::int AS exam, p.language, r.item_id AS "itemId",
         r.item_version AS "itemVersion", r.points >= 1 AS correct, r.answered_at AS at
       FROM attempt a JOIN response r ON r.attempt_id = a.id JOIN person p ON p.id = a.person_id
       WHERE a.kind = 'exam' AND a.category = $1 AND a.state = 'finished' AND a.finished_at < $2
         AND r.answered_at IS NOT NULL
       ORDER BY r.answered_at, person, r.position`,
      [category, before, seed],
    );
  }

  optionCounts(tx: Tx, { itemId, versions, before }: Parameters<AnswerSource['optionCounts']>[1]) {
    return rows<OptionCount>(
      tx,
      `WITH first AS (
         SELECT DISTINCT ON (a.person_id) r.answer
         FROM attempt a JOIN response r ON r.attempt_id = a.id
         WHERE a.kind = 'exam' AND a.state = 'finished' AND a.finished_at < $3
           AND r.item_id = $1 AND r.item_version = ANY($2::integer[]) AND r.answered_at IS NOT NULL
         ORDER BY a.person_id, r.answered_at)
       SELECT chosen.option, count(*)::int AS people
       FROM first LEFT JOIN LATERAL (
         SELECT first.answer ->> 'option' AS option WHERE first.answer ? 'option'
         UNION ALL
         SELECT jsonb_array_elements_text(first.answer -> 'options') WHERE first.answer ? 'options') AS chosen ON true
       GROUP BY chosen.option`,
      [itemId, versions, before],
    );
  }

  async rescore(tx: Tx, query: Parameters<AnswerSource['rescore']>[1]): Promise<Rescored> {
    const exams = await rows<PastExam>(
      tx,
      `SELECT a.blueprint_id AS "blueprintId",
         json_agg(json_build_object('itemId', r.item_id, 'points', r.points) ORDER BY r.position) AS asked
       FROM (SELECT id, blueprint_id FROM attempt
             WHERE kind = 'exam' AND category = $1 AND state = 'finished' AND finished_at < $2
               AND blueprint_id IS NOT NULL
             ORDER BY finished_at DESC LIMIT $3) a
       JOIN response r ON r.attempt_id = a.id GROUP BY a.id, a.blueprint_id`,
      [query.category, query.before, query.limit],
    );
    const blueprints = await rows<Pick<Blueprint, 'id' | 'terms' | 'pool'>>(
      tx,
      'SELECT id, terms, pool FROM attempt_blueprint WHERE id = ANY($1::uuid[])',
      [[...new Set(exams.map(({ blueprintId }) => blueprintId))]],
    );
    const pools = new Map(
      blueprints.map(({ id, terms, pool }) => [
        id,
        { rules: terms.rules, before: pool, after: withParameters(pool, query.parameters) },
      ]),
    );
    let changed = 0;
    for (const [i, { blueprintId, asked }] of exams.entries()) {
      // Others of this process take their turn: five hundred exams in one go would hold them up for too long.
      if (i % EXAMS_AT_A_TIME === 0) await setImmediate();
      const { rules, before, after } = pools.get(blueprintId)!;
      const session = { asked, excluded: [], elapsedSeconds: 0 };
      const passes = (pool: readonly BlueprintItem[]) =>
        decideExam(session, pool, rules).outcome === 'passed';
      if (passes(before) !== passes(after)) changed += 1;
    }
    return { exams: exams.length, changed };
  }
}

/** Decided twice each before others get their turn. */
const EXAMS_AT_A_TIME = 5;

interface PastExam {
  readonly blueprintId: string;
  readonly asked: readonly { readonly itemId: string; readonly points: number | null }[];
}

function withParameters(
  pool: readonly BlueprintItem[],
  parameters: ReadonlyMap<string, ItemParameters>,
): BlueprintItem[] {
  return pool.map((item) => {
    const own = parameters.get(`${item.id}@${item.version}`);
    return own ? { ...item, parameters: own } : item;
  });
}
