/**
 * A rule while HR is still writing it: the fields of the builder as a tree of texts, complete or not.
 * Every button of the builder is a plain submit; `takeStep` does what the button says, so the builder
 * needs no script. Field names are paths: rule.1.0.team is the team of the first line in the second.
 */
import {
  HOURS_COMPARISONS,
  childrenOf,
  isAll,
  isAny,
  isEveryone,
  isGroup,
  isNot,
  ruleSchema,
} from './rule.js';
import type { Condition, Rule, RuleNode } from './rule.js';
import { plainest } from './rule-tree.js';

export const GROUP_KINDS = ['all', 'any', 'none', 'not-all'] as const;
export type GroupKind = (typeof GROUP_KINDS)[number];
export const CONDITION_KINDS = [
  'team',
  'job',
  'site',
  'hours',
  'started-day',
  'started-days',
  'manager',
  'holds',
] as const;
export type ConditionKind = (typeof CONDITION_KINDS)[number];

export interface DraftGroup {
  kind: GroupKind;
  children: DraftNode[];
}
export interface DraftCondition {
  kind: ConditionKind;
  fields: Record<string, string[]>;
}
export type DraftNode = DraftGroup | DraftCondition;

/** The fields of each kind of condition, beside `not`. */
const FIELDS: Record<ConditionKind, readonly string[]> = {
  team: ['team', 'below'],
  job: ['op', 'job'],
  site: ['site'],
  hours: ['op', 'hours'],
  'started-day': ['op', 'day'],
  'started-days': ['op', 'days'],
  manager: ['manager'],
  holds: ['category'],
};

export const EMPTY_DRAFT: DraftGroup = { kind: 'all', children: [] };
/** Where the next number would not be read any more: a guard against a form that was made by hand. */
const MOST_CHILDREN = 40;
const DEEPEST = 4;

export function isDraftGroup(node: DraftNode): node is DraftGroup {
  return 'children' in node;
}

/** The draft in a submitted form. What is not understood is left out; the texts stay as they were typed. */
export function readDraft(body: Record<string, unknown>, prefix = 'rule'): DraftGroup {
  const read = (path: string, depth: number): DraftNode | undefined => {
    const kind = texts(body[`${path}.kind`])[0];
    if (isOneOf(GROUP_KINDS, kind)) {
      const children: DraftNode[] = [];
      for (let i = 0; i < MOST_CHILDREN && depth < DEEPEST; i++) {
        const child = read(`${path}.${i}`, depth + 1);
        if (child) children.push(child);
      }
      return { kind, children };
    }
    if (!isOneOf(CONDITION_KINDS, kind)) return undefined;
    const fields = Object.fromEntries(
      ['not', ...FIELDS[kind]].map((field) => [field, texts(body[`${path}.${field}`])]),
    );
    return { kind, fields };
  };
  const root = read(prefix, 0);
  return root && isDraftGroup(root) ? root : EMPTY_DRAFT;
}

/**
 * Carries out one button: "add-condition:PATH", "add-group:PATH" or "remove:PATH", where PATH is the group
 * ("" for the outermost, "1" or "1.0") or the line. The kind of a new condition comes from the select
 * beside the button. Any other text leaves the draft as it is.
 */
export function takeStep(
  draft: DraftGroup,
  button: string,
  body: Record<string, unknown>,
  prefix = 'rule',
): DraftGroup {
  const [verb = '', place = ''] = button.split(':', 2);
  const path = place === '' ? [] : place.split('.').map(Number);
  if (path.some((part) => !Number.isInteger(part) || part < 0)) return draft;
  if (verb === 'remove') return change(draft, path.slice(0, -1), (group) => without(group, path.at(-1)));
  if (verb === 'add-group' && path.length < DEEPEST - 1) {
    const kind: GroupKind = childAt(draft, path)?.kind === 'any' ? 'all' : 'any';
    return change(draft, path, (group) => withChild(group, { kind, children: [] }));
  }
  if (verb === 'add-condition') {
    const kind = texts(body[[prefix, ...path, 'add'].join('.')])[0];
    if (isOneOf(CONDITION_KINDS, kind))
      return change(draft, path, (group) => withChild(group, { kind, fields: {} }));
  }
  return draft;
}

export type ReadRule = { ok: true; rule: Rule } | { ok: false; errors: Record<string, string> };

/** The rule that a complete draft says, or what is still missing, by field name. No lines at all: everyone. */
export function toRule(draft: DraftGroup, prefix = 'rule'): ReadRule {
  if (draft.children.length === 0) return { ok: true, rule: { everyone: true } };
  const errors: Record<string, string> = {};
  const node = groupOf(draft, prefix, errors);
  if (Object.keys(errors).length > 0) return { ok: false, errors };
  const parsed = ruleSchema.safeParse(plainest(node));
  return parsed.success
    ? { ok: true, rule: parsed.data }
    : { ok: false, errors: { [prefix]: 'audiences.error_rule' } };
}

/** The draft with which HR goes on editing an existing rule. */
export function toDraft(rule: Rule): DraftGroup {
  if (isEveryone(rule)) return EMPTY_DRAFT;
  const node = draftOf(rule);
  return isDraftGroup(node) ? node : { kind: 'all', children: [node] };
}

function groupOf(group: DraftGroup, path: string, errors: Record<string, string>): RuleNode {
  if (group.children.length === 0) errors[`${path}.add`] = 'audiences.error_empty_group';
  const children = group.children.map((child, i) =>
    isDraftGroup(child) ? groupOf(child, `${path}.${i}`, errors) : conditionOf(child, `${path}.${i}`, errors),
  );
  if (group.kind === 'all') return { all: children };
  if (group.kind === 'any') return { any: children };
  return { not: group.kind === 'none' ? { any: children } : { all: children } };
}

function conditionOf(draft: DraftCondition, path: string, errors: Record<string, string>): RuleNode {
  const value = (field: string): string => (draft.fields[field]?.[0] ?? '').trim();
  const needed = (field: string): string => {
    if (value(field) === '') errors[`${path}.${field}`] = 'audiences.error_choose';
    return value(field);
  };
  const number = (field: string, most: number): number => {
    const given = Number(needed(field).replace(',', '.'));
    if (!(given >= 0 && given <= most)) errors[`${path}.${field}`] = 'audiences.error_number';
    return given;
  };
  const condition = ((): Condition => {
    switch (draft.kind) {
      case 'team':
        return { team: { code: needed('team'), below: value('below') !== 'no' } };
      case 'job':
        if (value('op') === 'contains') return { job: { contains: needed('job') } };
        return {
          job: {
            is: needed('job')
              .split(';')
              .map((part) => part.trim())
              .filter((part) => part !== ''),
          },
        };
      case 'site': {
        const sites = (draft.fields['site'] ?? []).filter((site) => site !== '');
        if (sites.length === 0) errors[`${path}.site`] = 'audiences.error_choose';
        return { site: sites };
      }
      case 'hours': {
        const op = value('op');
        return {
          hours: { op: isOneOf(HOURS_COMPARISONS, op) ? op : 'less-than', value: number('hours', 60) },
        };
      }
      case 'started-day': {
        const day = needed('day');
        if (day !== '' && !ruleSchema.safeParse({ startedFrom: day }).success)
          errors[`${path}.day`] = 'audiences.error_day';
        return value('op') === 'before' ? { startedBefore: day } : { startedFrom: day };
      }
      case 'started-days': {
        const days = number('days', 3650);
        if (!Number.isInteger(days) || days < 1) errors[`${path}.days`] ??= 'audiences.error_number';
        return value('op') === 'over' ? { startedOverDays: days } : { startedWithinDays: days };
      }
      case 'manager':
        return { manager: value('manager') !== 'no' };
      case 'holds':
        return { holds: { category: needed('category') } };
    }
  })();
  return value('not') === 'yes' ? { not: condition } : condition;
}

function draftOf(node: RuleNode): DraftNode {
  if (isNot(node)) {
    const inner = node.not;
    if (isAll(inner)) return { kind: 'not-all', children: inner.all.map(draftOf) };
    if (isAny(inner)) return { kind: 'none', children: inner.any.map(draftOf) };
    const draft = draftOf(inner);
    return isDraftGroup(draft)
      ? { kind: 'none', children: [draft] }
      : { ...draft, fields: { ...draft.fields, not: ['yes'] } };
  }
  if (isGroup(node)) return { kind: isAll(node) ? 'all' : 'any', children: childrenOf(node).map(draftOf) };
  return fieldsOf(node);
}

function fieldsOf(condition: Condition): DraftCondition {
  const draft = (kind: ConditionKind, fields: Record<string, string | string[]>): DraftCondition => ({
    kind,
    fields: Object.fromEntries(Object.entries(fields).map(([field, value]) => [field, texts(value)])),
  });
  if ('team' in condition)
    return draft('team', { team: condition.team.code, below: condition.team.below ? 'yes' : 'no' });
  if ('job' in condition) {
    return 'is' in condition.job
      ? draft('job', { op: 'is', job: condition.job.is.join('; ') })
      : draft('job', { op: 'contains', job: condition.job.contains });
  }
  if ('site' in condition) return draft('site', { site: condition.site });
  if ('hours' in condition)
    return draft('hours', { op: condition.hours.op, hours: String(condition.hours.value) });
  if ('startedFrom' in condition) return draft('started-day', { op: 'from', day: condition.startedFrom });
  if ('startedBefore' in condition)
    return draft('started-day', { op: 'before', day: condition.startedBefore });
  if ('startedWithinDays' in condition)
    return draft('started-days', { op: 'within', days: String(condition.startedWithinDays) });
  if ('startedOverDays' in condition)
    return draft('started-days', { op: 'over', days: String(condition.startedOverDays) });
  if ('manager' in condition) return draft('manager', { manager: condition.manager ? 'yes' : 'no' });
  return draft('holds', { category: condition.holds.category });
}

function change(group: DraftGroup, path: number[], edit: (group: DraftGroup) => DraftGroup): DraftGroup {
  const [first, ...rest] = path;
  if (first === undefined) return edit(group);
  return {
    ...group,
    children: group.children.map((child, i) =>
      i === first && isDraftGroup(child) ? change(child, rest, edit) : child,
    ),
  };
}

function childAt(group: DraftGroup, path: number[]): DraftNode | undefined {
  const [first, ...rest] = path;
  if (first === undefined) return group;
  const child = group.children[first];
  return child && isDraftGroup(child) ? childAt(child, rest) : undefined;
}

function withChild(group: DraftGroup, child: DraftNode): DraftGroup {
  return group.children.length >= MOST_CHILDREN ? group : { ...group, children: [...group.children, child] };
}

function without(group: DraftGroup, place: number | undefined): DraftGroup {
  return { ...group, children: group.children.filter((_, i) => i !== place) };
}

function texts(value: unknown): string[] {
  if (Array.isArray(value)) return value.filter((one): one is string => typeof one === 'string');
  return typeof value === 'string' ? [value] : [];
}

function isOneOf<T extends string>(list: readonly T[], value: string | undefined): value is T {
  return (list as readonly (string | undefined)[]).includes(value);
}
