import { COMPETENCES } from '#content';
import type { Details } from './draft.js';

/**
 * What our items have beside the question, as names with plain values: tags of a Moodle question (`bloom:apply`) and
 * data attributes of a QTI item (`data-bloom="apply"`).
 */
export function detailFacts(details: Details): [name: string, value: string][] {
  const { digcomp, difficulty, review } = details;
  const facts: [string, string | number | undefined][] = [
    ['id', details.id],
    ['version', details.version],
    ['skill', details.skill],
    ['use', details.use],
    ['status', details.status],
    ['family', details.family],
    ['objective', details.objective],
    ['bloom', details.bloom],
    ['digcomp', digcomp?.ids.join(' ')],
    ['digcomp-level', digcomp?.level],
    ['level', difficulty?.level],
    ['time', details.time_s],
    ['review-by', review?.review_by],
    ['source', review?.source],
  ];
  return facts.flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, String(value)]],
  );
}

const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const ONE_OF: Readonly<Record<string, RegExp>> = {
  id: /^[a-z]{2,3}\.[a-z0-9]+(-[a-z0-9]+)*\.\d{3}$/,
  version: /^[1-9]\d{0,5}$/,
  skill: /^[a-z]{2,3}\.[a-z0-9]+(-[a-z0-9]+)*$/,
  use: /^(practice|exam)$/,
  status: /^(draft|pilot|active|retired)$/,
  family: SLUG,
  objective: /^o\d$/,
  bloom: /^(remember|understand|apply|analyse|evaluate|create)$/,
  digcomp: new RegExp(
    `^(${COMPETENCES.map((id) => id.replace('.', '\\.')).join('|')})( (${COMPETENCES.map((id) => id.replace('.', '\\.')).join('|')}))*$`,
  ),
  'digcomp-level': /^(basic|intermediate|advanced|highly-advanced)$/,
  level: /^[1-5]$/,
  time: /^\d{2,3}$/,
  'review-by': /^\d{4}-\d{2}-\d{2}$/,
  source: /\S/,
};

/** Is this a fact of ours with a value that it may have? A foreign tag that looks like one by chance is not. */
export const isDetail = (name: string, value: string): boolean =>
  Object.hasOwn(ONE_OF, name) && ONE_OF[name]?.test(value) === true;

/** The other way round; what is no fact of ours is left out. */
export function detailsFrom(facts: Readonly<Record<string, string>>): Details {
  const known = new Map(Object.entries(facts).filter(([name, value]) => isDetail(name, value)));
  const take = <K extends keyof Details>(key: K, fact: string, read: (value: string) => unknown): Details => {
    const value = known.get(fact);
    return value === undefined ? {} : { [key]: read(value) };
  };
  const same = (value: string): string => value;
  const [level, reviewBy, source] = [known.get('digcomp-level'), known.get('review-by'), known.get('source')];
  return {
    ...take('id', 'id', same),
    ...take('version', 'version', Number),
    ...take('skill', 'skill', same),
    ...take('use', 'use', same),
    ...take('status', 'status', same),
    ...take('family', 'family', same),
    ...take('objective', 'objective', same),
    ...take('bloom', 'bloom', same),
    ...(level === undefined
      ? {}
      : take('digcomp', 'digcomp', (ids) => ({ framework: '3.0', ids: ids.split(' '), level }))),
    ...take('difficulty', 'level', (value) => ({ source: 'author', level: Number(value) })),
    ...take('time_s', 'time', Number),
    ...(source === undefined || reviewBy === undefined ? {} : { review: { source, review_by: reviewBy } }),
  };
}
