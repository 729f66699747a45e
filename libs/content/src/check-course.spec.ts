import { checkContent, checkFiles, problemLine } from './check-course.js';
import { startValues } from './start-values.js';
import { fillEmployerWords } from './employer-words.js';
import { generatedFiles } from './manual.js';
import { questionOf, sentencesOf, similarity } from './measure.js';
import { unequalNumbers } from './numbers-in.js';
import { outline, partsOf, type Part, type PublishedPart } from './outline.js';
import { readCourses } from './reader.js';
import { changed, exampleFiles } from './testing/example-files.js';

const ROOT = process.cwd();
const published = (part: Part): PublishedPart => ({ ...part });

describe('the courses in this repository', () => {
  it('have no problem', async () => {
    const { problems, content } = await checkContent(ROOT, '2026-11-23');
    expect(problems.map(problemLine)).toEqual([]);
    expect(content?.items.length).toBeGreaterThan(0);
    expect(content?.courses.map((course) => course.slug)).not.toContain('_example');
  });

  it('come with a fresh manual and fresh schemas (npm run cli -- content generate)', async () => {
    const files = new Map((await readCourses(ROOT)).map((file) => [file.path, file.text]));
    for (const { path, text } of generatedFiles())
      expect({ path, text: files.get(path) }).toEqual({ path, text });
  });
});

describe('checking', () => {
  it('reports every broken file, not only the first', async () => {
    const once = changed(await exampleFiles(), '_example/course.yaml', 'code: X01', 'code: example');
    const twice = changed(
      once,
      '_example/lessons/lock-your-screen/lesson.yaml',
      'minutes: 4',
      'minutes: soon',
    );
    const found = checkFiles(twice, '2026-11-23').problems.map(problemLine);
    expect(found).toContain(
      'courses/_example/course.yaml:4:7 code: must be a letter and two digits, such as K02 (shape)',
    );
    expect(found).toContain(
      'courses/_example/lessons/lock-your-screen/lesson.yaml:3:10 minutes: Invalid input: expected number, received string (shape)',
    );
  });

  it('keeps the other items of a file in which one is broken', async () => {
    const files = changed(await exampleFiles(), '_example/items/ex.lock.yaml', 'time_s: 30', 'time_s: long');
    const items = checkFiles(files, '2026-11-23').tree.courses[0]?.itemFiles[0]?.items.map(
      ({ value }) => value.id,
    );
    expect(items).toEqual(['002', '003', '004', '005', '006', '007'].map((n) => `ex.lock.${n}`));
  });

  it('warns of a bank that is smaller than its exam wants, and publishes all the same', async () => {
    const smaller = changed(await readCourses(ROOT), 'licences/a.yaml', /^ {2}- (ss|ph)\..*\n/gm, '');
    const { warnings, content } = checkFiles(smaller, '2026-11-23');
    expect(content).toBeDefined();
    expect(warnings.map(problemLine)).toEqual([
      expect.stringMatching(
        /^courses\/licences\/a\.yaml:\d+:7 one item may come in up to \d\d % of the exams instead of 25 %: the licence has \d+ items for it, and needs about \d+ \(bank-carries-exam\)$/,
      ),
    ]);
    expect((await checkContent(ROOT, '2026-11-23')).warnings).toEqual([]);
  });

  it('lists an outdated translation until the course is due for review, then refuses it', async () => {
    const files = changed(
      await exampleFiles(),
      '_example/lessons/lock-your-screen/lesson.nl.md',
      'Even koffie',
      'Snel koffie',
    );
    const before = checkFiles(files, '2027-11-01');
    expect([before.problems.length, before.outdated.length]).toEqual([0, 1]);
    expect(checkFiles(files, '2027-11-02').problems.map(({ rule }) => rule)).toEqual(['translation-current']);
  });
});

describe('what publishing would change', () => {
  const contentOf = async (from?: string | RegExp, to = '', file = '_example/items/ex.lock.yaml') => {
    const live = changed(await exampleFiles(), '_example/course.yaml', 'status: draft', 'status: retired');
    const items = changed(live, '_example/items/ex.lock.yaml', /status: draft/g, 'status: active');
    const { content, problems } = checkFiles(
      from === undefined ? items : changed(items, file, from, to),
      '2026-11-23',
    );
    if (!content) throw new Error(problems.map(problemLine).join('\n'));
    return content;
  };

  it('is everything at first and nothing the second time', async () => {
    const content = await contentOf();
    expect(outline(content, []).added).toHaveLength(9);
    const again = outline(content, partsOf(content).map(published));
    expect([again.added.length, again.changed.length, again.retired.length, again.unchanged]).toEqual([
      0, 0, 0, 9,
    ]);
  });

  it('is one item when one comma moves, and it needs no question', async () => {
    const before = partsOf(await contentOf()).map(published);
    const after = outline(
      await contentOf('Alleen jij komt er weer in en', 'Alleen jij komt er weer in, en'),
      before,
    );
    expect(after.changed.map(({ id }) => id)).toEqual(['ex.lock.001']);
    expect(after.questions).toEqual([]);
  });

  it('asks when the right answer changes under the same version', async () => {
    const before = partsOf(await contentOf()).map(published);
    const pairs = await contentOf('[lock, look]', '[save, look]');
    expect(outline(pairs, before).questions.map(({ id }) => id)).toEqual(['ex.lock.003']);
  });

  it('asks when another area of a picture or another option of a step becomes the right one', async () => {
    const before = partsOf(await contentOf()).map(published);
    const area = await contentOf(
      /(- id: cabinet\n)([^]*- id: laptop\n)      key: true\n/,
      '$1      key: true\n$2',
    );
    expect(outline(area, before).questions.map(({ id }) => id)).toEqual(['ex.lock.007']);
    const option = await contentOf('- id: stay', '- id: stays');
    expect(outline(option, before).questions.map(({ id }) => id)).toEqual(['ex.lock.006']);
  });

  it('is a new version of the item when its picture is drawn anew, without a question', async () => {
    const before = partsOf(await contentOf()).map(published);
    const drawn = await contentOf('<circle', '<circle r="3"/><circle', '_example/items/media/desk.svg');
    const after = outline(drawn, before);
    expect([after.changed.map(({ id }) => id), after.questions]).toEqual([['ex.lock.007'], []]);
  });

  it('publishes the picture of an item once, and names it by its fingerprint', async () => {
    const { items, media } = await contentOf();
    const desk = items.find(({ id }) => id === 'ex.lock.007');
    if (desk?.type !== 'hotspot') throw new Error('the example has no hotspot');
    expect(desk.hashes.nl).toBe(desk.hashes.en);
    expect(media.filter(({ hash }) => hash === desk.hashes.nl).map(({ contentType }) => contentType)).toEqual(
      ['image/svg+xml'],
    );
  });

  it('does not ask when the author raised the version', async () => {
    const before = partsOf(await contentOf()).map(published);
    const raised = (await contentOf('[lock, look]', '[save, look]')).items.map((item) => ({
      ...item,
      version: 2,
    }));
    expect(outline({ ...(await contentOf()), items: raised }, before).questions).toEqual([]);
  });

  it('retires what no file mentions any more', async () => {
    const content = await contentOf();
    const before = partsOf(content).map(published);
    const after = outline({ ...content, items: content.items.slice(1) }, before);
    expect(after.retired.map(({ id }) => id)).toEqual(['ex.lock.001']);
  });
});

describe('start values of an item', () => {
  const by = (level: number, rated?: number[]) =>
    startValues({ difficulty: { source: 'author', level }, ...(rated ? { rated } : {}) });

  it.each([
    [1, -1.6],
    [2, -0.8],
    [3, 0],
    [4, 0.8],
    [5, 1.6],
  ])('put level %i of its author alone at %f with a spread of 1', (level, b) => {
    expect(by(level)).toEqual({ b, sd: 1 });
    expect(by(level, [5])).toEqual({ b, sd: 1 });
  });

  it.each([
    // Two readers who agree share the error that experts are assumed to have.
    [[2, 2], -0.8, 0.7],
    // One level apart: sqrt(0.32 / 2 + 0.25) = 0.64 stays below that.
    [[2, 3], -0.4, 0.7],
    // Two apart: s^2 = 1.28, sqrt(0.64 + 0.25).
    [[1, 3], -0.8, 0.94],
    [[1, 5], 0, 1.68],
    // A panel of five that agrees, and one that does not: s^2 = 1.6, sqrt(0.32 + 0.25).
    [[3, 3, 3, 3, 3], 0, 0.5],
    [[1, 2, 3, 4, 5], 0, 0.75],
  ])('put readers’ levels %j at %f with a spread of %f, whatever its author thought', (rated, b, sd) => {
    expect(by(1, rated)).toEqual({ b, sd });
    expect(by(5, rated)).toEqual({ b, sd });
  });
});

describe('reading texts', () => {
  it('sees the same numbers in both notations', () => {
    expect(
      unequalNumbers(
        'Om 22.10 uur kostte het € 1.234,50 en 3 dagen.',
        'At 10:10 pm it cost € 1,234.50 and 3 days.',
      ),
    ).toEqual({ nl: [], en: [] });
    expect(unequalNumbers('Binnen 24 uur', 'Within 24 hours')).toEqual({ nl: [], en: [] });
    expect(unequalNumbers('Om 17 uur zijn er 12', 'At 5 pm there are 13')).toEqual({
      nl: ['12'],
      en: ['13'],
    });
  });

  it('tells the question from the situation', () => {
    expect(questionOf('Het programma opent niet. Het is 8.30 uur. Wat doe je eerst? Kies er 2.')).toEqual([
      'Wat doe je eerst?',
    ]);
    expect(questionOf('De printer doet niets. Zet de stappen in volgorde.')).toEqual([
      'Zet de stappen in volgorde.',
    ]);
  });

  it('ends no sentence inside a number or an address', () => {
    expect(sentencesOf('Ga om 8.30 uur naar demo-nv.nl en log in. Wacht.')).toEqual([
      'Ga om 8.30 uur naar demo-nv.nl en log in.',
      'Wacht.',
    ]);
  });

  it('measures how alike two stems are', () => {
    expect(similarity('een twee drie vier', 'een twee drie vier')).toBe(1);
    expect(similarity('een twee drie', 'vier vijf zes')).toBe(0);
    expect(similarity('een twee drie', 'een twee vier')).toBeCloseTo(1 / 3);
  });

  it('fills the words of the employer, with a capital at the start of a sentence', () => {
    const names = {
      servicedesk: 'de servicedesk',
      servicephone: '4357',
      mailclient: 'Outlook',
      intranet: 'het intranet',
      statuspage: 'de storingspagina',
      filestore: 'de teammap',
    };
    expect(fillEmployerWords('Bel {{org.servicedesk}}. {{org.intranet}} helpt. {{org.x}}', names)).toBe(
      'Bel de servicedesk. Het intranet helpt. {{org.x}}',
    );
    expect(fillEmployerWords('{{org.intranet}} openen', names)).toBe('Het intranet openen');
  });
});
