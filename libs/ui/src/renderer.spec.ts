import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { projectRoot } from '#kernel';
import { createAssets, type Assets } from './assets.js';
import { ICONS } from './icons.js';
import { createRenderer } from './renderer.js';
import type { Shared } from './shared.js';
import { styleguideModel } from './styleguide.js';
import { createWords } from './words.js';

const shared: Shared = {
  lang: 'nl',
  theme: 'dark',
  keysOn: true,
  actor: { kind: 'person', name: 'Anna de Wit', zone: 'Europe/Amsterdam' },
  nonce: 'n0nce',
  csrf: 't0ken',
  nav: {
    items: [{ key: 'today', label: 'Vandaag', href: '/today', icon: 'today', isCurrent: true }],
    sub: [],
    subLabel: '',
  },
  flash: { tone: 'ok', key: 'ui.next' },
  title: 'Stijlgids',
  path: '/styleguide',
  demo: true,
  clockShifted: null,
};

const assets: Assets = {
  url: (name) => `/assets/${name}`,
  find: () => undefined,
  hasIcon: (name) => Object.hasOwn(ICONS, name),
};

const roots: string[] = [];
afterAll(() => {
  for (const root of roots) rmSync(root, { recursive: true });
});

/** A repository with the given views and a ui partial or two. */
function house(files: Record<string, string>) {
  const root = mkdtempSync(join(tmpdir(), 'views-'));
  roots.push(root);
  const all: Record<string, string> = {
    'libs/ui/src/views/tag.hbs':
      '{{!-- props: text tone? --}}<i class="{{or tone "muted"}}">{{this.text}}</i>',
    'libs/ui/src/views/card.hbs':
      '{{!-- props: title? --}}<section>{{#if title}}<h2>{{title}}</h2>{{/if}}{{slot}}</section>',
    'libs/boats/src/i18n/nl.json':
      '{"boats.left":"{n, plural, one {# boot} other {# boten}}","boats.until":"tot {date}"}',
    'libs/boats/src/i18n/en.json':
      '{"boats.left":"{n, plural, one {# boat} other {# boats}}","boats.until":"until {date}"}',
    ...Object.fromEntries(
      Object.entries(files).map(([name, text]) => [`libs/boats/src/views/${name}`, text]),
    ),
  };
  for (const [path, text] of Object.entries(all)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return {
    root,
    renderer: createRenderer({ root, dev: true, words: createWords(root, { strict: true }), assets }),
  };
}
const render = (source: string, model: object = {}, more: Record<string, string> = {}) =>
  house({ 'boats.page.hbs': source, ...more }).renderer.fragment('boats/boats', model, shared);
const faults = (source: string) =>
  house({ 'boats.page.hbs': source })
    .renderer.faults()
    .map(({ line, message }) => `${line}: ${message}`);

describe('a partial of the kit', () => {
  it('sees its own props and nothing of the page', () => {
    expect(render("{{> ui/tag text='Geldig'}}", { tone: 'bad', text: 'page' })).toBe(
      '<i class="muted">Geldig</i>',
    );
  });

  it('leaves its content in the context it was written in, nested ones too', () => {
    const source =
      "{{#each boats}}{{#> ui/card title='Boot'}}{{title}}{{#> ui/card}}{{> ui/tag text=title}} {{@index}} {{../harbour}}{{/ui/card}}{{/ui/card}}{{/each}}";
    expect(render(source, { harbour: 'Willemstad', boats: [{ title: 'Ada' }] })).toBe(
      '<section><h2>Boot</h2>Ada<section><i class="muted">Ada</i> 0 Willemstad</section></section>',
    );
  });

  it('takes a whole object as props and lets named ones win', () => {
    expect(render("{{> ui/tag tag tone='ok'}}", { tag: { text: 'A', tone: 'bad' } })).toBe(
      '<i class="ok">A</i>',
    );
  });
});

describe('a partial of another lib', () => {
  it('gets the current context and its props', () => {
    const row = { '_row.hbs': '{{name}} {{extra}};' };
    expect(
      render(
        "{{#each boats}}{{> boats/_row extra='!'}}{{/each}}",
        { boats: [{ name: 'Ada' }, { name: 'Bob' }] },
        row,
      ),
    ).toBe('Ada !;Bob !;');
  });
});

describe('helpers', () => {
  it('speak the language of the reader and escape what people typed', () => {
    expect(
      render(
        "{{t 'boats.left' n=2}} {{t 'boats.until' date=day}} {{date day 'long'}} {{text both}} {{name}}",
        {
          day: '2026-11-21',
          both: { nl: 'Ja', en: 'Yes' },
          name: '<b>&',
        },
      ),
    ).toBe('2 boten tot 21 nov. 2026 zaterdag 21 november 2026 Ja &lt;b&gt;&amp;');
  });

  it('print Markdown without the HTML, scripts and htmx attributes of its writer', () => {
    const html = render('{{markdown text}}', {
      text: '**ja** <img src=x onerror=alert(1)> [x](javascript:alert(1)) <a hx-get="/x">y</a>',
    });
    expect(html).toContain('<strong>ja</strong>');
    expect(html).not.toMatch(/<img|<a |href="javascript/);
  });

  it('print moments in the zone of the reader, and nothing for nothing', () => {
    expect(
      render('{{datetime at}}|{{datetime none}}|{{date none}}|{{percent share}}', {
        at: '2026-07-01T22:30:00Z',
        share: 0.5,
      }),
    ).toBe('2 jul. 2026 00:30|||50%');
  });

  it('print the day of a moment as the calendar of the reader shows it', () => {
    expect(render('{{date at}}|{{date at "day"}}', { at: new Date('2026-07-01T22:30:00Z') })).toBe(
      '2 jul. 2026|do 2 jul.',
    );
  });

  it('never read what an object inherits', () => {
    expect(render('[{{constructor}}{{a.constructor.name}}]', { a: {} })).toBe('[]');
  });
});

describe('a view that is wrong', () => {
  it.each([
    ['<p style="color:red">', 'style attributes'],
    ['<p>\n<b onclick="go()">', 'inline handlers'],
    ['<script>1</script>', 'scripts belong'],
    ['{{{name}}}', 'raw output'],
    ['<form method="post"></form>', 'needs {{csrf}}'],
    ['<div hx-get="/x" hx-target="#y">', 'needs {{hx}}'],
    ['<div {{hx}} hx-get="/x" hx-on:click="y()">', 'compile code'],
    ["{{> ui/tog text='x'}}", 'no partial "ui/tog"'],
    ["{{> ui/tag txet='x'}}", 'no prop "txet"'],
    ['{{> ui/tag}}', 'needs the prop "text"'],
    ['{{shout name}}', 'no helper "shout"'],
    ["{{t 'boats.gone'}}", 'no word "boats.gone"'],
    ["{{path 'boats.gone'}}", 'no path "boats.gone"'],
    ["{{icon 'gone'}}", 'no icon "gone"'],
    ['{{date}}', 'write {{this.date}}'],
    ['{{#if a}}', 'Parse error'],
  ])('%s says what is the matter', (source, message) => {
    expect(faults(source).join('\n')).toContain(message);
    expect(() => render(source)).toThrow('libs/boats/src/views/boats.page.hbs');
  });

  it('names the line', () => {
    expect(faults('<p>\n\n{{#if a}}{{shout a}}{{/if}}</p>')).toEqual(['3: there is no helper "shout"']);
  });

  it('breaks only itself', () => {
    const { renderer } = house({ 'boats.page.hbs': '{{{x}}}', 'fine.page.hbs': 'fine' });
    expect(renderer.fragment('boats/fine', {}, shared)).toBe('fine');
  });
});

describe('during development', () => {
  it('reads a view again after it was saved', () => {
    const { root, renderer } = house({ 'boats.page.hbs': 'one' });
    expect(renderer.fragment('boats/boats', {}, shared)).toBe('one');
    writeFileSync(join(root, 'libs/boats/src/views/boats.page.hbs'), 'two');
    expect(renderer.fragment('boats/boats', {}, shared)).toBe('two');
  });
});

describe('the kit as it is', () => {
  const words = createWords(projectRoot(), { strict: true });
  const real = createAssets(projectRoot(), { dev: true });
  const renderer = createRenderer({ root: projectRoot(), dev: false, words, assets: real });

  it('has no fault in any of its own views', () => {
    expect(renderer.faults().filter(({ path }) => path.startsWith('libs/ui'))).toEqual([]);
  });

  it.each(['app', 'exam', 'public'])(
    'shows every partial in the %s layout without an inline style or handler',
    (layout) => {
      const html = renderer.page('ui/styleguide', styleguideModel(), layout, shared);
      expect(html).not.toMatch(/\sstyle=|\son\w+="|undefined|\[object|NaN/);
      expect(html).toContain('<html lang="nl" data-theme="dark"');
      expect(html.match(/<script(?! nonce="n0nce")/)).toBeNull();
    },
  );

  it('sends no script at all with a public page', () => {
    expect(renderer.page('ui/styleguide', styleguideModel(), 'public', shared)).not.toContain('<script');
  });

  it('says who sees what once: in the page itself, else in the footer', () => {
    const general = words.t('nl', 'ui.footer');
    for (const layout of ['app', 'public']) {
      const guide = renderer.page('ui/styleguide', styleguideModel(), layout, shared);
      expect(guide.match(/class="privacy /g)).toHaveLength(1);
      expect(guide).not.toContain(general);
      const silent = renderer.page('layout/problem', { status: 404, title: 'Weg' }, layout, shared);
      expect(silent).toContain(general);
    }
  });

  it('uses every partial it has in the style guide', () => {
    const guide = renderer.page('ui/styleguide', styleguideModel(), 'app', shared);
    expect(guide).toContain('class="lic tone-warn"');
    expect(guide).toContain('chart narrow');
  });
});
