import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { run } from '../main.js';

/** The commands write into courses/: here into a copy of it. */
const mockRoot = mkdtempSync(path.join(os.tmpdir(), 'vaardig-content-'));
jest.mock('#kernel', () => ({
  ...jest.requireActual<typeof import('#kernel')>('#kernel'),
  projectRoot: () => mockRoot,
}));

const inside = (...parts: string[]): string => path.join(mockRoot, ...parts);

/** Runs a command line; gives its exit code and what it printed on both streams. */
async function tell(...words: string[]): Promise<{ code: number; out: string; err: string }> {
  const spies = (['log', 'error'] as const).map((name) =>
    jest.spyOn(console, name).mockImplementation(() => undefined),
  );
  try {
    const code = await run(words, {});
    const [out = '', err = ''] = spies.map(({ mock }) => mock.calls.map(([line]) => String(line)).join('\n'));
    return { code, out, err };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

describe('the commands for authors', () => {
  // Two courses that need no other one: the whole shelf would be read a dozen times.
  beforeAll(() => {
    for (const name of ['skills.yaml', 'glossary.yaml', '_example', 'personal-data', 'start-your-workplace'])
      cpSync(path.join(process.cwd(), 'courses', name), inside('courses', name), { recursive: true });
  });
  afterAll(() => rmSync(mockRoot, { recursive: true, force: true }));

  it('report on the bank of a course: a line for each skill, ratings, longest options and parity', async () => {
    const { code, out } = await tell('content', 'report', '--course', 'personal-data');
    expect(code).toBe(0);
    for (const skill of ['pd.classify', 'pd.share', 'pd.label', 'pd.breach', 'pd.rights'])
      expect(out).toMatch(new RegExp(`^${skill} +\\d+`, 'm'));
    expect(out).toMatch(/^ratings: (\d+) of \1 items by two readers or more/m);
    expect(out).toMatch(/5 skills, 0 gaps, 0 errors, \d+ warnings$/);
    expect(await tell('content', 'report', '--course', 'nowhere')).toMatchObject({ code: 2 });
  });

  it('take a bank in as drafts, first without writing, then with, and only once', async () => {
    const bank = inside('bank.gift');
    writeFileSync(
      bank,
      '::Slot:: Wat doe je als je wegloopt? {=Ik vergrendel ~Ik loop door ~Ik zet het beeld uit}\n',
    );
    const drafts = inside('courses', 'start-your-workplace', 'drafts', 'wp.lock.yaml');
    const words = ['content', 'import', bank, '--course', 'start-your-workplace', '--skill', 'wp.lock'];
    expect(await tell(...words, '--dry-run')).toMatchObject({
      code: 0,
      out: expect.stringContaining('1 would be added'),
    });
    expect(existsSync(drafts)).toBe(false);
    expect(await tell(...words)).toMatchObject({ code: 0, out: expect.stringContaining('1 added') });
    expect(readFileSync(drafts, 'utf8')).toContain('Wat doe je als je wegloopt?');
    expect(await tell(...words)).toMatchObject({ code: 0, out: expect.stringContaining('1 here already') });
    expect((await tell('content', 'import', inside('gone.gift'), '--course', 'x', '--skill', 'y')).code).toBe(
      2,
    );
  });

  it('write a course out for another program, and read the same items from that file', async () => {
    const out = inside('personal-data.xml');
    const words = ['--course', 'personal-data', '--format', 'moodle-xml', '--out', out];
    const written = await tell('content', 'export', ...words);
    expect(written.code).toBe(0);
    const items = Number(/(\d+) items/.exec(written.out)?.[1]);
    expect(items).toBeGreaterThan(70);
    const back = ['--course', 'personal-data', '--skill', 'pd.label', '--dry-run', '--json'];
    const { out: json } = await tell('content', 'import', out, ...back);
    expect(JSON.parse(json)).toMatchObject({ format: 'moodle-xml', items, notImported: 0 });
    expect((await tell('content', 'export', '--course', 'personal-data', '--format', 'paper')).code).toBe(2);
  });

  it('begin a skill and a course that pass every rule, and refuse what exists', async () => {
    const named = ['--name-nl', 'Een nieuwe vaardigheid', '--name-en', 'A new skill'];
    const place = ['--category', 'B', '--digcomp', '4.1'];
    expect(await tell('content', 'new', 'skill', 'nw.first', ...named, ...place)).toMatchObject({ code: 0 });
    expect((await tell('content', 'new', 'skill', 'nw.first', ...named, ...place)).code).toBe(2);
    const titles = ['--title-nl', 'Een nieuwe cursus', '--title-en', 'A new course'];
    const course = [
      'content',
      'new',
      'course',
      'brand-new',
      '--skill',
      'nw.first',
      '--code',
      'K19',
      ...titles,
    ];
    expect(await tell(...course)).toMatchObject({ code: 0, out: expect.stringContaining('0 new problems') });
    expect(existsSync(inside('courses', 'brand-new', 'course.yaml'))).toBe(true);
    expect((await tell(...course)).code).toBe(2);
    expect(await tell('content', 'check')).toMatchObject({
      code: 0,
      out: expect.stringContaining('0 problems'),
    });
  });
});
