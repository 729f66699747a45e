import { z } from 'zod';

/** A published fact: past tense, ids and facts that were true then. Versioned by adding optional fields. */
export interface EventDefinition<Name extends string = string, Schema extends z.ZodType = z.ZodType> {
  readonly name: Name;
  readonly schema: Schema;
  /** Makes one event; throws when the payload does not fit its schema. */
  (payload: z.input<Schema>): DomainEvent<Name, z.output<Schema>>;
}

export interface DomainEvent<Name extends string = string, Payload = unknown> {
  readonly name: Name;
  readonly payload: Payload;
}

export type PayloadOf<Definition> =
  Definition extends EventDefinition<string, infer Schema> ? z.output<Schema> : never;

/** Declares an event by name and payload; the result makes such events. */
export function defineEvent<Name extends string, Schema extends z.ZodType>(
  name: Name,
  schema: Schema,
): EventDefinition<Name, Schema> {
  const make = (payload: z.input<Schema>): DomainEvent<Name, z.output<Schema>> => ({
    name,
    payload: schema.parse(payload),
  });
  return Object.assign(Object.defineProperty(make, 'name', { value: name }), {
    schema,
  }) as unknown as EventDefinition<Name, Schema>;
}

export const uuid = z.uuid();
export const day = z.iso.date();
export const moment = z.iso.datetime();
export const bothLanguages = z.object({ nl: z.string(), en: z.string() });
export const category = z.string().min(1);
/** Bulk events carry at most this many people or rows, so that one job stays small. */
export const BATCH = 1000;

/** Cuts a long list into event-sized pieces. */
export function batches<T>(list: readonly T[], size = BATCH): T[][] {
  const pieces: T[][] = [];
  for (let start = 0; start < list.length; start += size) pieces.push(list.slice(start, start + size));
  return pieces;
}
