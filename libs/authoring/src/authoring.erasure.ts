import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Registry, rows } from '#kernel';

/** What authoring keeps about a person: shown to them in full, forgotten on request, and moved along with a record. */
@Injectable()
export class AuthoringErasure implements OnModuleInit {
  constructor(private readonly registry: Registry) {}

  onModuleInit(): void {
    this.registry.merging({
      lib: 'authoring',
      tables: [
        {
          table: 'authoring_report',
          key: ['id'],
          collides: `own.outcome IS NULL AND other.outcome IS NULL AND own.item_id = other.item_id
            AND own.item_version = other.item_version`,
        },
        { table: 'authoring_proposal', key: ['id'], collides: null },
      ],
    });
    this.registry.erasure({
      lib: 'authoring',
      tables: ['authoring_report', 'authoring_proposal'],
      exportOf: async (tx, personId) => ({
        reports: await rows(
          tx,
          `SELECT item_id, item_version, exam_id, category, reason, words, may_contact, reported_at, outcome, answer,
             answered_at FROM authoring_report WHERE person_id = $1 ORDER BY reported_at`,
          [personId],
        ),
        proposals: await rows(
          tx,
          `SELECT skill, language, stem, options, proposed_at, outcome, answer FROM authoring_proposal
           WHERE person_id = $1 ORDER BY proposed_at`,
          [personId],
        ),
        reportsAnswered: await rows(
          tx,
          'SELECT item_id, outcome, answer, answered_at FROM authoring_report WHERE answered_by = $1 ORDER BY answered_at',
          [personId],
        ),
      }),
      // What was approved lives on in the files of its course, where no name stands. Answers to others' reports stay, without the name of who gave them.
      erase: async (tx, personId) => {
        await rows(tx, 'UPDATE authoring_report SET answered_by = NULL WHERE answered_by = $1', [personId]);
        await rows(tx, 'UPDATE authoring_proposal SET decided_by = NULL WHERE decided_by = $1', [personId]);
        await rows(tx, 'DELETE FROM authoring_proposal WHERE person_id = $1', [personId]);
        await rows(tx, 'DELETE FROM authoring_report WHERE person_id = $1', [personId]);
      },
    });
  }
}
