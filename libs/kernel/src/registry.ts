import { Injectable } from '@nestjs/common';
import type { Temporal } from 'temporal-polyfill';
import type { EventDefinition, PayloadOf } from '#events';
import type { Actor } from './actor.js';
import type { Tx } from './database.js';

/** What a run saw, changed and left alone; kept with the run and shown to an administrator. */
export interface RunSummary {
  readonly seen: number;
  readonly changed: number;
  readonly skipped: number;
  readonly notes?: readonly string[];
}

export interface ListenerContext {
  /** The listener's effect and its "handled" mark commit together. */
  readonly tx: Tx;
  readonly outboxId: string;
  readonly now: Temporal.Instant;
}

export interface Listener {
  readonly event: string;
  /** lib.imperative: 'licences.consider-grant'. */
  readonly name: string;
  /**
   * Writes a row or two of one person: the relay runs it at once, in its own transaction. A job of its own would cost
   * twenty times the work. What fails there takes the long way through the queue, with its retries.
   */
  readonly small: boolean;
  /** One event. */
  handle(payload: unknown, context: ListenerContext): Promise<RunSummary | void>;
  /** Several events in one statement, where that can be. */
  readonly handleAll?:
    ((payloads: readonly unknown[], context: Omit<ListenerContext, 'outboxId'>) => Promise<void>) | undefined;
}

export interface Schedule {
  /** lib.imperative: 'licences.sweep'. */
  readonly name: string;
  readonly cron: string;
  readonly tz: string;
  /** `dry` reports what would change and changes nothing. */
  run(context: { now: Temporal.Instant; dry: boolean }): Promise<RunSummary>;
}

export interface Job {
  readonly name: string;
  /** Runs outside a transaction and opens its own; must be safe to run twice. */
  run(payload: unknown, context: { now: Temporal.Instant; outboxId: string }): Promise<RunSummary | void>;
}

/** What a lib stores about a person: how to show all of it to them and how to forget it. */
export interface Erasure {
  readonly lib: string;
  /** Every table of the lib that has a column person_id. */
  readonly tables: readonly string[];
  exportOf(tx: Tx, personId: string): Promise<Record<string, unknown>>;
  erase(tx: Tx, personId: string): Promise<void>;
}

/** Two records of one human being become one: everything of `fromId` goes over to `intoId`, or back at `undo`. */
export interface Merge {
  readonly id: string;
  readonly fromId: string;
  readonly intoId: string;
  readonly actor: Actor;
  readonly now: Temporal.Instant;
}

/**
 * What a merge does with the rows of one table. Those that move are remembered by `key`, the columns that tell a row
 * apart besides the person; a row stays where both have one that `collides`: SQL over `own` and `other`, or 'same-key', or
 * null when nothing can. `column` is where the person stands, person_id unless it says so; a row in which the column `apart`
 * already holds the other record stays too: nobody has to do with themselves. Rows that stay say why.
 */
export type MergedTable =
  | {
      readonly table: string;
      readonly column?: string;
      readonly key: readonly string[];
      readonly collides: string | null;
      readonly apart?: string;
    }
  | { readonly table: string; readonly stays: string };

/** How what a lib stores about a person follows when HR finds two records of one human being; all in one transaction. */
export interface Merging {
  readonly lib: string;
  /** Every table of the lib that has a column person_id, and the other columns that follow a person. */
  readonly tables: readonly MergedTable[];
  /** What moving rows cannot do; runs before the rows move. */
  merge?(tx: Tx, merge: Merge): Promise<void>;
  /** Takes back what `merge` did; runs before the rows move back. */
  undo?(tx: Tx, merge: Merge): Promise<void>;
}

/** All listeners, schedules, jobs, erasures and mergings of the house; each lib adds its own when its module starts. */
@Injectable()
export class Registry {
  readonly listeners = new Map<string, Listener>();
  readonly schedules = new Map<string, Schedule>();
  readonly jobs = new Map<string, Job>();
  readonly erasures = new Map<string, Erasure>();
  readonly mergings = new Map<string, Merging>();

  listen<Definition extends EventDefinition>(listener: {
    on: Definition;
    name: string;
    small?: boolean;
    handle(payload: PayloadOf<Definition>, context: ListenerContext): Promise<RunSummary | void>;
  }): void {
    const parse = (payload: unknown) => listener.on.schema.parse(payload) as PayloadOf<Definition>;
    add(this.listeners, listener.name, {
      event: listener.on.name,
      name: listener.name,
      small: listener.small ?? false,
      handle: (payload, context) => listener.handle(parse(payload), context),
    });
  }

  /** A small listener that deals with one event or many in the same statements. */
  listenToAll<Definition extends EventDefinition>(listener: {
    on: Definition;
    name: string;
    handle(
      payloads: readonly PayloadOf<Definition>[],
      context: Omit<ListenerContext, 'outboxId'>,
    ): Promise<RunSummary | void>;
  }): void {
    const parse = (payload: unknown) => listener.on.schema.parse(payload) as PayloadOf<Definition>;
    add(this.listeners, listener.name, {
      event: listener.on.name,
      name: listener.name,
      small: true,
      handle: (payload, context) => listener.handle([parse(payload)], context),
      handleAll: async (payloads, context) => void (await listener.handle(payloads.map(parse), context)),
    });
  }

  schedule(schedule: Schedule): void {
    add(this.schedules, schedule.name, schedule);
  }

  job(job: Job): void {
    add(this.jobs, job.name, job);
  }

  erasure(erasure: Erasure): void {
    add(this.erasures, erasure.lib, erasure);
  }

  merging(merging: Merging): void {
    add(this.mergings, merging.lib, merging);
  }

  listenersOf(event: string): Listener[] {
    return [...this.listeners.values()].filter((listener) => listener.event === event);
  }
}

function add<T>(map: Map<string, T>, name: string, value: T): void {
  if (map.has(name)) throw new Error(`"${name}" is registered twice.`);
  map.set(name, value);
}
