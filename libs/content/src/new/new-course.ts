import { isMap, isSeq, parseDocument } from 'yaml';
import type { Skill } from '../schemas/skills.schema.js';
import type { BothLanguages } from '../schemas/text.schema.js';
import { lessonSlug, newLesson, type LessonStart, type NewFile } from './new-lesson.js';

export interface CourseStart extends Omit<LessonStart, 'id'> {
  /** A letter and two digits that no course has. */
  readonly code: string;
  readonly title: BothLanguages;
  /** Two fresh UUIDs: for the course and for its lesson. */
  readonly ids: { readonly course: string; readonly lesson: string };
}

/** A course folder with one lesson, as drafts that pass every rule; each text says what to write in its place. */
export function newCourse({ course, skill, code, title, ids, reviewBy }: CourseStart): NewFile[] {
  const said = (text: BothLanguages): string =>
    `{ nl: ${JSON.stringify(text.nl)}, en: ${JSON.stringify(text.en)} }`;
  const courseYaml = `# yaml-language-server: $schema=../schemas/course.json
id: ${ids.course}
code: ${code}
status: draft
owner: role:learning-team
review_by: ${reviewBy}
teaches: [${skill.id}]
needs: [${skill.needs.join(', ')}]
lessons: [${lessonSlug(skill)}]
licence: ${/^\d/.test(skill.category) ? `"${skill.category}"` : skill.category}
title: ${said(title)}
summary: { nl: Schrijf hier in een zin wat de cursus brengt., en: Write here in one sentence what the course brings. }
outcomes:
  - { nl: Noem het eerste dat iemand daarna kan., en: Name the first thing somebody can do. }
  - { nl: Noem het tweede dat iemand daarna kan., en: Name the second thing somebody can do. }
  - { nl: Noem het derde dat iemand daarna kan., en: Name the third thing somebody can do. }
`;
  return [
    { path: `${course}/course.yaml`, text: courseYaml },
    { path: `${course}/course.nl.md`, text: PAGE.nl },
    { path: `${course}/course.en.md`, text: PAGE.en },
    { path: `${course}/design.md`, text: designOf(title) },
    ...newLesson({ course, skill, id: ids.lesson, reviewBy }),
  ];
}

const PAGE: BothLanguages = {
  nl: `Begin met een herkenbaar moment op het werk. Wat gaat er mis, en wie heeft er last van? Zeg het in twee of drie korte
zinnen.

Vertel daarna wat iemand in deze cursus oefent, en hoeveel tijd dat kost. Sluit af met wat er na afloop makkelijker
gaat. Schrijf voor iemand die het druk heeft en snel wil weten of dit helpt.
`,
  en: `Begin with a moment at work that people know. What goes wrong, and who is bothered by it? Say so in two or three short
sentences.

Then tell what somebody practises in this course, and how much time it takes. End with what becomes easier afterwards.
Write for somebody who is busy and wants to know quickly whether this helps.
`,
};

const designOf = ({ en }: BothLanguages): string => `# Design of "${en}"

**Learning objective.** After the course somebody can do what stands here.

**Out of scope.** What this course leaves to others.

**Sources.** Where it comes from, with dates.
`;

/** The text of skills.yaml with one more skill, as a draft. */
export function withSkill(
  skillsYaml: string,
  { id, name, category, needs, digcomp }: Omit<Skill, 'status'>,
): string {
  const ids = digcomp.ids.map((one) => `"${one}"`).join(', ');
  return `${skillsYaml.trimEnd()}

- id: ${id}
  name: { nl: ${JSON.stringify(name.nl)}, en: ${JSON.stringify(name.en)} }
  category: ${/^\d/.test(category) ? `"${category}"` : category}
  needs: [${needs.join(', ')}]
  digcomp: { framework: "${digcomp.framework}", ids: [${ids}], level: ${digcomp.level} }
  status: draft
`;
}

/**
 * The text of course.yaml that teaches one more skill in one more lesson. Nothing else in it changes, comments included.
 *
 * @throws Error when the text has no list under `teaches` or `lessons`; the checker says so before
 */
export function withLesson(courseYaml: string, skill: Skill): string {
  const taught = appended(courseYaml, 'teaches', skill.id);
  return appended(taught, 'lessons', lessonSlug(skill));
}

function appended(text: string, field: string, value: string): string {
  const { contents } = parseDocument(text);
  const list = isMap(contents) ? contents.get(field, true) : undefined;
  if (!isSeq(list) || !list.range) throw new Error(`course.yaml has no list under ${field}`);
  if (list.flow) {
    const end = list.range[1] - 1;
    return `${text.slice(0, end)}${list.items.length > 0 ? ', ' : ''}${value}${text.slice(end)}`;
  }
  const [start, end] = [list.range[0], list.range[1]];
  const column = start - (text.lastIndexOf('\n', start - 1) + 1);
  const before = text.slice(0, end).trimEnd();
  return `${before}\n${' '.repeat(column)}- ${value}\n${text.slice(before.length).replace(/^\n/, '')}`;
}
