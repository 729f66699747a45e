import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { createDataSource, projectRoot } from '#kernel';
import { testDatabase } from '../support/database.js';

const root = projectRoot();
const bin = (name: string) => path.join(root, 'node_modules', '.bin', name);

/** Broken on purpose: file, text, and the rule that must say so. */
const LINT: readonly [file: string, text: string, rule: string][] = [
  ['libs/events/src/late.ts', 'export const late = Date.now();\n', 'no-restricted-syntax'],
  ['libs/assessment/src/today.ts', 'export const today = () => new Date();\n', 'no-restricted-syntax'],
  ['libs/assessment/src/dice.ts', 'export const roll = () => Math.random();\n', 'no-restricted-syntax'],
  ['libs/licences/src/settings.ts', "export const port = process.env['PORT'];\n", 'no-restricted-syntax'],
  ['libs/licences/src/standard.ts', 'export default 1;\n', 'no-restricted-syntax'],
  [
    'libs/licences/src/upwards.ts',
    "import { PoliciesService } from '#policies';\nexport const up = PoliciesService;\n",
    'no-restricted-imports',
  ],
  [
    'libs/licences/src/back-door.ts',
    "import { x } from '../../../people/src/person.js';\nexport const back = x;\n",
    'no-restricted-imports',
  ],
  [
    'libs/events/src/framework.ts',
    "import { Injectable } from '@nestjs/common';\nexport const i = Injectable;\n",
    'no-restricted-imports',
  ],
  ['libs/licences/src/revokeLicence.ts', 'export const a = 1;\n', 'house/file-name'],
  ['libs/licences/src/date-utils.ts', 'export const a = 1;\n', 'house/file-name'],
  [
    'libs/licences/src/floating.ts',
    'const save = async () => 1;\nexport const go = () => {\n  save();\n};\n',
    '@typescript-eslint/no-floating-promises',
  ],
  [
    'libs/licences/src/anything.ts',
    'export const a = (x: any) => String(x);\n',
    '@typescript-eslint/no-explicit-any',
  ],
  ['libs/licences/src/shouting.ts', "export const a = () => console.log('hello');\n", 'no-console'],
];

describe('each rule of npm run check', () => {
  const folder = path.join(root, '.data', `rules-${process.pid}`);
  const write = (file: string, text: string) => {
    fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    fs.writeFileSync(path.join(folder, file), text);
  };
  const run = (program: string, ...args: string[]) => {
    const { status, stdout, stderr } = spawnSync(bin(program), args, { cwd: folder, encoding: 'utf8' });
    return { status, output: `${stdout}${stderr}`, stdout };
  };

  beforeAll(() => {
    fs.mkdirSync(folder, { recursive: true });
    fs.symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
    for (const file of ['package.json', 'tsconfig.json', 'eslint.config.mjs'])
      fs.copyFileSync(path.join(root, file), path.join(folder, file));
    fs.mkdirSync(path.join(folder, 'test', 'architecture'), { recursive: true });
    for (const file of ['eslint-rules.mjs', 'boundaries.table.mjs', 'dependency-cruiser.config.mjs']) {
      fs.copyFileSync(
        path.join(root, 'test', 'architecture', file),
        path.join(folder, 'test', 'architecture', file),
      );
    }
    for (const [file, text] of LINT) write(file, text);
  });
  afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

  describe('of the linter', () => {
    let messages: Map<string, string[]>;
    beforeAll(() => {
      const { stdout } = run('eslint', '--format', 'json', 'libs');
      const found = JSON.parse(stdout) as { filePath: string; messages: { ruleId: string | null }[] }[];
      messages = new Map(
        found.map(({ filePath, messages: list }) => [
          path.relative(folder, filePath),
          list.map(({ ruleId }) => ruleId ?? 'parse'),
        ]),
      );
    }, 120_000);

    it.each(LINT)('refuses %s', (file, _text, rule) => {
      expect(messages.get(file)).toContain(rule);
    });
  });

  it('refuses a cycle, an orphan, a spec in code and another lib’s back door', () => {
    write('libs/people/src/a.ts', "import { b } from './b.js';\nexport const a = (): number => b;\n");
    write('libs/people/src/b.ts', "import { a } from './a.js';\nexport const b = a();\n");
    write('libs/people/src/lonely.ts', 'export const lonely = 1;\n');
    write('libs/people/src/a.spec.ts', "import { a } from './a.js';\nexport const seen = a;\n");
    write('libs/people/src/uses-spec.ts', "import { seen } from './a.spec.js';\nexport const s = seen;\n");
    write(
      'libs/licences/src/peeks.ts',
      "import { a } from '../../people/src/a.js';\nexport const peek = a;\n",
    );
    const { status, output } = run(
      'depcruise',
      '--config',
      'test/architecture/dependency-cruiser.config.mjs',
      '--output-type',
      'err',
      'libs/people',
      'libs/licences',
    );
    expect(status).not.toBe(0);
    for (const rule of ['no-cycles', 'no-orphans', 'no-specs-in-code', 'front-door'])
      expect(output).toContain(rule);
  }, 60_000);

  it('refuses an import that the table does not allow', () => {
    write(
      'libs/kernel/src/index.ts',
      "import { peek } from '../../licences/src/index.js';\nexport const k = peek;\n",
    );
    write('libs/licences/src/index.ts', 'export const peek = 1;\n');
    const { output } = run(
      'depcruise',
      '--config',
      'test/architecture/dependency-cruiser.config.mjs',
      '--output-type',
      'err',
      'libs/kernel',
    );
    expect(output).toContain('boundary-kernel');
  }, 60_000);

  it('refuses what nobody uses', () => {
    write('apps/web/src/main.ts', "import { used } from './used.js';\nused();\n");
    write('apps/web/src/used.ts', 'export const used = () => 1;\nexport const unused = () => 2;\n');
    write('apps/web/src/forgotten.ts', 'export const forgotten = 1;\n');
    write('knip.json', JSON.stringify({ entry: ['apps/*/src/main.ts'], project: ['apps/**/*.ts'] }));
    const { status, output } = run('knip', '--no-progress', '--include', 'files,exports');
    expect(status).not.toBe(0);
    expect(output).toContain('forgotten.ts');
    expect(output).toContain('unused');
  }, 60_000);

  it('refuses a badly formatted and a wrongly typed file', () => {
    write('libs/people/src/ugly.ts', 'export const a   =  "x"\n');
    expect(run('prettier', '--check', 'libs/people/src/ugly.ts').status).not.toBe(0);
    write('libs/people/src/wrong.ts', "export const n: number = 'one';\n");
    expect(
      run('tsc', '--noEmit', '--skipLibCheck', 'libs/people/src/wrong.ts', '--ignoreConfig').output,
    ).toContain('TS2322');
  }, 60_000);

  it('refuses an entity that the migrations do not make', async () => {
    @Entity('invented')
    class Invented {
      @PrimaryColumn('uuid') id: string;
      @Column('text') name: string;
    }
    const database = await testDatabase();
    const source = await createDataSource({
      url: database.url,
      entities: [Invented],
      migrations: [],
    }).initialize();
    try {
      const drift = await source.driver.createSchemaBuilder().log();
      expect(drift.upQueries.map(({ query }) => query).join('\n')).toContain('CREATE TABLE "invented"');
    } finally {
      await source.destroy();
      await database.close();
    }
  });
});
