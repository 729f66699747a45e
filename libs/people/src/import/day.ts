import { Temporal } from 'temporal-polyfill';
import { daySerial } from './day-serial.js';
import { remember } from './remember.js';

/** A calendar day as text, 'YYYY-MM-DD': sorts as it reads, so days compare with `<`. */
export type Day = string;

/** How the parts of a date are ordered in a column; shown to HR before anything is applied. */
export const DATE_ORDERS = ['day-month-year', 'year-month-day', 'excel-number', 'month-day-year'] as const;
export type DateOrder = (typeof DATE_ORDERS)[number];

/** Which part stands first in 03/04/2026: nothing in a file tells, so HR says it once per source. */
export const FIRST_PARTS = ['day', 'month'] as const;
export type FirstPart = (typeof FIRST_PARTS)[number];

const DAY_MONTH_YEAR = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?:[ T]0{1,2}:00(?::00)?)?$/;
const YEAR_MONTH_DAY =
  /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[ T]0{1,2}:00(?::00(?:\.0+)?)?(?:Z|[-+]\d\d:\d\d)?)?$/;
const COMPACT = /^((?:19|20|21)\d\d)(\d\d)(\d\d)$/;
const EXCEL_NUMBER = /^\d{5}$/;

/**
 * Reads a day as Dutch HR systems write it: 31-12-2026, 31/12/2026, 31.12.2026, 2026-12-31 or 20261231, with or
 * without the empty time of day that Excel and connectors add, or the five digits in which Excel counts days
 * (46387 = 31-12-2026). Refuses (undefined) a day that does not exist, a two-digit year (its century
 * would be a guess), the American month-first order unless HR chose it,
 * and years outside 1900-2199.
 */
export function readDay(text: string, first: FirstPart = 'day'): Day | undefined {
  return readings[first](text, () => parseDay(text, first));
}

const readings = { day: remember<Day | undefined>(), month: remember<Day | undefined>() };

function parseDay(text: string, first: FirstPart): Day | undefined {
  const local = DAY_MONTH_YEAR.exec(text);
  if (local) {
    const [one, other, year] = [Number(local[1]), Number(local[2]), Number(local[3])];
    return first === 'day' ? makeDay(year, other, one) : makeDay(year, one, other);
  }
  const iso = YEAR_MONTH_DAY.exec(text) ?? COMPACT.exec(text);
  if (iso) return makeDay(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  return EXCEL_NUMBER.test(text) ? daySerial(Number(text)) : undefined;
}

/** The order most values of a column are written in, or undefined when none of them is a date. */
export function detectDateOrder(values: readonly string[], first: FirstPart = 'day'): DateOrder | undefined {
  const local = values.filter((value) => DAY_MONTH_YEAR.test(value)).length;
  const iso = values.filter((value) => YEAR_MONTH_DAY.test(value) || COMPACT.test(value)).length;
  const counted = values.filter((value) => EXCEL_NUMBER.test(value)).length;
  if (local + iso + counted === 0) return undefined;
  if (counted > local + iso) return 'excel-number';
  if (local < iso) return 'year-month-day';
  return first === 'day' ? 'day-month-year' : 'month-day-year';
}

/** The day `count` calendar days later (earlier when negative). */
export function addDays(day: Day, count: number): Day {
  return neighbours(`${day} ${count}`, () => Temporal.PlainDate.from(day).add({ days: count }).toString());
}

/** A file of everybody asks for the same few days over and over. */
const neighbours = remember<Day>();

/** The earlier of two ends; null stands for "no end". */
export function earliestEnd(one: Day | null, other: Day | null): Day | null {
  if (one === null) return other;
  if (other === null) return one;
  return one < other ? one : other;
}

function makeDay(year: number, month: number, day: number): Day | undefined {
  if (year < 1900 || year > 2199 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month))
    return undefined;
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}
