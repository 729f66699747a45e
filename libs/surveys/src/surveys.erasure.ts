import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Registry, rows } from '#kernel';

/** What surveys keep about a person. Answers are not among it: nobody can tell whose they are, the person included. */
@Injectable()
export class SurveysErasure implements OnModuleInit {
  constructor(private readonly registry: Registry) {}

  onModuleInit(): void {
    this.registry.merging({
      lib: 'surveys',
      tables: [
        {
          table: 'survey_participation',
          key: ['survey_id'],
          collides: `own.survey_id = other.survey_id
            OR daterange(own.asked_on, own.asked_on + 28) && daterange(other.asked_on, other.asked_on + 28)`,
        },
        {
          table: 'survey_prediction',
          key: ['id'],
          collides: 'own.survey_id = other.survey_id AND own.question = other.question',
        },
        { table: 'survey_vip', key: [], collides: 'same-key' },
        { table: 'survey', column: 'created_by', key: ['id'], collides: null },
        { table: 'survey_action', column: 'owner_id', key: ['id'], collides: null },
      ],
    });
    this.registry.erasure({
      lib: 'surveys',
      tables: ['survey_participation', 'survey_prediction', 'survey_vip'],
      exportOf: async (tx, personId) => ({
        surveys: await rows(
          tx,
          'SELECT survey_id, asked_on, answered, facts FROM survey_participation WHERE person_id = $1 ORDER BY asked_on',
          [personId],
        ),
        predictions: await rows(
          tx,
          'SELECT survey_id, question, side, share, predicted_at FROM survey_prediction WHERE person_id = $1 ORDER BY predicted_at',
          [personId],
        ),
        actions: await rows(
          tx,
          'SELECT survey_id, does, due_on, done_on FROM survey_action WHERE owner_id = $1 ORDER BY due_on',
          [personId],
        ),
        countsAsVip: await rows(tx, 'SELECT true AS vip FROM survey_vip WHERE person_id = $1', [personId]),
      }),
      // What was predicted stays as a number of its side; the name goes.
      erase: async (tx, personId) => {
        await rows(tx, 'DELETE FROM survey_participation WHERE person_id = $1', [personId]);
        await rows(tx, 'DELETE FROM survey_vip WHERE person_id = $1', [personId]);
        await rows(tx, 'UPDATE survey_prediction SET person_id = NULL WHERE person_id = $1', [personId]);
        await rows(tx, 'UPDATE survey_action SET owner_id = NULL WHERE owner_id = $1', [personId]);
        await rows(tx, 'UPDATE survey SET created_by = NULL WHERE created_by = $1', [personId]);
      },
    });
  }
}
