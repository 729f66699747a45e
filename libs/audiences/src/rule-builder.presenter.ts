/** View model of the rule builder: one line of labelled fields per condition, one box per group. */
import { HOURS_COMPARISONS } from './rule.js';
import { CONDITION_KINDS, GROUP_KINDS, isDraftGroup } from './rule-form.js';
import type { ConditionKind, DraftCondition, DraftGroup } from './rule-form.js';
import type { Say } from './sentence.js';

export interface Choice {
  value: string;
  label: string;
}

export interface BuilderOptions {
  teams: (Choice & { depth: number })[];
  sites: Choice[];
  jobs: string[];
  categories: Choice[];
}

export interface FieldModel {
  /** Which ui field lays it out. */
  as: 'select' | 'text' | 'combobox' | 'date' | 'checkboxes';
  name: string;
  label: string;
  value: string | string[];
  options?: Choice[];
  type?: string;
  error?: string;
}

export interface LineModel {
  isGroup: false;
  name: string;
  kind: ConditionKind;
  title: string;
  fields: FieldModel[];
  remove: { value: string; label: string };
}

export interface GroupModel {
  isGroup: true;
  name: string;
  isRoot: boolean;
  legend: string;
  kind: FieldModel;
  children: (LineModel | GroupModel)[];
  isEmpty: boolean;
  add: FieldModel;
  addCondition: string;
  addGroup: string | null;
  remove: { value: string; label: string } | null;
}

export interface BuilderModel {
  root: GroupModel;
  jobs: Choice[];
}

/** How deep groups may be nested in the builder; the schema allows one level more for what comes by the API. */
const GROUP_LEVELS = 3;

export function presentBuilder(draft: DraftGroup, errors: Readonly<Record<string, string>>, options: BuilderOptions, say: Say): BuilderModel {
  return { root: groupModel(draft, [], errors, options, say), jobs: options.jobs.map((job) => ({ value: job, label: job })) };
}

function groupModel(group: DraftGroup, path: number[], errors: Readonly<Record<string, string>>, options: BuilderOptions, say: Say): GroupModel {
  const name = ['rule', ...path].join('.');
  const place = path.join('.');
  return {
    isGroup: true,
    name,
    isRoot: path.length === 0,
    legend: say(path.length === 0 ? 'audiences.builder_legend' : 'audiences.builder_group', { place: place === '' ? '' : humanPlace(path) }),
    kind: {
      as: 'select',
      name: `${name}.kind`,
      label: say('audiences.builder_join'),
      value: group.kind,
      options: choices(GROUP_KINDS, 'audiences.builder_join', say),
    },
    children: group.children.map((child, i) =>
      isDraftGroup(child) ? groupModel(child, [...path, i], errors, options, say) : lineModel(child, [...path, i], errors, options, say),
    ),
    isEmpty: group.children.length === 0,
    add: withError(
      { as: 'select', name: `${name}.add`, label: say('audiences.builder_add_kind'), value: 'team', options: choices(CONDITION_KINDS, 'audiences.kind', say) },
      errors,
    ),
    addCondition: `add-condition:${place}`,
    addGroup: path.length < GROUP_LEVELS - 1 ? `add-group:${place}` : null,
    remove: path.length === 0 ? null : { value: `remove:${place}`, label: say('audiences.builder_remove_group', { place: humanPlace(path) }) },
  };
}

function lineModel(line: DraftCondition, path: number[], errors: Readonly<Record<string, string>>, options: BuilderOptions, say: Say): LineModel {
  const name = ['rule', ...path].join('.');
  const title = say(keyOf('audiences.kind', line.kind));
  const value = (field: string, fallback = ''): string => line.fields[field]?.[0] ?? fallback;
  const select = (field: string, label: string, fieldOptions: Choice[], fallback = ''): FieldModel => ({
    as: 'select',
    name: `${name}.${field}`,
    label: say(label),
    value: value(field, fallback),
    options: fieldOptions,
  });
  const text = (field: string, label: string, as: 'text' | 'combobox' | 'date', more: Partial<FieldModel> = {}): FieldModel => ({
    as,
    name: `${name}.${field}`,
    label: say(label),
    value: value(field),
    ...more,
  });
  const yesNo = (prefix: string): Choice[] => choices(['yes', 'no'], prefix, say);
  const not: FieldModel = {
    as: 'select',
    name: `${name}.not`,
    label: say('audiences.builder_not'),
    value: value('not', 'no'),
    options: choices(['no', 'yes'], 'audiences.builder_not', say),
  };
  const empty: Choice = { value: '', label: say('audiences.builder_choose') };
  const known = (list: Choice[], field: string): Choice[] => {
    const now = value(field);
    // What HR chose earlier stays visible when it has gone from the record since.
    return [empty, ...list, ...(now !== '' && !list.some((choice) => choice.value === now) ? [{ value: now, label: now }] : [])];
  };
  const fields = ((): FieldModel[] => {
    switch (line.kind) {
      case 'team':
        return [
          select('team', 'audiences.field_team', known(options.teams.map(({ value: code, label, depth }) => ({ value: code, label: `${'– '.repeat(Math.max(0, depth))}${label}` })), 'team')),
          select('below', 'audiences.field_below', yesNo('audiences.below'), 'yes'),
        ];
      case 'job':
        return [
          select('op', 'audiences.field_job_op', choices(['is', 'contains'], 'audiences.job_op', say), 'is'),
          text('job', 'audiences.field_job', 'combobox', { options: options.jobs.map((job) => ({ value: job, label: job })) }),
        ];
      case 'site':
        return [{ as: 'checkboxes', name: `${name}.site`, label: say('audiences.field_site'), value: line.fields['site'] ?? [], options: options.sites }];
      case 'hours':
        return [
          select('op', 'audiences.field_hours_op', choices(HOURS_COMPARISONS, 'audiences.hours_op', say), 'less-than'),
          text('hours', 'audiences.field_hours', 'text', { type: 'text' }),
        ];
      case 'started-day':
        return [
          select('op', 'audiences.field_start_op', choices(['from', 'before'], 'audiences.start_op', say), 'from'),
          text('day', 'audiences.field_day', 'date'),
        ];
      case 'started-days':
        return [
          select('op', 'audiences.field_start_op', choices(['within', 'over'], 'audiences.start_op', say), 'within'),
          text('days', 'audiences.field_days', 'text', { type: 'number' }),
        ];
      case 'manager':
        return [select('manager', 'audiences.field_manager', yesNo('audiences.manager'), 'yes')];
      case 'holds':
        return [select('category', 'audiences.field_category', known(options.categories, 'category'))];
    }
  })();
  return {
    isGroup: false,
    name,
    kind: line.kind,
    title,
    fields: [not, ...fields].map((field) => withError(field, errors)),
    remove: { value: `remove:${path.join('.')}`, label: say('audiences.builder_remove', { what: title, place: humanPlace(path) }) },
  };
}

/** "2.1": counted from one, as people do. */
function humanPlace(path: number[]): string {
  return path.map((part) => part + 1).join('.');
}

function withError(field: FieldModel, errors: Readonly<Record<string, string>>): FieldModel {
  const error = errors[field.name];
  return error === undefined ? field : { ...field, error };
}

function choices(values: readonly string[], prefix: string, say: Say): Choice[] {
  return values.map((value) => ({ value, label: say(keyOf(prefix, value)) }));
}

function keyOf(prefix: string, value: string): string {
  return `${prefix}_${value.replace(/-/g, '_')}`;
}
