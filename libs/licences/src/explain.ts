import { daysBetween } from './expiry.js';
import type { Day } from './expiry.js';
import { isOnHold } from './licence.js';
import type { Licence } from './licence.js';

export type DateField =
  'validFrom' | 'validUntil' | 'renewalOpensOn' | 'graceUntil' | 'suspendedOn' | 'refreshBy' | 'endedOn';

/** One date of a licence and the sentence that says where it comes from. `days` become words in the reader's language. */
export interface DateSentence {
  readonly field: DateField;
  readonly date: Day;
  readonly key: string;
  readonly days: Readonly<Record<string, Day>>;
  readonly numbers: Readonly<Record<string, number>>;
}

/** A sentence for every date a licence has, in the order in which a holder meets them. */
export function explain(licence: Licence): DateSentence[] {
  const sentences = [from(licence), until(licence)];
  const { terms, renewalOpensOn } = licence;
  if (terms && renewalOpensOn !== null) {
    const days = daysBetween(renewalOpensOn, licence.validUntil);
    sentences.push(
      sentence(
        'renewalOpensOn',
        renewalOpensOn,
        'opens',
        { opens: renewalOpensOn, until: licence.validUntil },
        { days },
      ),
    );
    if (licence.graceUntil > licence.validUntil) {
      const grace = daysBetween(licence.validUntil, licence.graceUntil);
      sentences.push(
        sentence(
          'graceUntil',
          licence.graceUntil,
          'grace',
          { grace: licence.graceUntil, until: licence.validUntil },
          { days: grace },
        ),
      );
    }
  }
  if (licence.suspendedOn !== null) {
    const key = isOnHold(licence) ? 'on_hold' : 'suspended';
    sentences.push(sentence('suspendedOn', licence.suspendedOn, key, { on: licence.suspendedOn }));
  } else if (licence.refreshBy !== null) {
    sentences.push(sentence('refreshBy', licence.refreshBy, 'refresh', { by: licence.refreshBy }));
  }
  if (licence.endedOn !== null) {
    const key = licence.state === 'revoked' ? 'revoked' : 'expired';
    sentences.push(sentence('endedOn', licence.endedOn, key, { on: licence.endedOn }));
  }
  return sentences;
}

function from(licence: Licence): DateSentence {
  const key = licence.periods === 0 ? 'from_permit' : licence.periods === 1 ? 'from_exam' : 'from_renewal';
  return sentence('validFrom', licence.validFrom, key, { from: licence.validFrom });
}

/** Names the rule that gave the last day, and says so when it ends sooner because the month is shorter. */
function until(licence: Licence): DateSentence {
  const { terms, validFrom, validUntil } = licence;
  const days = { from: validFrom, until: validUntil };
  if (!terms) {
    return sentence('validUntil', validUntil, 'until_permit', days, {
      days: daysBetween(validFrom, validUntil),
    });
  }
  const numbers = { months: terms.months };
  if (terms.rule === 'fixed-date')
    return sentence('validUntil', validUntil, 'until_fixed_date', days, numbers);
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
): DateSentence {
  return { field, date, key: `licences.explain_${name}`, days, numbers };
}
