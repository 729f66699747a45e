import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who is meant by a row: the holder of it, or both ends of a relation. */
const MEANT = { holder: ['person_id'], both: ['person_id', 'manager_id'] };

/** What touches somebody: table, the columns that count, and who is meant. */
const WATCHED = [
  {
    table: 'licence',
    columns: ['person_id', 'category', 'state', 'valid_until', 'grace_until'],
    whose: 'holder',
  },
  {
    table: 'requirement',
    columns: ['person_id', 'category', 'state', 'due_on', 'policy_id', 'night_shift'],
    whose: 'holder',
  },
  { table: 'placement', columns: ['person_id', 'manager_id', 'valid'], whose: 'both' },
] as const;

/**
 * A team's first page counted a thousand people by four entries of indexes each, spread over the whole company. Now a line
 * for each of them lies ready beside those of the same leader, and the database itself notes who must be worked out anew:
 * a reader takes the lines of everybody else, so what it says is exact at any moment. The two indexes that served the
 * counting go; they were 80 MB for an employer of 100,000.
 */
export class DigestCreate1764600000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE digest (
        placement_id uuid NOT NULL,
        person_id uuid NOT NULL,
        manager_id uuid NOT NULL,
        valid daterange NOT NULL,
        leads boolean NOT NULL,
        sort_key text NOT NULL,
        zone text NOT NULL,
        categories text NOT NULL,
        in_order boolean NOT NULL,
        suspended boolean NOT NULL,
        renew_on date,
        ends_on date,
        due_on date,
        licences text NOT NULL,
        requirements text NOT NULL,
        CONSTRAINT digest_pkey PRIMARY KEY (placement_id),
        CONSTRAINT digest_person_fk FOREIGN KEY (person_id) REFERENCES person (id)
      ) WITH (autovacuum_vacuum_scale_factor = .01, autovacuum_vacuum_insert_scale_factor = .01);
      CREATE INDEX digest_person ON digest (person_id);
      CREATE INDEX digest_leaders ON digest (manager_id, person_id, valid) WHERE leads;
      CREATE INDEX digest_below ON digest (manager_id, person_id, valid, categories, in_order, suspended, renew_on, ends_on, due_on, zone, sort_key);
      CREATE TABLE digest_stale (whose uuid NOT NULL);
      INSERT INTO digest_stale (whose) SELECT DISTINCT person_id FROM placement;

      CREATE FUNCTION digest_note_policy() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO digest_stale (whose) SELECT DISTINCT person_id FROM requirement WHERE policy_id = NEW.id AND state <> 'ended';
        RETURN NULL;
      END $$;
      CREATE TRIGGER digest_notes_change AFTER UPDATE ON policy FOR EACH ROW
        WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION digest_note_policy();

      -- Nobody new is below anybody before there is a placement.
      CREATE FUNCTION digest_note_person() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO digest_stale (whose) VALUES (NEW.id);
        RETURN NULL;
      END $$;
      CREATE TRIGGER digest_notes_change AFTER UPDATE ON person FOR EACH ROW
        WHEN ((OLD.family_name, OLD.given_name, OLD.zone) IS DISTINCT FROM (NEW.family_name, NEW.given_name, NEW.zone))
        EXECUTE FUNCTION digest_note_person();
    `);
    for (const [whose, columns] of Object.entries(MEANT)) {
      const people = (name: string): string => columns.map((each) => `(${name}.${each})`).join(', ');
      await runner.query(`
        CREATE FUNCTION digest_note_${whose}() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          INSERT INTO digest_stale (whose) SELECT DISTINCT who FROM (VALUES ${people('OLD')}, ${people('NEW')}) AS touched (who) WHERE who IS NOT NULL;
          RETURN NULL;
        END $$;
        CREATE FUNCTION digest_note_all_${whose}() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          INSERT INTO digest_stale (whose)
            SELECT DISTINCT who FROM changed CROSS JOIN LATERAL (VALUES ${people('changed')}) AS touched (who) WHERE who IS NOT NULL;
          RETURN NULL;
        END $$;
      `);
    }
    for (const { table, columns, whose } of WATCHED) {
      const rowOf = (name: string): string => `(${columns.map((each) => `${name}.${each}`).join(', ')})`;
      await runner.query(`
        CREATE TRIGGER digest_notes_change AFTER UPDATE ON ${table} FOR EACH ROW
          WHEN (${rowOf('OLD')} IS DISTINCT FROM ${rowOf('NEW')}) EXECUTE FUNCTION digest_note_${whose}();
        CREATE TRIGGER digest_notes_new AFTER INSERT ON ${table} REFERENCING NEW TABLE AS changed
          FOR EACH STATEMENT EXECUTE FUNCTION digest_note_all_${whose}();
        CREATE TRIGGER digest_notes_gone AFTER DELETE ON ${table} REFERENCING OLD TABLE AS changed
          FOR EACH STATEMENT EXECUTE FUNCTION digest_note_all_${whose}();
      `);
    }
    await runner.query(`
      DROP VIEW requirement_open;
      DROP INDEX requirement_open_first;
      DROP VIEW licence_open;
      DROP INDEX licence_open_dates;
      CREATE VIEW requirement_standing AS
        SELECT DISTINCT ON (r.person_id, r.category) r.person_id, r.category, r.state, r.due_on, r.night_shift
        FROM requirement r
        WHERE r.state <> 'ended' AND r.policy_id <> ALL (ARRAY(SELECT p.id FROM policy p WHERE p.state <> 'published'))
        ORDER BY r.person_id, r.category, r.state, r.due_on NULLS LAST, r.id;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of [
      'policy',
      'person',
      ...Object.keys(MEANT).flatMap((whose) => [whose, `all_${whose}`]),
    ])
      await runner.query(`DROP FUNCTION digest_note_${name} CASCADE`);
    await runner.query(`
      DROP TABLE digest_stale;
      DROP TABLE digest;
      DROP VIEW requirement_standing;
      CREATE INDEX requirement_open_first ON requirement (person_id, due_on, category, policy_id) WHERE state = 'open';
      CREATE VIEW requirement_open AS
        SELECT r.person_id, r.category, r.due_on FROM requirement r
        WHERE r.state = 'open' AND r.policy_id <> ALL (ARRAY(SELECT p.id FROM policy p WHERE p.state <> 'published'));
      CREATE INDEX licence_open_dates ON licence (person_id, category, state, valid_until, grace_until)
        WHERE state NOT IN ('expired', 'revoked');
      CREATE VIEW licence_open AS
        SELECT person_id, category, state, valid_until, grace_until FROM licence WHERE state NOT IN ('expired', 'revoked');
    `);
  }
}
