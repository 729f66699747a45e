import { fingerprint } from '../fingerprint.js';
import type { Skill } from '../schemas/skills.schema.js';
import type { Language } from '../schemas/text.schema.js';

/** A file to write, by its path below `courses/`. */
export interface NewFile {
  readonly path: string;
  readonly text: string;
}

export interface LessonStart {
  readonly course: string;
  readonly skill: Skill;
  /** A fresh UUID. */
  readonly id: string;
  /** The day by which somebody reads the items again. */
  readonly reviewBy: string;
}

/** The folder of a lesson: the skill's English name as lower case words. */
export const lessonSlug = ({ name, id }: Skill): string =>
  name.en
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '') || id.replace('.', '-');

/**
 * A lesson in the frame of five cards and four draft items: every rule of the shelf holds, and every text says what to
 * write in its place.
 */
export function newLesson({ course, skill, id, reviewBy }: LessonStart): NewFile[] {
  const folder = `${course}/lessons/${lessonSlug(skill)}`;
  const dutch = lessonText('nl', skill.name.nl);
  return [
    { path: `${folder}/lesson.yaml`, text: lessonYaml(skill, id) },
    { path: `${folder}/lesson.nl.md`, text: dutch },
    { path: `${folder}/lesson.en.md`, text: lessonText('en', skill.name.en, fingerprint(dutch).slice(0, 8)) },
    { path: `${course}/items/${skill.id}.yaml`, text: itemsYaml(skill, reviewBy) },
  ];
}

const lessonYaml = (
  skill: Skill,
  id: string,
): string => `# yaml-language-server: $schema=../../../schemas/lesson.json
id: ${id}
minutes: 3
skill: ${skill.id}
objectives:
  - { id: o1, nl: Schrijf hier wat iemand na de les kan., en: Write here what somebody can do after the lesson. }
try: ${skill.id}.001
do: [${skill.id}.002, ${skill.id}.003, ${skill.id}.004]
media: []
`;

interface Cards {
  readonly summary: string;
  readonly cards: readonly (readonly [kind: string, heading: string, body: string])[];
}

const CARDS: { readonly [language in Language]: Cards } = {
  nl: {
    summary: 'Schrijf hier in een zin wat de les je brengt.',
    cards: [
      [
        'situation',
        'Wat er gebeurt',
        'Beschrijf hier een situatie van het werk. Wie doet wat, waar, en wat ziet die persoon?\nHoud het bij ongeveer veertig woorden. Begin bij de persoon, en laat het apparaat later komen.',
      ],
      ['try', 'Probeer het eerst', 'Wat zou jij doen? Kies een antwoord; daarna leggen we het uit.'],
      [
        'idea',
        'De kern',
        'Leg hier het idee uit, in hooguit negentig woorden. Zeg eerst wat je doet en daarna waarom het werkt.\nNoem wat een knop of toets doet, want menu’s veranderen. Sluit af met wat het een collega oplevert.',
      ],
      ['do', 'Doe het', 'Oefen nu met drie korte vragen over je eigen werkdag.'],
      [
        'keep',
        'Onthoud',
        '**Schrijf hier de regel in een korte zin.**\n\nDoe dit vandaag: schrijf hier een kleine stap die iedereen vandaag kan zetten.\n\nMijn plan: als dit gebeurt, dan doe ik dat.',
      ],
    ],
  },
  en: {
    summary: 'Write here in one sentence what the lesson brings you.',
    cards: [
      [
        'situation',
        'What happens',
        'Describe a situation from work here. Who does what, where, and what does that person see?\nKeep it to about forty words. Begin with the person, and let the device come later.',
      ],
      ['try', 'Try it first', 'What would you do? Choose an answer; we explain it afterwards.'],
      [
        'idea',
        'The core',
        'Explain the idea here, in at most ninety words. Say first what you do and then why it works.\nName what a button or key does, since menus change. End with what a colleague gains by it.',
      ],
      ['do', 'Do it', 'Practise now with three short questions about your own working day.'],
      [
        'keep',
        'Remember',
        '**Write the rule here in one short sentence.**\n\nDo this today: write a small step here that everybody can take today.\n\nMy plan: when this happens, I do that.',
      ],
    ],
  },
};

function lessonText(language: Language, title: string, translates?: string): string {
  const { summary, cards } = CARDS[language];
  const front = ['---', `title: ${JSON.stringify(title)}`, `summary: ${summary}`];
  if (translates !== undefined) front.push(`translates: "${translates}"`);
  const body = cards.map(([kind, heading, text]) => `## {${kind}} ${heading}\n${text}\n`);
  return `${[...front, '---'].join('\n')}\n${body.join('\n')}`;
}

/** Four single items whose key stands in different places. */
function itemsYaml(skill: Skill, reviewBy: string): string {
  const digcomp = `{ framework: "${skill.digcomp.framework}", ids: [${skill.digcomp.ids.map((id) => `"${id}"`).join(', ')}], level: ${skill.digcomp.level} }`;
  const items = SITUATIONS.map(([nl, en], index) => {
    const options = CHOICES.map(([dutch, english], place) =>
      optionYaml('abc'[place] ?? '', place === index % 3, dutch, english),
    );
    return `- id: ${skill.id}.00${index + 1}
  version: 1
  skill: ${skill.id}
  use: practice
  status: draft
  type: single
  objective: o1
  bloom: apply
  digcomp: ${digcomp}
  difficulty: { source: author, level: ${1 + index} }
  time_s: 30
  shuffle: true
  stem:
    nl: ${nl} Wat doe je eerst?
    en: ${en} What do you do first?
  options:
${options.join('')}  rule: { nl: Schrijf hier de regel om te onthouden., en: Write the rule to remember here. }
  review: { source: own writing, review_by: ${reviewBy} }
`;
  });
  return `# yaml-language-server: $schema=../../schemas/items.json\n${items.join('\n')}`;
}

const SITUATIONS = [
  [
    'Schrijf hier de eerste situatie, met wie, waar en wat die persoon ziet.',
    'Write the first situation here, with who, where and what that person sees.',
  ],
  [
    'Schrijf hier een tweede situatie, met een ander doel en een ander team.',
    'Write a second situation here, with another goal and another team.',
  ],
  [
    'Schrijf hier een lastiger geval, waarin haast of drukte meespeelt.',
    'Write a harder case here, in which haste or bustle plays a part.',
  ],
  [
    'Schrijf hier het lastigste geval, waarin twee dingen tegelijk aandacht vragen.',
    'Write the hardest case here, in which two things ask for attention at once.',
  ],
] as const;

const CHOICES = [
  ['Schrijf hier de eerste keuze.', 'Write the first choice here.'],
  ['Schrijf hier de tweede keuze.', 'Write the second choice here.'],
  ['Schrijf hier de derde keuze.', 'Write the third choice here.'],
] as const;

function optionYaml(id: string, isKey: boolean, nl: string, en: string): string {
  const [why, reason] = isKey
    ? ['Klopt. Schrijf hier waarom dit het beste is.', 'Correct. Write here why this is best.']
    : ['Schrijf hier wat aantrekt en wat er misgaat.', 'Write here what attracts and what goes wrong.'];
  return `    - id: ${id}
${isKey ? '      key: true\n' : ''}      text: { nl: ${nl}, en: ${en} }
      why:
        nl: ${why}
        en: ${reason}
`;
}
