import fs from 'node:fs';
import path from 'node:path';
import { environmentExample, projectRoot, Registry, rows } from '#kernel';
import { createAssets, createRenderer, createWords } from '#ui';
import { testApp, type TestApp } from '../support/app.js';
import { boundariesAsMarkdown, MAY_IMPORT } from './boundaries.table.mjs';

const root = projectRoot();
const read = (...parts: string[]) => fs.readFileSync(path.join(root, ...parts), 'utf8');

describe('what the house declares', () => {
  let product: TestApp;
  beforeAll(async () => (product = await testApp({ demo: false })), 60_000);
  afterAll(() => product.close());

  it('says of every table with a person_id how to show and forget what is in it', async () => {
    const tables = await rows<{ name: string }>(
      product.db.read,
      `SELECT table_name AS name FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
       WHERE table_schema = 'public' AND column_name = 'person_id' AND table_type = 'BASE TABLE' ORDER BY 1`,
    );
    const declared = [...product.app.get(Registry).erasures.values()].flatMap(({ tables: own }) => own);
    expect(tables.map(({ name }) => name).filter((name) => !declared.includes(name))).toEqual([]);
  });

  it('says of every table with a person_id what becomes of its rows when two records of one person are joined', async () => {
    const tables = await rows<{ name: string }>(
      product.db.read,
      `SELECT table_name AS name FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
       WHERE table_schema = 'public' AND column_name = 'person_id' AND table_type = 'BASE TABLE' ORDER BY 1`,
    );
    const declared = [...product.app.get(Registry).mergings.values()].flatMap(({ tables: own }) => own);
    const whose = declared.filter((each) => !('column' in each)).map(({ table }) => table);
    expect(whose.sort()).toEqual(tables.map(({ name }) => name));
  });

  it('takes every other column that names a person along with a joined record, where people help each other', async () => {
    const columns = await rows<{ name: string }>(
      product.db.read,
      `SELECT c.conrelid::regclass || '.' || a.attname AS name FROM pg_constraint c
       JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
       WHERE c.contype = 'f' AND c.confrelid = 'person'::regclass AND a.attname <> 'person_id'
         AND c.conrelid::regclass::text ~ '^(ask|card|incident|survey|ticket)' ORDER BY 1`,
    );
    const declared = [...product.app.get(Registry).mergings.values()].flatMap(({ tables: own }) => own);
    const taken = declared.flatMap((each) => ('column' in each ? [`${each.table}.${each.column}`] : []));
    expect(taken.sort()).toEqual(columns.map(({ name }) => name));
  });

  it('gives every schedule a zone that exists and a name with its lib', () => {
    for (const { name, tz } of product.app.get(Registry).schedules.values()) {
      expect(() => new Intl.DateTimeFormat('en', { timeZone: tz })).not.toThrow();
      expect(Object.keys(MAY_IMPORT)).toContain(name.split('.')[0]);
    }
  });

  it('has views without a fault', () => {
    const renderer = createRenderer({
      root,
      dev: false,
      words: createWords(root),
      assets: createAssets(root, { dev: true }),
    });
    expect(renderer.faults()).toEqual([]);
  });

  it('prints the table of imports in libs/README.md', () => {
    const printed = /<!-- boundaries -->\n([^]*?)\n<!-- \/boundaries -->/.exec(
      read('libs', 'README.md'),
    )?.[1];
    const squeeze = (text: string | undefined) =>
      text
        ?.replace(/ *\| */g, '|')
        .replace(/-+/g, '-')
        .trim();
    expect(squeeze(printed)).toBe(squeeze(boundariesAsMarkdown()));
  });

  it('lists every setting in .env.example', () => {
    expect(read('.env.example').trim()).toBe(environmentExample().trim());
  });

  it('has a README in every lib, and a lib in the table for every room', () => {
    const libs = fs
      .readdirSync(path.join(root, 'libs'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && entry.name !== 'decisions')
      .map(({ name }) => name);
    expect(libs.sort()).toEqual(Object.keys(MAY_IMPORT).sort());
    expect(libs.filter((lib) => !fs.existsSync(path.join(root, 'libs', lib, 'README.md')))).toEqual([]);
  });
});
