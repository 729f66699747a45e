import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Actor, Clock, Config, Db, invalidInput, may, notFound, one, type Tx } from '#kernel';
import { PeopleService } from '#people';
import * as decisions from './decisions.js';
import type { Holding, Outcome } from './decisions.js';
import { type Day, localDay } from './expiry.js';
import { type Identity, isOpen, type Licence } from './licence.js';
import { licencesConfig } from './licences.config.js';
import { refused } from './licences.problems.js';
import { findLicence, lockLedger, nextRunningNumber, type StoredLicence } from './licences.queries.js';
import { CODE_BYTES, digestOf, encodeCode, licenceNumber } from './public-code.js';
import { reasonDigest } from './verify-ledger.js';
import { type Change, writeChanges } from './write-ledger.js';

type May = (actor: Actor, holderId: string) => boolean;
/** Words for a decision: outside the ledger, with a salted digest in it. */
export interface Reason {
  readonly salt: string;
  readonly text: string;
  readonly digest: string;
}

/** The counter where decisions about one licence are written down: what every use case that changes one shares. */
@Injectable()
export class LedgerDesk {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly config: Config,
    private readonly people: PeopleService,
  ) {}

  /** A decision with words: they are kept beside the ledger and the holder hears of it. */
  decideWithReason(
    actor: Actor,
    id: string,
    text: string,
    allowed: May,
    decide: (licence: Licence, input: decisions.ByPerson, tx: Tx) => Outcome | Promise<Outcome>,
  ): Promise<Licence> {
    const reason = newReason(text);
    return this.change(
      actor,
      id,
      allowed,
      undefined,
      (licence, on, tx) => decide(licence, { on, reasonDigest: reason.digest }, tx),
      reason,
    );
  }

  /** One licence by id: load and lock, may, decide on the holder's own day, write and tell. `code` undefined keeps it. */
  change(
    actor: Actor,
    id: string,
    allowed: May,
    code: string | null | undefined,
    decide: (licence: Licence, on: Day, tx: Tx) => Outcome | Promise<Outcome>,
    reason?: Reason,
  ): Promise<Licence> {
    return this.db.transaction((tx) => this.changeIn(tx, actor, id, allowed, code, decide, reason));
  }

  /** The same as part of a larger transaction, which must not hold the ledger yet or hold it already. */
  async changeIn(
    tx: Tx,
    actor: Actor,
    id: string,
    allowed: May,
    code: string | null | undefined,
    decide: (licence: Licence, on: Day, tx: Tx) => Outcome | Promise<Outcome>,
    reason?: Reason,
  ): Promise<Licence> {
    const head = await lockLedger(tx);
    const stored = await findLicence(tx, id);
    if (!stored) throw notFound('licence');
    may(allowed(actor, stored.licence.personId));
    const now = this.clock.now();
    const on = localDay(now, await this.zoneOf(tx, stored.licence.personId));
    const current = decisions.advance(stored.licence, on);
    const outcome = await decide(current.licence, on, tx);
    if (!outcome.ok) throw refused(outcome.refusal);
    await writeChanges(tx, actor, head, now, [
      {
        licence: outcome.licence,
        events: [...current.events, ...outcome.events],
        code: code === undefined ? stored.code : code,
        appealDays: this.appealDays,
        ...(reason ? { reason } : {}),
      },
    ]);
    return outcome.licence;
  }

  get appealDays(): number {
    return this.config.get(licencesConfig).LICENCES_APPEAL_DAYS;
  }

  async zoneOf(tx: Tx, personId: string): Promise<string> {
    return (await this.people.getPerson(tx, personId)).zone;
  }

  /** Name and number of a new document, and the code of its public page. */
  async newIdentity(
    tx: Tx,
    holder: { personId: string; category: string },
    on: Day,
  ): Promise<{ identity: Identity; code: string }> {
    const id = await one<{ id: string }>(tx, 'SELECT uuidv7() AS id');
    const code = newCode();
    const { LICENCES_ISSUER } = this.config.get(licencesConfig);
    const running = await nextRunningNumber(tx);
    return {
      code,
      identity: {
        licenceId: id?.id ?? '',
        personId: holder.personId,
        category: holder.category,
        number: licenceNumber(LICENCES_ISSUER, holder.category, Number(on.slice(0, 4)), running),
        codeDigest: digestOf(code),
      },
    };
  }
}

/** The open licence after the clock did its work up to `on`; null when there is none. */
export function advanceOpen(open: StoredLicence | null, on: Day): Change | null {
  if (!open) return null;
  const { licence, events } = decisions.advance(open.licence, on);
  return { licence, events, code: open.code };
}

/** What the person has once the clock did its work. */
export function holdingAfter(lapsed: Change | null, lastClosed: StoredLicence | null): Holding {
  if (!lapsed) return { open: null, lastClosed: lastClosed?.licence ?? null };
  return isOpen(lapsed.licence)
    ? { open: lapsed.licence, lastClosed: null }
    : { open: null, lastClosed: lapsed.licence };
}

/** A fresh code for a public page. */
export function newCode(): string {
  return encodeCode(randomBytes(CODE_BYTES));
}

/** Somebody's words with the digest that the ledger keeps of them. */
export function newReason(text: string): Reason {
  const salt = randomBytes(16).toString('hex');
  return { salt, text, digest: reasonDigest(salt, text) };
}

/** The person with this HR number; a problem at the field that `pointer` names when there is none. */
export async function personByNumber(tx: Tx, number: string, pointer: string): Promise<string> {
  const person = await one<{ id: string }>(
    tx,
    'SELECT coalesce(merged_into, id) AS id FROM person WHERE number = $1',
    [number],
  );
  if (!person) throw invalidInput([{ pointer, message: 'licences.person_unknown' }]);
  return person.id;
}
