import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Registry, rows, type Tx } from '#kernel';

/** What asks keeps about a person: shown to them in full, forgotten on request, and moved along with a record. */
@Injectable()
export class AsksErasure implements OnModuleInit {
  constructor(private readonly registry: Registry) {}

  onModuleInit(): void {
    this.registry.merging({
      lib: 'asks',
      tables: [
        { table: 'ask', key: ['id'], collides: null },
        { table: 'ask', column: 'helper_id', key: ['id'], collides: null },
        { table: 'ask_message', key: ['id'], collides: null },
        { table: 'ask_turn', key: ['id'], collides: 'own.ask_id = other.ask_id' },
        { table: 'ask_helper', key: [], collides: 'same-key' },
        { table: 'ask_helper_skill', key: ['skill'], collides: 'same-key' },
        { table: 'ask_thanks', key: ['id'], collides: null, apart: 'from_id' },
        { table: 'ask_thanks', column: 'from_id', key: ['id'], collides: null, apart: 'person_id' },
        { table: 'ask_claim', key: ['id'], collides: null },
        { table: 'ask_ring_person', key: ['ring_id'], collides: 'same-key' },
        { table: 'ask_coach', key: [], collides: 'same-key' },
        { table: 'ask_coaching', key: ['id'], collides: 'own.ended_at IS NULL AND other.ended_at IS NULL' },
        { table: 'ask_coaching', column: 'coach_id', key: ['id'], collides: null },
        { table: 'ask_ring', column: 'decided_by', key: ['id'], collides: null },
        { table: 'ask_team_goal', column: 'set_by', key: ['team_id', 'period'], collides: null },
      ],
    });
    this.registry.erasure({ lib: 'asks', tables: TABLES, exportOf: exportAsks, erase: eraseAsks });
  }
}

const TABLES = [
  'ask',
  'ask_message',
  'ask_turn',
  'ask_helper',
  'ask_helper_skill',
  'ask_thanks',
  'ask_claim',
  'ask_ring_person',
  'ask_coach',
  'ask_coaching',
];

const EXPORTS: Readonly<Record<string, string>> = {
  asks: `SELECT skill, language, audience, wants, sees, tried, urgency, state, created_at, taken_at, ended_at, card_id
         FROM ask WHERE person_id = $1 ORDER BY created_at`,
  answers: 'SELECT ask_id, words, at FROM ask_message WHERE person_id = $1 ORDER BY at',
  turns:
    'SELECT ask_id, asked_at, why, outcome, ended_at FROM ask_turn WHERE person_id = $1 ORDER BY asked_at',
  helping:
    'SELECT is_on, per_week, languages, helps_reports, changed_at FROM ask_helper WHERE person_id = $1',
  helpingWith: 'SELECT skill FROM ask_helper_skill WHERE person_id = $1 ORDER BY skill',
  thanks: 'SELECT words, points, why_none, at FROM ask_thanks WHERE person_id = $1 ORDER BY at',
  thanksGiven: 'SELECT words, at FROM ask_thanks WHERE from_id = $1 ORDER BY at',
  rewards: `SELECT r.name_nl, r.name_en, c.points, c.cents, c.claimed_at, c.exported_at FROM ask_claim c
            JOIN ask_reward r ON r.id = c.reward_id WHERE c.person_id = $1 ORDER BY c.claimed_at`,
  rings: `SELECT r.period, r.kind, r.thanks, r.found_at, r.outcome, r.note FROM ask_ring_person p
          JOIN ask_ring r ON r.id = p.ring_id WHERE p.person_id = $1 ORDER BY r.found_at`,
  coach: 'SELECT named_at, ended_at FROM ask_coach WHERE person_id = $1',
  coaching:
    'SELECT wish, before, after, began_at, ended_at FROM ask_coaching WHERE person_id = $1 ORDER BY began_at',
};

async function exportAsks(tx: Tx, personId: string): Promise<Record<string, unknown>> {
  const found: Record<string, unknown> = {};
  for (const [name, sql] of Object.entries(EXPORTS)) found[name] = await rows(tx, sql, [personId]);
  return found;
}

// Own asks go with everything under them. What was written to others stays without a name; thanks keep their points for
// who got them. A reward that payroll was told of stays in the books of the period as money without a person.
const STEPS = [
  'UPDATE ask_thanks SET ask_id = NULL WHERE ask_id IN (SELECT id FROM ask WHERE person_id = $1)',
  'UPDATE ask_thanks SET from_id = NULL, words = NULL WHERE from_id = $1',
  'DELETE FROM ask_turn WHERE person_id = $1 OR ask_id IN (SELECT id FROM ask WHERE person_id = $1)',
  'DELETE FROM ask_message WHERE ask_id IN (SELECT id FROM ask WHERE person_id = $1)',
  'DELETE FROM ask WHERE person_id = $1',
  'UPDATE ask SET helper_id = NULL WHERE helper_id = $1',
  'UPDATE ask_message SET person_id = NULL WHERE person_id = $1',
  'DELETE FROM ask_helper_skill WHERE person_id = $1',
  'DELETE FROM ask_helper WHERE person_id = $1',
  'DELETE FROM ask_thanks WHERE person_id = $1',
  'UPDATE ask_claim SET person_id = NULL WHERE person_id = $1',
  'DELETE FROM ask_ring WHERE id IN (SELECT ring_id FROM ask_ring_person WHERE person_id = $1)',
  'UPDATE ask_ring SET decided_by = NULL WHERE decided_by = $1',
  'UPDATE ask_team_goal SET set_by = NULL WHERE set_by = $1',
  'UPDATE ask_coaching SET coach_id = NULL WHERE coach_id = $1',
  'DELETE FROM ask_coaching WHERE person_id = $1',
  'DELETE FROM ask_coach WHERE person_id = $1',
];

async function eraseAsks(tx: Tx, personId: string): Promise<void> {
  for (const step of STEPS) await rows(tx, step, [personId]);
}
