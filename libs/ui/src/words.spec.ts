import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Temporal } from 'temporal-polyfill';
import { createWords, formatDate, formatDateTime, formatNumber, formatPercent, formatTime } from './words.js';

const roots: string[] = [];
afterAll(() => {
  for (const root of roots) rmSync(root, { recursive: true });
});

function rootWith(files: Record<string, Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), 'words-'));
  roots.push(root);
  mkdirSync(join(root, 'libs'), { recursive: true });
  for (const [path, words] of Object.entries(files)) {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), JSON.stringify(words));
  }
  return root;
}

const twoLibs = () =>
  rootWith({
    'libs/licences/src/i18n/nl.json': {
      'licences.until': 'Geldig tot {date}',
      'licences.left': '{n, plural, one {Nog # dag} other {Nog # dagen}}',
    },
    'libs/licences/src/i18n/en.json': {
      'licences.until': 'Valid until {date}',
      'licences.left': '{n, plural, one {# day left} other {# days left}}',
    },
    'apps/web/src/home/i18n/nl.json': { 'home.big': '{n, number} mensen <b>{name}</b>' },
    'apps/web/src/home/i18n/en.json': { 'home.big': '{n, number} people <b>{name}</b>' },
  });

describe('looking up a word', () => {
  const words = createWords(twoLibs(), { strict: true });

  it('counts in the grammar of the language', () => {
    expect(words.t('nl', 'licences.left', { n: 1 })).toBe('Nog 1 dag');
    expect(words.t('nl', 'licences.left', { n: 1200 })).toBe('Nog 1.200 dagen');
    expect(words.t('en', 'licences.left', { n: 2 })).toBe('2 days left');
  });

  it('prints a day that comes in as an argument in the way of the language', () => {
    expect(words.t('nl', 'licences.until', { date: '2026-11-21' })).toBe('Geldig tot 21 nov. 2026');
    expect(words.t('en', 'licences.until', { date: Temporal.PlainDate.from('2026-11-21') })).toBe(
      'Valid until 21 Nov 2026',
    );
  });

  it('reads the words of the home pages too and leaves angle brackets alone', () => {
    expect(words.t('nl', 'home.big', { n: 1234.5, name: 'Anna' })).toBe('1.234,5 mensen <b>Anna</b>');
  });

  it('throws on an unknown key when strict, and shows the key when not', () => {
    expect(() => words.t('nl', 'licences.gone')).toThrow('no nl text for word key "licences.gone"');
    expect(createWords(twoLibs()).t('nl', 'licences.gone')).toBe('licences.gone');
    expect(words.has('licences.gone')).toBe(false);
    expect(words.has('licences.left')).toBe(true);
  });

  it('refuses two libs that define the same key', () => {
    const root = rootWith({
      'libs/a/src/i18n/nl.json': { 'a.x': '1' },
      'libs/b/src/i18n/nl.json': { 'a.x': '2' },
    });
    expect(() => createWords(root)).toThrow('"a.x" is already defined');
  });
});

describe('printing days, moments and numbers', () => {
  it('prints a day without ever shifting it to another zone', () => {
    expect(formatDate('nl', '2028-02-29')).toBe('29 feb. 2028');
    expect(formatDate('nl', '2026-11-21', 'long')).toBe('zaterdag 21 november 2026');
    expect(formatDate('en', '2026-09-01')).toBe('1 Sep 2026');
    expect(formatDate('en', '2026-11-21', 'day')).toBe('Sat 21 Nov');
    expect(formatDate('nl', '2027-03-01', 'day')).toBe('ma 1 mrt.');
    expect(formatDate('nl', '2026-11-22', 'weekday')).toBe('zo 22 nov. 2026');
    expect(formatDate('en', '2028-02-29', 'weekday')).toBe('Tue 29 Feb 2028');
    expect(formatDate('nl', '2027-05-01', 'month')).toBe('mei 2027');
  });

  it('prints a moment on the clock of the reader, on both sides of the DST night', () => {
    expect(formatDateTime('nl', '2026-10-25T00:30:00Z', 'Europe/Amsterdam')).toBe('25 okt. 2026 02:30');
    expect(formatDateTime('nl', '2026-10-25T01:30:00Z', 'Europe/Amsterdam')).toBe('25 okt. 2026 02:30');
    expect(formatDateTime('en', new Date('2026-11-21T02:00:00Z'), 'America/Curacao')).toBe(
      '20 Nov 2026 22:00',
    );
    expect(formatTime('nl', Temporal.Instant.from('2026-06-30T22:05:00Z'), 'Europe/Lisbon')).toBe('23:05');
  });

  it('writes numbers and percentages as people here write them', () => {
    expect(formatNumber('nl', 1234.56)).toBe('1.234,6');
    expect(formatNumber('en', 1234.5)).toBe('1,234.5');
    expect(formatPercent('nl', 0.824)).toBe('82%');
    expect(formatPercent('en', 0.8249, 1)).toBe('82.5%');
  });
});
