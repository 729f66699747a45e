import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type MergedTable, Registry, rows, type Tx } from '#kernel';
import { eraseSittings, exportSittings } from './lessons.queries.js';

/** Everything attempts keep about a person: shown to them in full, and forgotten on request. */
@Injectable()
export class AttemptsErasure implements OnModuleInit {
  constructor(private readonly registry: Registry) {}

  onModuleInit(): void {
    this.registry.merging({ lib: 'attempts', tables: MERGED });
    this.registry.erasure({
      lib: 'attempts',
      tables: [
        'attempt',
        'review_card',
        'review_exam',
        'review_health',
        'attempt_adjustment',
        'lesson_sitting',
      ],
      exportOf: async (tx, personId) => ({
        attempts: await rows(
          tx,
          `SELECT a.kind, a.category, a.started_at, a.finished_at, a.outcome, a.extra_time_percent,
             (SELECT coalesce(json_agg(json_build_object('item', r.item_id, 'answer', r.answer, 'points', r.points,
               'answeredAt', r.answered_at, 'confidence', r.confidence, 'why', r.why, 'grade', r.grade,
               'recall', r.recall) ORDER BY r.position), '[]')
              FROM response r WHERE r.attempt_id = a.id) AS answers
           FROM attempt a WHERE a.person_id = $1 ORDER BY a.started_at`,
          [personId],
        ),
        reviews: await rows(
          tx,
          'SELECT skill, objective, reviews, lapses, reviewed_at, due_at FROM review_card WHERE person_id = $1',
          [personId],
        ),
        examReviews: await rows(
          tx,
          'SELECT skill, objective, at, grade FROM review_exam WHERE person_id = $1 ORDER BY at, skill, objective',
          [personId],
        ),
        health: await rows(
          tx,
          'SELECT category, health, band, band_since, measured_on, memory_version FROM review_health WHERE person_id = $1',
          [personId],
        ),
        extraTime: await rows(tx, 'SELECT extra_time_percent FROM attempt_adjustment WHERE person_id = $1', [
          personId,
        ]),
        flags: await rows(
          tx,
          `SELECT f.flagged_at, f.rapid, f.answered, f.person_fit, f.inspected_at, f.note
           FROM attempt_flag f JOIN attempt a ON a.id = f.attempt_id WHERE a.person_id = $1 ORDER BY f.flagged_at`,
          [personId],
        ),
        lessons: await exportSittings(tx, personId),
      }),
      erase,
    });
  }
}

/** Everything somebody did goes along. What one person can have but once stays where the kept record has its own. */
const MERGED: readonly MergedTable[] = [
  {
    table: 'attempt',
    key: ['id'],
    collides: `other.state = 'open' AND own.state = 'open' AND other.kind = own.kind
      AND (CASE own.kind WHEN 'practice' THEN other.context = own.context ELSE other.category = own.category END)`,
  },
  { table: 'review_card', key: ['skill', 'objective'], collides: 'same-key' },
  { table: 'review_exam', key: ['skill', 'objective', 'at'], collides: 'same-key' },
  { table: 'review_health', key: ['category'], collides: 'same-key' },
  { table: 'attempt_adjustment', key: [], collides: 'same-key' },
  {
    table: 'lesson_sitting',
    key: ['id'],
    collides: 'other.lesson_id = own.lesson_id AND other.finished_at IS NULL AND own.finished_at IS NULL',
  },
];

async function erase(tx: Tx, personId: string): Promise<void> {
  // Flags of their exams go with the exams; what they wrote about others' exams stays, without their name.
  await rows(tx, 'UPDATE attempt_flag SET inspected_by = NULL WHERE inspected_by = $1', [personId]);
  await rows(tx, 'DELETE FROM attempt WHERE person_id = $1', [personId]);
  await rows(tx, 'DELETE FROM review_card WHERE person_id = $1', [personId]);
  await rows(tx, 'DELETE FROM review_exam WHERE person_id = $1', [personId]);
  await rows(tx, 'DELETE FROM review_health WHERE person_id = $1', [personId]);
  await rows(tx, 'DELETE FROM attempt_adjustment WHERE person_id = $1', [personId]);
  await eraseSittings(tx, personId);
}
