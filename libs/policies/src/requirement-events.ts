/** What policies tell the house about requirements, in pieces of at most CHUNK. */
import {
  batches,
  requirementCreated,
  requirementDueSoon,
  requirementEnded,
  requirementOverdue,
} from '#events';
import type { DomainEvent, PayloadOf } from '#events';
import type { DueItem } from './remind-requirements.queries.js';

/** How many requirements one event carries. */
const CHUNK = 500;

type Because = NonNullable<PayloadOf<typeof requirementCreated>['because']>;

export interface CreatedItem {
  requirementId: string;
  personId: string;
  category: string;
  dueOn: string;
  because: Because;
}
export type EndedItem = PayloadOf<typeof requirementEnded>['items'][number];
export type EndReason = EndedItem['reason'];

interface Asked {
  personId: string;
  category: string;
  dueOn: string | null;
}

/** Nothing is told while there is no day: the message would only say "wait". */
export function createdItem(
  requirementId: string | undefined,
  asked: Asked,
  because: { nl: string; en: string },
): CreatedItem[] {
  if (requirementId === undefined || asked.dueOn === null) return [];
  return [{ requirementId, personId: asked.personId, category: asked.category, dueOn: asked.dueOn, because }];
}

/** The reason, a sentence in two languages, is said once for all whom it holds for. */
export function createdEvents(items: readonly CreatedItem[]): DomainEvent[] {
  return byReason(items).flatMap(({ because, items: told }) =>
    batches(told, CHUNK).map((part) => requirementCreated({ because, items: part })),
  );
}

interface Told {
  because: Because;
  items: Omit<CreatedItem, 'because'>[];
}

function byReason(items: readonly CreatedItem[]): Told[] {
  const groups = new Map<string, Told>();
  let group: Told | undefined;
  for (const { because, ...item } of items) {
    // thousands in a row share one reason: only another one has to be looked up
    if (group?.because !== because) {
      const key = JSON.stringify([because.nl, because.en]);
      group = groups.get(key) ?? { because, items: [] };
      groups.set(key, group);
    }
    group.items.push(item);
  }
  return [...groups.values()];
}

/** Pieces of at most CHUNK. */
export function batchesOf<T>(items: readonly T[]): T[][] {
  return batches(items, CHUNK);
}

export function endedEvents(items: readonly EndedItem[]): DomainEvent[] {
  return batches(items, CHUNK).map((part) => requirementEnded({ items: part }));
}

/** Due soon and overdue, each on its own stage. */
export function reminderEvents(due: readonly DueItem[]): DomainEvent[] {
  const plain = ({ requirementId, personId, category, dueOn, because }: DueItem): CreatedItem => ({
    requirementId,
    personId,
    category,
    dueOn,
    because,
  });
  const soon = due.filter((one) => one.stage > 0).map((one) => ({ ...plain(one), daysLeft: one.daysLeft }));
  const late = due.filter((one) => one.stage === 0).map(plain);
  return [
    ...batches(soon, CHUNK).map((items) => requirementDueSoon({ items })),
    ...batches(late, CHUNK).map((items) => requirementOverdue({ items })),
  ];
}
