import {
  licenceExpiring,
  requirementCreated,
  requirementDueSoon,
  requirementEnded,
  requirementOverdue,
  reviewDue,
} from '#events';
import type { Colleague } from './people.js';

let counter = 0;
/** A fresh id, in the shape of those the database makes. */
export function freshId(): string {
  counter += 1;
  return `01990000-0000-7000-8000-${String(counter).padStart(12, '0')}`;
}

const because = {
  nl: 'Omdat dit geldt voor iedereen in Finance (beleid ‘Basis op orde’).',
  en: 'Because this applies to everybody in Finance (policy ‘Basics in order’).',
};

export interface Asked {
  requirementId?: string;
  category?: string;
  dueOn?: string;
}

const itemOf = (
  person: Colleague,
  { requirementId = freshId(), category = 'A', dueOn = '2027-02-26' }: Asked = {},
) => ({
  requirementId,
  personId: person.id,
  category,
  dueOn,
  because,
});

export const required = (person: Colleague, asked?: Asked) =>
  requirementCreated({ items: [itemOf(person, asked)] });
export const dueSoon = (person: Colleague, daysLeft: number, asked?: Asked) =>
  requirementDueSoon({ items: [{ ...itemOf(person, asked), daysLeft }] });
export const overdue = (person: Colleague, asked?: Asked) =>
  requirementOverdue({ items: [itemOf(person, { dueOn: '2026-11-20', ...asked })] });
export const ended = (person: Colleague, requirementId: string) =>
  requirementEnded({
    items: [{ requirementId, personId: person.id, category: 'A', reason: 'policy-paused' }],
  });
export const expiring = (person: Colleague, validUntil: string, daysLeft: number) =>
  licenceExpiring({
    items: [{ licenceId: freshId(), personId: person.id, category: 'A', validUntil, daysLeft }],
  });
export const reviews = (person: Colleague, week: string, count: number) =>
  reviewDue({ week, items: [{ personId: person.id, count }] });
