import { probability } from '../irt/model.js';
import { normalDeviate, seeded, u } from '../random.js';
import { makePool } from '../testing/index.js';
import { nextStep } from './next-step.js';
import { placementOutcome, placementRules } from './placement.js';
import type { AskedItem } from './test-rules.js';

const pool = makePool({ skills: 11, perSkill: 6, seed: 'practice' });
const rules = placementRules({ skills: 11, cut: 0 });
const skills = [...new Set(pool.map((item) => item.skill))];

/** 300 one-sided people: general ability N(0, 1), each skill N(0, 0.8) around it. */
function exemptions() {
  const found: { truth: number; exempt: boolean }[] = [];
  const lengths: number[] = [];
  for (let person = 0; person < 300; person += 1) {
    const random = seeded(`person-${person}`);
    const general = normalDeviate(random, 'general');
    const truth = new Map(skills.map((skill) => [skill, general + 0.8 * normalDeviate(random, skill)]));
    const asked: AskedItem[] = [];
    for (;;) {
      const session = { asked, elapsedSeconds: 0 };
      const step = nextStep(session, pool, rules, random);
      if ('stop' in step) {
        const { exempt } = placementOutcome(session, pool, rules);
        for (const skill of skills) found.push({ truth: truth.get(skill)!, exempt: exempt.includes(skill) });
        lengths.push(asked.length);
        const met = new Set(asked.map(({ itemId }) => pool.find(({ id }) => id === itemId)!.skill));
        expect(met.size).toBe(skills.length);
        expect(step.result.standardError <= 0.4 || asked.length === 30).toBe(true);
        break;
      }
      const chance = probability(step.ask.parameters, truth.get(step.ask.skill)!);
      asked.push({ itemId: step.ask.id, points: u('answers', person, step.ask.id) < chance ? 1 : 0 });
    }
  }
  return { found, lengths };
}

/** Seeds 0 to 59: which skills are exempt for somebody who answers right when, and only when, they know the skill. */
function exemptOf(items: typeof pool, given: typeof rules, known: ReadonlySet<string>): string[][] {
  return Array.from({ length: 60 }, (_, seed) => {
    const asked: AskedItem[] = [];
    for (;;) {
      const session = { asked, elapsedSeconds: 0 };
      const step = nextStep(session, items, given, seeded(`one-sided-${seed}`));
      if ('stop' in step) return [...placementOutcome(session, items, given).exempt];
      asked.push({ itemId: step.ask.id, points: known.has(step.ask.skill) ? 1 : 0 });
    }
  });
}

it('exempts mostly people who have the skill, and most of those who have it well', () => {
  const { found, lengths } = exemptions();
  expect(Math.max(...lengths)).toBeLessThanOrEqual(30);
  expect(lengths.reduce((sum, length) => sum + length, 0) / lengths.length).toBeLessThan(25);
  const share = (
    list: { exempt: boolean; truth: number }[],
    wanted: (one: (typeof found)[number]) => boolean,
  ): number => list.filter(wanted).length / list.length;
  expect(
    share(
      found.filter((one) => one.exempt),
      (one) => one.truth >= 0,
    ),
  ).toBeGreaterThan(0.85);
  expect(
    share(
      found.filter((one) => one.truth >= 1.5),
      (one) => one.exempt,
    ),
  ).toBeGreaterThan(0.6);
  expect(
    share(
      found.filter((one) => one.truth <= -1),
      (one) => one.exempt,
    ),
  ).toBeLessThan(0.03);
});

it('sees who knows six skills wholly and five not at all, whatever items the seed draws', () => {
  const known = new Set(skills.slice(0, 6));
  for (const exempt of exemptOf(pool, rules, known)) {
    expect(exempt.filter((skill) => !known.has(skill))).toEqual([]);
    expect(exempt.length).toBeGreaterThanOrEqual(4);
  }
});

describe('of a licence with four courses and 21 skills, more than 30 items can ask twice', () => {
  const wide = makePool({ skills: 21, perSkill: 7, seed: 'wide' });
  const all = [...new Set(wide.map((item) => item.skill))];
  const courses = [all.slice(0, 6), all.slice(6, 11), all.slice(11, 16), all.slice(16)];
  const known = new Set(courses[0]);
  const rulesOf = (together?: string[][]) =>
    placementRules({ skills: 21, cut: 0, ...(together && { together }) });

  it('sees who knows one course and nothing else, because its skills speak for each other', () => {
    const found = exemptOf(wide, rulesOf(courses), known);
    expect(found.flat().filter((skill) => !known.has(skill))).toEqual([]);
    expect(found.flat().length / found.length).toBeGreaterThan(4);
  });

  it('would hardly see them skill by skill', () => {
    const found = exemptOf(wide, rulesOf(), known);
    expect(found.flat().length / found.length).toBeLessThan(2);
  });

  it('still exempts mostly people who have the skill', () => {
    let exempted = 0;
    let wrongly = 0;
    for (let person = 0; person < 150; person += 1) {
      const random = seeded(`wide-${person}`);
      const general = normalDeviate(random, 'general');
      const truth = new Map(
        courses.flatMap((group, index) => {
          const level = general + 0.6 * normalDeviate(random, `course-${index}`);
          return group.map((skill) => [skill, level + 0.5 * normalDeviate(random, skill)] as const);
        }),
      );
      const asked: AskedItem[] = [];
      for (;;) {
        const session = { asked, elapsedSeconds: 0 };
        const step = nextStep(session, wide, rulesOf(courses), random);
        if ('stop' in step) {
          const { exempt } = placementOutcome(session, wide, rulesOf(courses));
          exempted += exempt.length;
          wrongly += exempt.filter((skill) => truth.get(skill)! < 0).length;
          break;
        }
        const chance = probability(step.ask.parameters, truth.get(step.ask.skill)!);
        asked.push({ itemId: step.ask.id, points: u('wide', person, step.ask.id) < chance ? 1 : 0 });
      }
    }
    expect(exempted / 150).toBeGreaterThan(5);
    expect(wrongly / exempted).toBeLessThan(0.15);
  });
});
