// A large employer made up from a seed: the same people, teams and movers every time.
import fs from 'node:fs';
import path from 'node:path';
import { root } from '../product.mjs';

/** Teams per level, from the board to the floor: seven levels deep. */
const TEAMS_PER_LEVEL = [1, 5, 20, 100, 400, 1200, 3000];
const SITES = [
  ['Amsterdam', 'Nederland', 'Europe/Amsterdam'],
  ['Rotterdam', 'Nederland', 'Europe/Amsterdam'],
  ['Gent', 'België', 'Europe/Brussels'],
  ['Lissabon', 'Portugal', 'Europe/Lisbon'],
  ['Willemstad', 'Curaçao', 'America/Curacao'],
];
const JOBS = [
  'Adviseur',
  'Planner',
  'Monteur',
  'Verpleegkundige',
  'Docent',
  'Jurist',
  'Chauffeur',
  'Analist',
];
const FIRST_NUMBER = 200_000;

/** Numbers from 0 to 1 that depend on the seed alone (mulberry32, public domain). */
export function random(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** All teams: code, the code above, and the number of the one who leads it. Every team's leader is a person of its own. */
function teams() {
  const made = [];
  let above = [];
  for (const [level, count] of TEAMS_PER_LEVEL.entries()) {
    const here = Array.from({ length: count }, (_, index) => ({
      code: `L${level + 1}-${index}`,
      above: above[index % above.length]?.code ?? '',
      leader: FIRST_NUMBER + made.length + index,
      boss: above[index % above.length]?.leader ?? '',
    }));
    made.push(...here);
    above = here;
  }
  return made;
}

/** `people` facts, as HR's system holds them; leaders first. */
export function employer(people) {
  const tree = teams();
  const floor = tree.slice(-TEAMS_PER_LEVEL.at(-1));
  const chance = random(20261122);
  return Array.from({ length: people }, (_, index) => {
    const leads = tree[index];
    const team = leads ?? floor[index % floor.length];
    return {
      number: FIRST_NUMBER + index,
      team: team.code,
      boss: leads ? leads.boss : team.leader,
      site: Math.floor(chance() ** 2 * SITES.length),
      job: Math.floor(chance() * JOBS.length),
      hours: chance() < 0.3 ? 24 : 36,
      days: chance() < 0.3 ? 'ma di do' : 'ma di wo do vr',
      startsOn: `${pad(1 + Math.floor(chance() * 28))}-${pad(1 + Math.floor(chance() * 12))}-${2005 + Math.floor(chance() * 20)}`,
    };
  });
}

/** One night later: one in a hundred is different; a tenth of those moved, a twentieth left and as many came. */
export function nextNight(people) {
  const chance = random(7);
  const floor = people.slice(-TEAMS_PER_LEVEL.at(-1));
  let next = FIRST_NUMBER + people.length;
  return people.flatMap((person) => {
    if (chance() >= 0.01) return [person];
    const what = chance();
    // leaders stay: who leads whom is somebody else's change
    if (person.number < FIRST_NUMBER + teams().length || what >= 0.2)
      return [{ ...person, job: (person.job + 1) % JOBS.length }];
    if (what < 0.1) {
      const to = floor[Math.floor(chance() * floor.length)];
      return [{ ...person, team: to.team, boss: to.boss }];
    }
    return what < 0.15 ? [] : [person, { ...person, number: next++ }];
  });
}

const pad = (number) => String(number).padStart(2, '0');

/** The file of these people, in the columns of the demo company. */
export function fileOf(people) {
  const demo = fs.readFileSync(path.join(root, 'libs', 'people', 'demo', 'demo-nv.csv'), 'latin1');
  const header = demo.slice(0, demo.indexOf('\r\n')).replace('\uFEFF', '').split(';');
  const above = new Map(teams().map(({ code, above: parent }) => [code, parent]));
  const lines = people.map((person) => {
    const [Locatie, Land, Tijdzone] = SITES[person.site];
    const cells = {
      Personeelsnummer: String(person.number),
      Roepnaam: `Voornaam${person.number % 500}`,
      Achternaam: `Achternaam${person.number}`,
      Taal: person.number % 3 === 0 ? 'en' : 'nl',
      'In dienst': person.startsOn,
      Contract: 'Vast',
      'Uren per week': String(person.hours),
      Werkdagen: person.days,
      Nachtdienst: 'nee',
      Functie: JOBS[person.job],
      Afdelingscode: person.team,
      Afdeling: `Team ${person.team}`,
      'Valt onder': above.get(person.team),
      Leidinggevende: String(person.boss),
      ...{ Locatie, Land, Tijdzone },
    };
    return header.map((column) => cells[column] ?? '').join(';');
  });
  return Buffer.from(`${[header.join(';'), ...lines].join('\r\n')}\r\n`, 'utf8');
}

/** Rule number `index` of the employer's policies: a tree of three levels that asks some of the people. */
export function ruleOf(index) {
  const chance = random(1000 + index);
  const pick = (list) => list[Math.floor(chance() * list.length)];
  return {
    all: [
      {
        any: [
          { team: { code: `L3-${Math.floor(chance() * 20)}`, below: true } },
          { team: { code: `L4-${Math.floor(chance() * 100)}`, below: true } },
          { job: { is: [pick(JOBS), pick(JOBS)] } },
        ],
      },
      { any: [{ hours: { op: 'at-least', value: 32 } }, { manager: true }, { site: ['Gent', 'Lissabon'] }] },
      { not: { all: [{ site: ['Willemstad'] }, { startedWithinDays: 90 }] } },
    ],
  };
}

/** Six in ten: the policy for 60,000. */
export const SIX_IN_TEN = {
  all: [
    { any: [{ site: ['Amsterdam'] }, { job: { is: ['Jurist', 'Docent'] } }] },
    { not: { hours: { op: 'less-than', value: 20 } } },
  ],
};
