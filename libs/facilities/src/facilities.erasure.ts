import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Registry, rows, type Tx } from '#kernel';

/** What this lib knows about a person, and how it forgets: reasons in words go, what gatekeepers were told stays by id. */
@Injectable()
export class FacilitiesErasure implements OnModuleInit {
  constructor(private readonly registry: Registry) {}

  onModuleInit(): void {
    this.registry.merging({
      lib: 'facilities',
      tables: [
        { table: 'facility_access', stays: 'worked out anew from what the kept record holds' },
        { table: 'facility_actual', stays: 'what a gatekeeper said of that account' },
        { table: 'facility_message', stays: 'what was sent stays as it was sent' },
        {
          table: 'facility_pass',
          key: ['id'],
          collides: `other.facility_id = own.facility_id AND own.kind = 'break-glass' AND other.kind = 'break-glass' AND own.verdict IS NULL AND other.verdict IS NULL`,
        },
      ],
    });
    this.registry.erasure({
      lib: 'facilities',
      tables: ['facility_pass', 'facility_access', 'facility_message', 'facility_actual'],
      exportOf: exportFacilities,
      erase: async (tx, personId) => {
        await rows(tx, `UPDATE facility_pass SET reason = '', note = '' WHERE person_id = $1`, [personId]);
        await rows(tx, 'DELETE FROM facility_actual WHERE person_id = $1', [personId]);
      },
    });
  }
}

/** Everything of one person: passes, what they may now, what was told about them, what gatekeepers said. */
export async function exportFacilities(tx: Tx, personId: string): Promise<Record<string, unknown>> {
  const of = (text: string): Promise<Record<string, unknown>[]> => rows(tx, text, [personId]);
  return {
    passes: await of(
      `SELECT f.code AS facility, x.kind, x.reason, x.opened_at AS "openedAt", x.until_at AS "untilAt",
         x.ended_at AS "endedAt", x.verdict, x.note
       FROM facility_pass x JOIN facility f ON f.id = x.facility_id WHERE x.person_id = $1 ORDER BY x.opened_at`,
    ),
    access: await of(
      `SELECT f.code AS facility, a.access, a.reason, a.since, a.closes_at AS "closesAt"
       FROM facility_access a JOIN facility f ON f.id = a.facility_id WHERE a.person_id = $1 ORDER BY f.code`,
    ),
    told: await of(
      `SELECT f.code AS facility, m.access, m.reason, m.at
       FROM facility_message m JOIN facility f ON f.id = m.facility_id WHERE m.person_id = $1 ORDER BY m.seq`,
    ),
    actual: await of(
      `SELECT f.code AS facility, x.access, x.reported_at AS "reportedAt"
       FROM facility_actual x JOIN facility f ON f.id = x.facility_id WHERE x.person_id = $1 ORDER BY f.code`,
    ),
  };
}
