import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Language, projectRoot } from '#kernel';
import { setStrictWords } from '#ui';
import { composeMail } from './compose-mail.js';
import { dayNumber } from './local-time.js';
import { messageWords, type TellingNudge } from './message-words.js';
import { PURPOSES, type Purpose } from './nudge.js';

beforeAll(() => setStrictWords(true));

const folder = join(projectRoot(), 'libs', 'nudges', 'src', 'mail');
const today = dayNumber('2026-11-24');

const facts: Partial<Record<Purpose, Record<string, unknown>>> = {
  'weekly-review': { count: 4 },
  milestone: {
    title: { nl: 'Eén plek voor al je IT-vragen', en: 'One place for all your IT questions' },
    text: {
      nl: `Vanaf 1 maart ${'stel je elke vraag op dezelfde plek. '.repeat(20)}`,
      en: `From 1 March ${'you ask every question in the same place. '.repeat(20)}`,
    },
  },
  survey: {
    surveyId: '019a0000-0000-7000-8000-000000000001',
    first: {
      key: 'satisfied',
      text: {
        nl: 'Hoe tevreden ben je over de hulp van IT?',
        en: 'How satisfied are you with the help from IT?',
      },
      choices: [1, 2, 3, 4, 5].map((value) => ({
        value: String(value),
        text: { nl: `Keuze ${value} <b>`, en: `Choice ${value} <b>` },
      })),
    },
  },
  required: {
    because: {
      nl: 'Omdat dit geldt voor iedereen die in Finance werkt en thuis werkt (beleid ‘Veilig werken op afstand, ook met de eigen telefoon’).',
      en: 'Because this applies to everybody who works in Finance and works at home (policy ‘Working safely at a distance, with your own phone too’).',
    },
  },
};
let counter = 0;
function nudge(purpose: Purpose, category: string | null = 'A'): TellingNudge {
  counter += 1;
  return {
    id: `n${counter}`,
    personId: 'p',
    purpose,
    subject: `s${counter}`,
    category: purpose === 'weekly-review' || purpose === 'milestone' ? null : category,
    aboutOn:
      purpose === 'overdue'
        ? '2026-11-20'
        : purpose === 'exam-available' || purpose === 'reminder' || purpose === 'milestone'
          ? null
          : '2026-12-01',
    collectedAt: '2026-11-23T06:00:00Z',
    facts: facts[purpose] ?? {},
  };
}
function mailOf(
  language: Language,
  nudges: TellingNudge[],
  kind: 'single' | 'digest' | 'welcome-back' = nudges.length > 1 ? 'digest' : 'single',
) {
  return composeMail(messageWords(language, kind, nudges, today), {
    to: 'chaima@demo-nv.example',
    language,
    organisation: 'Demo NV & Zonen <b>',
    publicUrl: 'https://vaardig.example',
    unsubscribeToken: 'abc',
    key: 'nudge-1',
  });
}
const wordsIn = (html: string): string[] =>
  html
    .replace(/<head[^]*?<\/head>/, '')
    .replace(/<div style="display:none[^]*?<\/div>/, '')
    .replace(/<!--[^]*?-->/g, '')
    .replace(/<[^>]+>/g, ' ')
    .split(/\s+/)
    .filter((word) => /[\p{L}\d]/u.test(word));

describe('the mail templates', () => {
  it('are compiled from the MJML that lies beside them', () => {
    expect(() =>
      execFileSync(
        process.execPath,
        [join(projectRoot(), 'libs', 'nudges', 'mail', 'compile.mjs'), '--check'],
        { stdio: 'pipe' },
      ),
    ).not.toThrow();
  });

  it.each(['message.html.hbs', 'digest.html.hbs'])(
    '%s escapes everything, and is far below what mail programs clip',
    (name) => {
      const source = readFileSync(join(folder, name), 'utf8');
      expect(source).not.toContain('{{{');
      expect(source.length).toBeLessThan(80_000);
      expect(source).toContain('lang="{{lang}}"');
    },
  );

  it.each(['message.html.hbs', 'digest.html.hbs'])('%s can be read in light and in dark', (name) => {
    const source = readFileSync(join(folder, name), 'utf8');
    const pairs = [
      ['#171b20', '#ffffff'],
      ['#525c68', '#f5f6f8'],
      ['#ffffff', '#0b5cad'],
      ['#e9eef3', '#181d23'],
      ['#aab5c1', '#0f1317'],
      ['#06233f', '#9ccbff'],
      // Clients that turn the page dark and leave text colours of links and buttons.
      ['#e9eef3', '#0f1317'],
    ] as const;
    for (const [ink, paper] of pairs) {
      expect(source).toContain(ink);
      expect(source).toContain(paper);
      expect(contrast(ink, paper)).toBeGreaterThanOrEqual(4.5);
      // A forced inversion keeps both ends apart, for no colour is a mid-tone.
      expect(contrast(inverted(ink), inverted(paper))).toBeGreaterThanOrEqual(4.5);
    }
  });
});

describe.each(['nl', 'en'] as const)('a mail in %s', (language) => {
  it.each(PURPOSES)('about %s has one idea, one button, a reason and at most ninety words', (purpose) => {
    const mail = mailOf(language, [nudge(purpose)]);
    expect(mail.subject.length).toBeGreaterThan(5);
    expect(mail.subject.length).toBeLessThanOrEqual(80);
    expect(wordsIn(mail.html).length).toBeLessThanOrEqual(90);
    expect(mail.html.match(/<a\s[^>]*background:#0b5cad/g)).toHaveLength(1);
    expect(mail.html).not.toMatch(/\{\{|undefined|nudges\./);
    expect(mail.text).not.toMatch(/\{\{|undefined|nudges\./);
  });

  it('that lists three things fits in ninety words too', () => {
    const mail = mailOf(language, [nudge('overdue'), nudge('exam-available', 'B'), nudge('milestone')]);
    expect(wordsIn(mail.html).length).toBeLessThanOrEqual(90);
    expect(mail.html.match(/<li/g)).toHaveLength(3);
    expect(mail.text.match(/^\* /gm)).toHaveLength(3);
  });

  it('welcomes back without hurry, also when there is one thing', () => {
    const mail = mailOf(language, [nudge('overdue')], 'welcome-back');
    expect(mail.subject).toBe(language === 'nl' ? 'Fijn dat je terug bent' : 'Good to have you back');
    expect(mail.text).toContain('* ');
  });

  it('has a plain part of its own: lines of 72 characters, addresses alone on theirs', () => {
    const { text } = mailOf(language, [nudge('required')]);
    for (const line of text.split('\n')) {
      if (/https:/.test(line)) expect(line.trim()).toMatch(/^https:\/\/\S+$/);
      else expect(line.length).toBeLessThanOrEqual(72);
    }
  });
});

describe('what goes into a mail', () => {
  it('counts the days that are left when it goes out, not when it was decided', () => {
    expect(mailOf('nl', [nudge('due-soon')]).subject).toBe('Nog 7 dagen voor rijbewijs A');
    const tomorrow = messageWords('nl', 'single', [nudge('due-soon')], dayNumber('2026-11-30'));
    expect(tomorrow.subject).toBe('Morgen is de laatste dag voor rijbewijs A');
  });

  it('is escaped in HTML and left alone in plain text', () => {
    const mail = mailOf('nl', [nudge('overdue')]);
    expect(mail.html).toContain('Demo NV &amp; Zonen &lt;b&gt;');
    expect(mail.text).toContain('Demo NV & Zonen <b>');
  });

  it('offers the answers to the first question of a survey, the same for everybody, and none to other reasons', () => {
    const mail = mailOf('nl', [nudge('survey')]);
    const path = '/pulse/019a0000-0000-7000-8000-000000000001?satisfied=';
    const links = (html: string) =>
      [...html.matchAll(/href="([^"]*\/pulse\/[^"]*)"/g)].map(([, url = '']) => url.replace('&#x3D;', '='));
    const answers = [1, 2, 3, 4, 5].map((value) => `https://vaardig.example${path}${value}`);
    expect(links(mail.html)).toEqual([...answers, `https://vaardig.example${path.split('?')[0] ?? ''}`]);
    expect(mail.html).toContain('Keuze 4 &lt;b&gt;');
    for (const url of answers) expect(mail.text).toContain(`\n  ${url}\n`);
    expect(mailOf('nl', [nudge('overdue')]).html).not.toContain('<ul');
    expect(mailOf('nl', [nudge('overdue')]).text).not.toContain('\n\n\n');
  });

  it('leads to pages of the product alone, and carries the way out', () => {
    const mail = mailOf('en', [nudge('overdue'), nudge('weekly-review')]);
    for (const [, url] of mail.html.matchAll(/href="([^"]+)"/g))
      expect(url).toMatch(/^https:\/\/vaardig\.example\//);
    expect(mail.headers).toMatchObject({
      'List-Unsubscribe': '<https://vaardig.example/unsubscribe/abc>',
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    });
    expect(mail.html).toContain('https://vaardig.example/unsubscribe/abc');
  });
});

function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

/** Relative luminance of sRGB (WCAG 2.2). */
function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = channels(colour).map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

const channels = (colour: string): number[] =>
  [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
const inverted = (colour: string): string =>
  `#${channels(colour)
    .map((value) => (255 - value).toString(16).padStart(2, '0'))
    .join('')}`;
