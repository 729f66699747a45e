import { rows, type Tx } from './database.js';

/**
 * Today's schema as text: tables with columns, constraints and indexes, then views, functions and triggers, all in a
 * fixed order. Kept in `migrations/schema.sql`, so that a review sees the state and not only the step.
 */
export async function dumpSchema(tx: Tx): Promise<string> {
  const parts = ['-- Made by `npm run cli -- schema dump`; do not edit.'];
  for (const { name } of await rows<{ name: string }>(
    tx,
    `SELECT c.relname AS name FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname <> 'schema_migration' ORDER BY 1`,
  )) {
    parts.push(await dumpTable(tx, name));
  }
  parts.push(
    ...(await definitions(
      tx,
      `SELECT 'CREATE VIEW ' || c.relname || ' AS' || chr(10) || pg_get_viewdef(c.oid, true) AS text FROM pg_class c
       WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('v', 'm') ORDER BY c.relname`,
    )),
    ...(await definitions(
      tx,
      `SELECT pg_get_functiondef(p.oid) || ';' AS text FROM pg_proc p
       WHERE p.pronamespace = 'public'::regnamespace
         AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e') ORDER BY p.proname, p.oid::regprocedure::text`,
    )),
    ...(await definitions(
      tx,
      `SELECT pg_get_triggerdef(t.oid) || ';' AS text FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
       WHERE NOT t.tgisinternal AND c.relnamespace = 'public'::regnamespace ORDER BY c.relname, t.tgname`,
    )),
  );
  return `${parts.join('\n\n')}\n`;
}

async function dumpTable(tx: Tx, table: string): Promise<string> {
  const columns = await rows<{ line: string }>(
    tx,
    `SELECT a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
       || CASE WHEN a.attidentity <> '' THEN ' GENERATED ALWAYS AS IDENTITY' ELSE '' END
       || CASE WHEN a.attgenerated <> '' THEN ' GENERATED ALWAYS AS (' || pg_get_expr(d.adbin, d.adrelid) || ') STORED'
               WHEN d.adbin IS NOT NULL THEN ' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid) ELSE '' END
       || CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END AS line
     FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
     WHERE a.attrelid = $1::regclass AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum`,
    [table],
  );
  const constraints = await rows<{ line: string }>(
    tx,
    `SELECT 'CONSTRAINT ' || conname || ' ' || pg_get_constraintdef(oid) AS line FROM pg_constraint
     WHERE conrelid = $1::regclass AND contype <> 'n' ORDER BY contype = 'p' DESC, conname`,
    [table],
  );
  const indexes = await definitions(
    tx,
    `SELECT pg_get_indexdef(i.indexrelid) || ';' AS text FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
     WHERE i.indrelid = '${table}'::regclass
       AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = i.indexrelid AND k.conrelid = i.indrelid) ORDER BY c.relname`,
  );
  const lines = [...columns, ...constraints].map(({ line }) => `  ${line}`);
  return [`CREATE TABLE ${table} (\n${lines.join(',\n')}\n);`, ...indexes].join('\n');
}

async function definitions(tx: Tx, query: string): Promise<string[]> {
  return (await rows<{ text: string }>(tx, query)).map(({ text }) => text.trim());
}
