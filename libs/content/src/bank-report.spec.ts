import { bankReport } from './bank-report.js';
import { checkFiles } from './check-course.js';
import { changed, exampleFiles, withFile } from './testing/example-files.js';
import { itemsOf } from './tree.js';

const today = '2026-11-23';
const items = '_example/items/ex.lock.yaml';

describe('the report on the item banks', () => {
  it('counts the items of a skill by use, type, level and status', async () => {
    const { skills, items: count } = bankReport(checkFiles(await exampleFiles(), today).tree);
    expect(count).toBe(7);
    expect(skills).toMatchObject([
      {
        course: '_example',
        skill: 'ex.lock',
        items: 7,
        drafts: 0,
        byUse: { practice: 7, exam: 0 },
        byType: { single: 1, multiple: 1, order: 1, match: 1, text: 1, scenario: 1, hotspot: 1 },
        byLevel: { '1': 1, '2': 3, '3': 3, '4': 0, '5': 0 },
        byStatus: { draft: 7, pilot: 0, active: 0 },
        gaps: ['5 more exam items', 'no exam item asks objective o1'],
      },
    ]);
  });

  it('leaves retired items out', async () => {
    const files = changed(await exampleFiles(), items, 'status: draft', 'status: retired');
    expect(bankReport(checkFiles(files, today).tree).items).toBe(6);
  });

  it('sees when one language is much longer than the other', async () => {
    const before = bankReport(checkFiles(await exampleFiles(), today).tree).parity;
    expect(before.isWithin).toBe(true);
    const long = changed(
      await exampleFiles(),
      items,
      'en: Save open work',
      `en: Save ${'really '.repeat(150)}all`,
    );
    expect(bankReport(checkFiles(long, today).tree).parity.isWithin).toBe(false);
  });

  it('sees when the right option is the longest more often than by chance', async () => {
    const report = async (letters: string) => {
      const single = (await exampleFiles()).find(({ path }) => path === items)!.text!.split('\n\n')[0]!;
      const text = Array.from({ length: 9 }, (_, index) =>
        single
          .replace('ex.lock.001', `ex.lock.01${index}`)
          .replace('Ik vergrendel mijn scherm', `Ik vergrendel ${letters}mijn scherm`),
      ).join('\n\n');
      return bankReport(checkFiles(withFile(await exampleFiles(), items, text), today).tree).longest[0];
    };
    expect(await report('')).toMatchObject({
      language: 'nl',
      singles: 9,
      longest: 0,
      expected: 3,
      isWithin: true,
    });
    expect(await report('nu meteen zelf ')).toMatchObject({ longest: 9, isWithin: false });
  });

  it('says what a draft still lacks', async () => {
    const draft = `- id: ex.lock.050
  version: 1
  skill: ex.lock
  use: practice
  status: draft
  type: single
  objective: null
  bloom: null
  digcomp: { framework: "3.0", ids: ["4.1"], level: basic }
  difficulty: null
  time_s: null
  shuffle: true
  stem: { nl: Wat doe je eerst?, en: "" }
  options:
    - { id: a, key: true, text: { nl: Kijken, en: "" }, why: { nl: "", en: "" } }
    - { id: b, text: { nl: Lopen, en: "" }, why: { nl: "", en: "" } }
  rule: { nl: "", en: "" }
  review: { source: "bank.gift, sha256:0123456789ab", review_by: null }
`;
    const files = withFile(await exampleFiles(), '_example/drafts/ex.lock.yaml', draft);
    const { problems, tree } = checkFiles(files, today);
    expect(problems).toEqual([]);
    const [skill] = bankReport(tree).skills;
    expect(skill?.drafts).toBe(1);
    expect(skill?.gaps.at(-1)).toMatch(
      /^draft ex\.lock\.050 lacks \d+ fields: objective, bloom, difficulty, time_s, …$/,
    );
  });

  it('says how readers’ levels stand to the author’s, and how many items they are apart on', async () => {
    const rated = (levels: string) =>
      exampleFiles().then((files) =>
        bankReport(
          checkFiles(
            withFile(
              files,
              '_example/ratings.yaml',
              `readers: [role:helpdesk, role:line-staff]\nrated_on: 2026-11-22\nlevels:\n${levels}`,
            ),
            today,
          ).tree,
        ),
      );
    const none = bankReport(checkFiles(await exampleFiles(), today).tree);
    expect(none.ratings).toEqual({ rated: 0, items: 7, againstAuthor: null, correlation: null, apart: 0 });
    const authors = checkFiles(await exampleFiles(), today).tree.courses.flatMap(itemsOf);
    const same = authors.map(
      ({ value: { id, difficulty } }) => `  ${id}@1: [${difficulty.level}, ${difficulty.level}]`,
    );
    expect((await rated(same.join('\n'))).ratings).toMatchObject({ rated: 7, againstAuthor: 0, apart: 0 });
    expect((await rated(same.join('\n'))).ratings.correlation).toBeCloseTo(1, 12);
    const easier = await rated('  ex.lock.001@1: [1, 3]\n  ex.lock.002@1: [1, 1]');
    const [first, second] = authors.map(({ value }) => value.difficulty.level);
    expect(easier.skills[0]).toMatchObject({ rated: 2 });
    expect(easier.ratings).toMatchObject({ rated: 2, apart: 1 });
    expect(easier.ratings.againstAuthor).toBeCloseTo((3 - first! - second!) / 2, 12);
  });
});
