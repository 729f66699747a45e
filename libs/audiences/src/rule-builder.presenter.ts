/** View model of the rule builder: each condition is a phrase with fields in it, each group a box. */
import { HOURS_COMPARISONS } from './rule.js';
import { CONDITION_KINDS, GROUP_KINDS, isDraftGroup } from './rule-form.js';
import type { ConditionKind, DraftCondition, DraftGroup } from './rule-form.js';
import type { Say } from './sentence.js';

export interface Choice {
  value: string;
  label: string;
  isChosen?: boolean;
}

export interface BuilderOptions {
  teams: (Choice & { depth: number })[];
  sites: Choice[];
  jobs: string[];
  categories: Choice[];
}

export interface FieldModel {
  as: 'select' | 'input' | 'checkboxes';
  name: string;
  id: string;
  /** Read out; the words around the field say the same to the eye. */
  label: string;
  value: string | string[];
  options?: Choice[];
  type?: 'text' | 'number' | 'date';
  size?: number;
  /** Suggestions beside what may be typed freely. */
  suggestions?: string[];
  error?: string;
}

/** A word of the phrase, or a field in it. */
export type Part = { text: string } | { field: FieldModel };

export interface LineModel {
  isGroup: false;
  name: string;
  kind: ConditionKind;
  title: string;
  parts: Part[];
  /** A list of boxes to tick does not fit in a phrase: it stands below it. */
  boxes: FieldModel | null;
  errors: { id: string; key: string }[];
  remove: { value: string; label: string };
}

export interface GroupModel {
  isGroup: true;
  name: string;
  isRoot: boolean;
  legend: string;
  parts: Part[];
  children: (LineModel | GroupModel)[];
  isEmpty: boolean;
  add: FieldModel;
  addCondition: string;
  addGroup: string | null;
  remove: { value: string; label: string } | null;
}

export interface BuilderModel {
  root: GroupModel;
}

/** How deep groups may be nested in the builder; the schema allows one level more for what comes by the API. */
const GROUP_LEVELS = 3;

interface Writing {
  errors: Readonly<Record<string, string>>;
  options: BuilderOptions;
  say: Say;
}

export function presentBuilder(
  draft: DraftGroup,
  errors: Readonly<Record<string, string>>,
  options: BuilderOptions,
  say: Say,
): BuilderModel {
  return { root: groupModel(draft, [], { errors, options, say }) };
}

function groupModel(group: DraftGroup, path: number[], writing: Writing): GroupModel {
  const { say } = writing;
  const name = ['rule', ...path].join('.');
  const place = path.join('.');
  const isRoot = path.length === 0;
  const kind = select(
    writing,
    name,
    'kind',
    'audiences.builder_join',
    group.kind,
    choices(GROUP_KINDS, 'audiences.builder_join_', say),
  );
  return {
    isGroup: true,
    name,
    isRoot,
    legend: isRoot
      ? say('audiences.builder_legend')
      : say('audiences.builder_group', { place: humanPlace(path) }),
    parts: phraseWith(say, isRoot ? 'audiences.line_root' : 'audiences.line_group', { kind }),
    children: group.children.map((child, i) =>
      isDraftGroup(child)
        ? groupModel(child, [...path, i], writing)
        : lineModel(child, [...path, i], writing),
    ),
    isEmpty: group.children.length === 0,
    add: select(
      writing,
      name,
      'add',
      'audiences.builder_add_kind',
      'team',
      choices(CONDITION_KINDS, 'audiences.kind_', say),
    ),
    addCondition: `add-condition:${place}`,
    addGroup: path.length < GROUP_LEVELS - 1 ? `add-group:${place}` : null,
    remove: isRoot
      ? null
      : {
          value: `remove:${place}`,
          label: say('audiences.builder_remove_group', { place: humanPlace(path) }),
        },
  };
}

function lineModel(line: DraftCondition, path: number[], writing: Writing): LineModel {
  const { say } = writing;
  const name = ['rule', ...path].join('.');
  const title = say(keyOf('audiences.kind_', line.kind));
  const fields = fieldsOf(line, name, writing);
  const inPhrase = Object.fromEntries(
    Object.entries(fields).filter(([, field]) => field.as !== 'checkboxes'),
  );
  return {
    isGroup: false,
    name,
    kind: line.kind,
    title,
    parts: phraseWith(say, keyOf('audiences.line_', line.kind), inPhrase),
    boxes: Object.values(fields).find((field) => field.as === 'checkboxes') ?? null,
    errors: Object.values(inPhrase).flatMap(({ id, error }) =>
      error === undefined ? [] : [{ id: `${id}-error`, key: error }],
    ),
    remove: {
      value: `remove:${path.join('.')}`,
      label: say('audiences.builder_remove', { what: title, place: humanPlace(path) }),
    },
  };
}

/** The fields of a condition by the word that stands for them in its phrase. */
function fieldsOf(line: DraftCondition, name: string, writing: Writing): Record<string, FieldModel> {
  const { options, say } = writing;
  const value = (field: string, fallback = ''): string => line.fields[field]?.[0] ?? fallback;
  const pick = (field: string, label: string, list: Choice[], fallback = ''): FieldModel =>
    select(writing, name, field, label, value(field, fallback), list);
  const type = (
    field: string,
    label: string,
    kind: 'text' | 'number' | 'date',
    size: number,
  ): FieldModel => ({
    ...base(writing, name, field, label),
    as: 'input',
    type: kind,
    size,
    value: value(field),
  });
  const not = pick(
    'not',
    'audiences.builder_not',
    choices(['no', 'yes'], 'audiences.builder_not_', say),
    'no',
  );
  const known = (list: Choice[], field: string): Choice[] => {
    const now = value(field);
    // What HR chose earlier stays visible when it has gone from the record since.
    const gone =
      now !== '' && !list.some((choice) => choice.value === now) ? [{ value: now, label: now }] : [];
    return [{ value: '', label: say('audiences.builder_choose') }, ...list, ...gone];
  };
  switch (line.kind) {
    case 'team':
      return {
        not,
        team: pick('team', 'audiences.field_team', known(options.teams.map(indented), 'team')),
        below: pick('below', 'audiences.field_below', choices(['yes', 'no'], 'audiences.below_', say), 'yes'),
      };
    case 'job':
      return {
        not,
        op: pick('op', 'audiences.field_job_op', choices(['is', 'contains'], 'audiences.job_op_', say), 'is'),
        job: { ...type('job', 'audiences.field_job', 'text', 28), suggestions: options.jobs },
      };
    case 'site':
      return {
        not,
        site: {
          ...base(writing, name, 'site', 'audiences.field_site'),
          as: 'checkboxes',
          value: line.fields['site'] ?? [],
          options: options.sites,
        },
      };
    case 'hours':
      return {
        not,
        op: pick(
          'op',
          'audiences.field_hours_op',
          choices(HOURS_COMPARISONS, 'audiences.hours_op_', say),
          'less-than',
        ),
        hours: type('hours', 'audiences.field_hours', 'text', 4),
      };
    case 'started-day':
      return {
        not,
        op: pick(
          'op',
          'audiences.field_start_op',
          choices(['from', 'before'], 'audiences.start_op_', say),
          'from',
        ),
        day: type('day', 'audiences.field_day', 'date', 10),
      };
    case 'started-days':
      return {
        not,
        op: pick(
          'op',
          'audiences.field_start_op',
          choices(['within', 'over'], 'audiences.start_op_', say),
          'within',
        ),
        days: type('days', 'audiences.field_days', 'text', 4),
      };
    case 'manager':
      return {
        manager: pick(
          'manager',
          'audiences.field_manager',
          choices(['yes', 'no'], 'audiences.manager_', say),
          'yes',
        ),
      };
    case 'holds':
      return {
        not,
        category: pick('category', 'audiences.field_category', known(options.categories, 'category')),
      };
  }
}

/** A text such as "{not} in {team} werkt" as its words and fields, in the order of the language. */
function phraseWith(say: Say, key: string, fields: Record<string, FieldModel>): Part[] {
  const text = say(key, Object.fromEntries(Object.keys(fields).map((name) => [name, `\u0001${name}\u0001`])));
  return text.split('\u0001').flatMap((piece, i): Part[] => {
    if (i % 2 === 0) return piece.trim() === '' ? [] : [{ text: piece.trim() }];
    const field = fields[piece];
    return field ? [{ field }] : [];
  });
}

function select(
  writing: Writing,
  name: string,
  field: string,
  label: string,
  value: string,
  options: Choice[],
): FieldModel {
  return {
    ...base(writing, name, field, label),
    as: 'select',
    value,
    options: options.map((choice) => ({ ...choice, isChosen: choice.value === value })),
  };
}

function base({ errors, say }: Writing, line: string, field: string, label: string) {
  const name = `${line}.${field}`;
  const error = errors[name];
  return { name, id: `f-${name}`, label: say(label), ...(error === undefined ? {} : { error }) };
}

function indented({ value, label, depth }: BuilderOptions['teams'][number]): Choice {
  return { value, label: `${'– '.repeat(Math.max(0, depth))}${label}` };
}

/** "2.1": counted from one, as people do. */
function humanPlace(path: number[]): string {
  return path.map((part) => part + 1).join('.');
}

function choices(values: readonly string[], prefix: string, say: Say): Choice[] {
  return values.map((value) => ({ value, label: say(keyOf(prefix, value)) }));
}

/** `prefix` ends with an underscore. */
function keyOf(prefix: string, value: string): string {
  return `${prefix}${value.replace(/-/g, '_')}`;
}
