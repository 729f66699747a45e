import { setImmediate } from 'node:timers/promises';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { decideExam, type ItemParameters } from '#assessment';
import {
  type AnswerSource,
  AnswerSources,
  type DrawnCounts,
  type ExamAnswer,
  type OptionCount,
  type PracticeRecord,
  type Rescored,
} from '#calibrations';
import { one, rows, type Tx } from '#kernel';
import type { Blueprint, BlueprintItem } from './blueprints.js';

/**
 * Hands answers to calibration, without anybody's id: people and exams are numbered anew in every reading. Exams and
 * practice are told apart: what practice asks mostly depends on the person, and its items are no exam items.
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

  async drawnCounts(tx: Tx, { skills, before }: Parameters<AnswerSource['drawnCounts']>[1]) {
    const found = await one<DrawnCounts>(
      tx,
      `SELECT count(*)::int AS answers, count(DISTINCT a.person_id)::int AS people,
         count(DISTINCT a.id)::int AS rounds
       FROM response r JOIN attempt a ON a.id = r.attempt_id
       WHERE r.why = 'random' AND r.skill = ANY($1::text[]) AND r.answered_at < $2`,
      [skills, before],
    );
    return found ?? { answers: 0, people: 0, rounds: 0 };
  }

  practiceAnswers(tx: Tx, { skill, before, seed }: Parameters<AnswerSource['practiceAnswers']>[1]) {
    return rows<PracticeRecord>(
      tx,
      `WITH first AS (
         SELECT DISTINCT ON (a.person_id, r.item_id) a.person_id, a.id, p.language, r.*
         FROM attempt a JOIN response r ON r.attempt_id = a.id JOIN person p ON p.id = a.person_id
         WHERE a.kind IN ('practice', 'placement') AND r.skill = $1 AND r.answered_at < $2
         ORDER BY a.person_id, r.item_id, r.answered_at, r.position)
       SELECT (dense_rank() OVER (ORDER BY md5($3 || person_id::text)) - 1)::int AS person,
         dense_rank() OVER (ORDER BY md5($3 || id::text))::int AS exam, language, item_id AS "itemId",
         item_version AS "itemVersion", points >= 1 AS correct, answered_at AS at,
         coalesce(why = 'random', false) AS drawn
       FROM first ORDER BY answered_at, person, position`,
      [skill, before, seed],
    );
  }

  optionCounts(tx: Tx, { itemId, versions, use, before }: Parameters<AnswerSource['optionCounts']>[1]) {
    const [kinds, moment] =
      use === 'exam'
        ? [`= 'exam' AND a.state = 'finished'`, 'a.finished_at']
        : [`IN ('practice', 'placement')`, 'r.answered_at'];
    return rows<OptionCount>(
      tx,
      `WITH first AS (
         SELECT DISTINCT ON (a.person_id) r.answer, r.why
         FROM attempt a JOIN response r ON r.attempt_id = a.id
         WHERE a.kind ${kinds} AND ${moment} < $3
           AND r.item_id = $1 AND r.item_version = ANY($2::integer[]) AND r.answered_at IS NOT NULL
         ORDER BY a.person_id, r.answered_at)
       SELECT chosen.option, count(*)::int AS people
       FROM (SELECT answer FROM first WHERE $4 = 'exam' OR why = 'random') first LEFT JOIN LATERAL (
         SELECT first.answer ->> 'option' AS option WHERE first.answer ? 'option'
         UNION ALL
         SELECT jsonb_array_elements_text(first.answer -> 'options') WHERE first.answer ? 'options'
         UNION ALL
         SELECT first.answer ->> 'area' WHERE first.answer ? 'area'
         UNION ALL
         SELECT step.key || '/' || step.value FROM jsonb_each_text(first.answer -> 'steps') AS step
         WHERE first.answer ? 'steps') AS chosen ON true
       GROUP BY chosen.option`,
      [itemId, versions, before, use],
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
