/**
 * The rule as an SQL predicate over a row `f` of person_facts(on). Values always travel as parameters;
 * the text holds nothing but fixed words and $n.
 */
import { isAll, isAny, isEveryone, isNot } from './rule.js';
import type { Condition, HoursComparison } from './rule.js';
import type { Supposed } from './rule-tree.js';

export interface RuleSqlOptions {
  /** The statement's parameter list; the rule's values are added to its end. */
  params: unknown[];
  /** The parameter that carries the day asked about, e.g. '$1'. */
  on: `$${number}`;
  /** Name of the relation (usually a CTE) that holds person_facts(on); read again under a "not". */
  facts?: string;
}

/** The predicate, ready to stand after WHERE; it is never null. The outer row must be aliased `f`. */
export function toSql(rule: Supposed, options: RuleSqlOptions): string {
  return predicate(rule, 'f', 0, { facts: 'facts', ...options });
}

interface Writing extends RuleSqlOptions {
  facts: string;
}

function predicate(node: Supposed, alias: string, nots: number, writing: Writing): string {
  if ('decided' in node) return node.decided ? 'TRUE' : 'FALSE';
  if (isEveryone(node as { everyone: true })) return 'TRUE';
  if (isAll(node)) return joined(node.all, ' AND ', alias, nots, writing);
  if (isAny(node)) return joined(node.any, ' OR ', alias, nots, writing);
  if (isNot(node)) {
    const inner = node.not as Supposed;
    // What is true of the person whichever job one looks at needs no second look at the person's jobs.
    if (isAboutPerson(inner)) return `NOT ${predicate(inner, alias, nots, writing)}`;
    const other = `f${nots + 1}`;
    const text = predicate(inner, other, nots + 1, writing);
    return `NOT EXISTS (SELECT 1 FROM ${identifier(writing.facts)} ${other} WHERE ${other}.person_id = ${alias}.person_id AND ${text})`;
  }
  return condition(node as Condition, alias, writing);
}

function joined(children: Supposed[], word: string, alias: string, nots: number, writing: Writing): string {
  return `(${children.map((child) => predicate(child, alias, nots, writing)).join(word)})`;
}

function condition(node: Condition, f: string, writing: Writing): string {
  const value = (given: unknown, type: string): string => {
    writing.params.push(given);
    return `$${writing.params.length}::${type}`;
  };
  const sure = (test: string): string => `((${test}) IS TRUE)`;
  if ('team' in node) {
    const { code, below } = node.team;
    return below
      ? sure(`position(${value(`/${code}/`, 'text')} IN ${f}.team_path) > 0`)
      : sure(`${f}.team_code = ${value(code, 'text')}`);
  }
  if ('job' in node) {
    return 'is' in node.job
      ? sure(`${f}.job = ANY(${value(node.job.is, 'text[]')})`)
      : sure(`position(${value(node.job.contains.toLowerCase(), 'text')} IN lower(${f}.job)) > 0`);
  }
  if ('site' in node) return sure(`${f}.site_name = ANY(${value(node.site, 'text[]')})`);
  if ('hours' in node) {
    return sure(`${f}.weekly_hours ${HOURS_OPERATORS[node.hours.op]} ${value(node.hours.value, 'numeric')}`);
  }
  if ('startedFrom' in node) return sure(`${f}.employment_start >= ${value(node.startedFrom, 'date')}`);
  if ('startedBefore' in node) return sure(`${f}.employment_start < ${value(node.startedBefore, 'date')}`);
  if ('startedWithinDays' in node) {
    return sure(`${f}.employment_start >= ${writing.on}::date - ${value(node.startedWithinDays, 'int')}`);
  }
  if ('startedOverDays' in node) {
    return sure(`${f}.employment_start < ${writing.on}::date - ${value(node.startedOverDays, 'int')}`);
  }
  if ('manager' in node) return sure(`${f}.is_manager = ${value(node.manager, 'boolean')}`);
  const category = value(node.holds.category, 'text');
  return `EXISTS (SELECT 1 FROM holding h WHERE h.person_id = ${f}.person_id AND h.category = ${category} AND h.state = 'held' AND h.valid_from <= ${writing.on}::date)`;
}

const HOURS_OPERATORS: Record<HoursComparison, string> = {
  'less-than': '<',
  'at-most': '<=',
  exactly: '=',
  'at-least': '>=',
  'more-than': '>',
};

function isAboutPerson(node: Supposed): boolean {
  if ('decided' in node || 'everyone' in node || 'holds' in node || 'manager' in node) return true;
  if (isAll(node)) return (node.all as Supposed[]).every(isAboutPerson);
  if (isAny(node)) return (node.any as Supposed[]).every(isAboutPerson);
  return isNot(node) && isAboutPerson(node.not);
}

function identifier(name: string): string {
  if (!/^[a-z_][a-z0-9_]*$/.test(name)) throw new TypeError('The facts relation must be a plain identifier');
  return name;
}
