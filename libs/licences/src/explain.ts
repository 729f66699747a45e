import { daysBetween } from '#kernel';
import { type Counting, recompute } from './counting.js';
import { addDays } from './expiry.js';
import type { Day } from './expiry.js';
import { isOnHold } from './licence.js';
import type { Licence } from './licence.js';

export type DateField =
  'validFrom' | 'validUntil' | 'renewalOpensOn' | 'graceUntil' | 'suspendedOn' | 'refreshBy' | 'endedOn';

/** The arithmetic behind a date: a counting, a margin around the last day, or the day something happened. */
export type Basis =
  | Counting
  | { readonly how: 'window'; readonly until: Day; readonly windowDays: number; readonly validFrom: Day }
  | { readonly how: 'grace'; readonly until: Day; readonly graceDays: number }
  | { readonly how: 'happened'; readonly on: Day };

/** One date of a licence and the sentence that says where it comes from. `days` become words in the reader's language. */
export interface DateSentence {
  readonly field: DateField;
  readonly date: Day;
  readonly key: string;
  readonly days: Readonly<Record<string, Day>>;
  readonly numbers: Readonly<Record<string, number>>;
  /** Null for periods from before countings were written down. */
  readonly basis: Basis | null;
}

/** The date that a basis comes to: always the date of its sentence. */
export function recomputeBasis(basis: Basis): Day {
  switch (basis.how) {
    case 'window': {
      const opens = addDays(basis.until, -basis.windowDays);
      const soonest = addDays(basis.validFrom, 1);
      const later = opens > soonest ? opens : soonest;
      return later > basis.until ? basis.until : later;
    }
    case 'grace':
      return addDays(basis.until, basis.graceDays);
    case 'happened':
      return basis.on;
    default:
      return recompute(basis);
  }
}

/** A sentence for every date a licence has, in the order in which a holder meets them. */
export function explain(licence: Licence): DateSentence[] {
  return [from(licence), until(licence), ...margins(licence), ...moments(licence)];
}

/** When renewing opens and until when it is possible. */
function margins(licence: Licence): DateSentence[] {
  const { terms, renewalOpensOn, validFrom, validUntil, graceUntil } = licence;
  if (!terms || renewalOpensOn === null) return [];
  const window = { how: 'window', until: validUntil, windowDays: terms.windowDays, validFrom } as const;
  const opens = sentence(
    'renewalOpensOn',
    renewalOpensOn,
    'opens',
    { opens: renewalOpensOn, until: validUntil },
    { days: daysBetween(renewalOpensOn, validUntil) },
    window,
  );
  if (graceUntil <= validUntil) return [opens];
  const grace = { how: 'grace', until: validUntil, graceDays: terms.graceDays } as const;
  const days = { grace: graceUntil, until: validUntil };
  const left = { days: daysBetween(validUntil, graceUntil) };
  return [opens, sentence('graceUntil', graceUntil, 'grace', days, left, grace)];
}

/** What happened to the licence, or has to happen. */
function moments(licence: Licence): DateSentence[] {
  const told: DateSentence[] = [];
  if (licence.suspendedOn !== null) {
    const key = isOnHold(licence) ? 'on_hold' : 'suspended';
    told.push(sentence('suspendedOn', licence.suspendedOn, key, { on: licence.suspendedOn }));
  } else if (licence.refreshBy !== null) {
    told.push(sentence('refreshBy', licence.refreshBy, 'refresh', { by: licence.refreshBy }));
  }
  if (licence.endedOn !== null) {
    const key = licence.state === 'revoked' ? 'revoked' : 'expired';
    told.push(sentence('endedOn', licence.endedOn, key, { on: licence.endedOn }));
  }
  return told;
}

function from(licence: Licence): DateSentence {
  return sentence('validFrom', licence.validFrom, fromKey(licence), { from: licence.validFrom });
}

function fromKey({ counted, periods }: Licence): string {
  if (counted?.how === 'decided') return 'from_decided';
  if (periods === 0) return 'from_permit';
  if (counted?.how === 'evidence') return 'from_evidence';
  return periods === 1 ? 'from_exam' : 'from_renewal';
}

/** Names the rule that gave the last day and the numbers it was given. */
function until(licence: Licence): DateSentence {
  const { counted, validUntil } = licence;
  if (counted === null) return untilWithoutCounting(licence);
  const say = (name: string, days: Record<string, Day>, numbers: Record<string, number>): DateSentence =>
    sentence('validUntil', validUntil, name, { until: validUntil, ...days }, numbers, counted);
  switch (counted.how) {
    case 'permit':
      return say('until_permit', { from: counted.from }, { days: counted.days });
    case 'decided':
      return say('until_decided', {}, {});
    case 'kept':
      return say('until_kept', { counted: counted.counted }, {});
    case 'evidence': {
      const { obtainedOn: obtained, acceptedOn: accepted, months, capMonths: cap } = counted;
      return say('until_evidence', { obtained, accepted }, { months, cap });
    }
    case 'fixed':
      return say('until_fixed_date', { soonest: counted.soonest }, { years: counted.years });
    case 'months':
      return say(
        monthsKey(licence, counted),
        { from: counted.from, previous: counted.from },
        { months: counted.months },
      );
  }
}

/** Says so when the last day is sooner because the month is shorter. */
function monthsKey({ terms, validUntil }: Licence, counted: Counting & { how: 'months' }): string {
  if (counted.since === 'previous-expiry') return 'until_previous_expiry';
  if (terms?.rule === 'upkeep') return 'until_upkeep';
  return counted.anchorDay === Number(validUntil.slice(8)) ? 'until_completion' : 'until_short_month';
}

/** Periods from before countings were written down: what their terms and dates still tell. */
function untilWithoutCounting(licence: Licence): DateSentence {
  const { terms, validFrom, validUntil } = licence;
  const days = { from: validFrom, until: validUntil };
  if (!terms || terms.rule === 'fixed-date') return sentence('validUntil', validUntil, 'until_plain', days);
  const numbers = { months: terms.months };
  if (terms.rule === 'upkeep') return sentence('validUntil', validUntil, 'until_upkeep', days, numbers);
  if (licence.continuesFrom !== null) {
    const counted = { ...days, previous: licence.continuesFrom };
    return sentence('validUntil', validUntil, 'until_previous_expiry', counted, numbers);
  }
  const short = Number(validFrom.slice(8)) !== Number(validUntil.slice(8));
  return sentence('validUntil', validUntil, short ? 'until_short_month' : 'until_completion', days, numbers);
}

function sentence(
  field: DateField,
  date: Day,
  name: string,
  days: Record<string, Day>,
  numbers: Record<string, number> = {},
  basis?: Basis | null,
): DateSentence {
  return {
    field,
    date,
    key: `licences.explain_${name}`,
    days,
    numbers,
    basis: basis === undefined ? happened(field, date) : basis,
  };
}

/** The last day is counted and needs its counting; every other date without one is the day itself. */
const happened = (field: DateField, date: Day): Basis | null =>
  field === 'validUntil' ? null : { how: 'happened', on: date };
