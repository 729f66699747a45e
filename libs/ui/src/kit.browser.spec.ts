import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { projectRoot } from '#kernel';
import { launchBrowser } from '../../../test/support/browser.js';
import { createAssets } from './assets.js';
import { navFor } from './nav.js';
import { createRenderer } from './renderer.js';
import type { Shared } from './shared.js';
import { styleguideModel } from './styleguide.js';
import { createWords } from './words.js';

/** The policy that the product ships, word for word of the house rules. */
const policy = (nonce: string): string =>
  `default-src 'none'; script-src 'nonce-${nonce}' 'strict-dynamic'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; ` +
  `manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types htmx`;

const axe = readFileSync(join(projectRoot(), 'node_modules', 'axe-core', 'axe.min.js'), 'utf8');

describe('the kit in a real browser, under the shipped content policy', () => {
  let browser: Browser;
  let server: Server;
  let origin: string;
  const complaints: string[] = [];

  beforeAll(async () => {
    browser = await launchBrowser();
    server = serve();
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  });

  async function open(path: string, options: BrowserContextOptions = {}): Promise<Page> {
    const context = await browser.newContext({
      viewport: { width: 1280, height: 900 },
      reducedMotion: 'reduce',
      ...options,
    });
    const page = await context.newPage();
    page.setDefaultTimeout(8_000);
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(`${path}: ${message.text()}`);
    });
    page.on('pageerror', (error) => complaints.push(`${path}: ${error.message}`));
    await page.goto(`${origin}${path}`);
    return page;
  }

  it.each([
    [1280, 'light'],
    [1280, 'dark'],
    [390, 'light'],
    [390, 'dark'],
    [320, 'light'],
  ] as const)(
    'is accessible and never wider than the screen at %i px, %s',
    async (width, colorScheme) => {
      const page = await open('/styleguide', { viewport: { width, height: 844 }, colorScheme });
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0);
      await page.evaluate(axe);
      const violations = await page.evaluate(
        `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
           .then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html.slice(0, 200)).join(' | ')))`,
      );
      expect(violations).toEqual([]);
      await page.context().close();
    },
    60_000,
  );

  it('chooses an answer with the keys 1 to 9, but not while somebody types', async () => {
    const page = await open('/styleguide');
    await page.locator('h1').click();
    await page.keyboard.press('3');
    expect(await page.locator('input[name=answer][value=c]').isChecked()).toBe(true);
    await page.locator('input[name=name]').focus();
    await page.keyboard.press('End');
    await page.keyboard.press('1');
    expect(await page.locator('input[name=name]').inputValue()).toBe('Chaima1');
    expect(await page.locator('input[name=answer][value=c]').isChecked()).toBe(true);
    await page.context().close();
  });

  it('moves a row of an order question by its buttons, keeps the focus and says the new place', async () => {
    const page = await open('/styleguide');
    const first = (): Promise<string> => page.locator('.order li span').first().innerText();
    await page.getByRole('button', { name: 'Omlaag: Kijk of het aan staat' }).click();
    expect(await first()).toBe('Zoek op het intranet');
    expect(await page.evaluate('document.querySelector(\'.order select[name="answer.1"]\').value')).toBe('2');
    expect(await page.evaluate("document.activeElement.getAttribute('aria-label')")).toBe(
      'Omlaag: Kijk of het aan staat',
    );
    await until(page, "document.querySelector('#live').textContent === 'Kijk of het aan staat: plaats 2'");
    await page.context().close();
  });

  it('opens a confirmation as a dialog and gives the focus back', async () => {
    const page = await open('/styleguide');
    const opener = page.locator('[data-dialog=dialog-a]');
    await opener.click();
    expect(await page.locator('dialog').evaluate((dialog) => dialog.matches(':modal'))).toBe(true);
    await page.locator('[data-dialog-close]').click();
    expect(await opener.evaluate((link) => link === document.activeElement)).toBe(true);
    await page.context().close();
  });

  it('brings somebody to the list of errors when a form comes back with some', async () => {
    const page = await open('/styleguide');
    expect(await page.evaluate('document.activeElement.className')).toContain('error-summary');
    await page.locator('.error-summary a').first().click();
    expect(await page.evaluate('document.activeElement.name')).toBe('email');
    await page.context().close();
  });

  it('counts down, and hides the clock on request', async () => {
    const page = await open('/styleguide');
    await until(page, "document.querySelector('[data-clock]').textContent === '21:03'");
    await page.locator('[data-timer-toggle]').click();
    expect(await page.locator('[data-clock]').isVisible()).toBe(false);
    await page.context().close();
  });

  it('works without JavaScript: dialogs by their address, order by numbers, menus by themselves', async () => {
    const page = await open('/styleguide', { javaScriptEnabled: false });
    expect(await page.locator('.order select').first().isVisible()).toBe(true);
    expect(await page.locator('dialog').isVisible()).toBe(false);
    await page.locator('[data-dialog=dialog-a]').click();
    expect(await page.locator('dialog').isVisible()).toBe(true);
    expect(await page.locator('dialog form').getAttribute('action')).toBe('/styleguide');
    await page.goto(`${origin}/styleguide`);
    await page.locator('[popovertarget=menu-a]').click();
    expect(await page.locator('#menu-a').isVisible()).toBe(true);
    await page.context().close();
  });

  it('refreshes a list while somebody types, keeps the focus, and leaves foreign htmx attributes dead', async () => {
    const page = await open('/list?q=');
    await page.locator('#q').pressSequentially('an');
    await until(page, "document.querySelector('#list').textContent.includes('found: an')");
    expect(await page.evaluate('document.activeElement.id')).toBe('q');
    expect(new URL(page.url()).searchParams.get('q')).toBe('an');
    await page.locator('#smuggled').click();
    expect(await page.locator('#smuggled').getAttribute('hx-get')).toBeNull();
    await page.context().close();
  });

  it('shows live progress and stops listening when it is done', async () => {
    const page = await open('/job');
    await until(page, "document.querySelector('#job').textContent.includes('240 of 240')");
    await page.waitForTimeout(1200);
    expect(streams).toBe(1);
    await page.context().close();
  });

  it('drew no complaint of the content policy, and no error, from anything above', () => {
    // The one line that is wanted: the smuggled attribute was refused.
    expect(complaints.filter((line) => !line.includes('[hx-csp] blocked <button#smuggled>'))).toEqual([]);
    expect(complaints.some((line) => line.includes('[hx-csp] blocked <button#smuggled>'))).toBe(true);
  });

  let streams = 0;

  function serve(): Server {
    const root = projectRoot();
    const words = createWords(root, { strict: true });
    const assets = createAssets(root, { dev: true });
    const renderer = createRenderer({ root, dev: false, words, assets });
    let count = 0;
    const sharedWith = (nonce: string): Shared => ({
      lang: 'nl',
      theme: null,
      keysOn: true,
      actor: { kind: 'person', name: 'Anna de Wit', zone: 'Europe/Amsterdam' },
      nonce,
      csrf: 'token',
      nav: navFor({ kind: 'person', grants: ['hr'], isManager: true }, '/hr', (key) => words.t('nl', key)),
      flash: { tone: 'ok', key: 'ui.step_done' },
      title: 'Stijlgids',
      path: '/styleguide',
      demo: true,
      clockShifted: null,
      unread: 2,
    });
    return createServer((request, response) => {
      const url = new URL(request.url ?? '/', 'http://localhost');
      const asset = assets.find(url.pathname);
      if (asset) return response.setHeader('content-type', asset.type).end(asset.body);
      if (url.pathname === '/events') return stream();
      const nonce = `n${(count += 1)}`;
      const shared = sharedWith(nonce);
      const guide = renderer.page('ui/styleguide', styleguideModel(), 'app', shared);
      const main = (html: string): string =>
        guide.replace(/<main[^]*<\/main>/, `<main id="main">${html}</main>`);
      response
        .setHeader('content-type', 'text/html; charset=utf-8')
        .setHeader('content-security-policy', policy(nonce));
      if (url.pathname === '/list') {
        const form = renderer.fragment(
          'ui/filter-bar',
          { action: '/list', label: 'Filter', target: '#list' },
          shared,
        );
        const input = '<label for="q">Zoek</label><input id="q" name="q">';
        return response.end(
          main(
            `<h1>Lijst</h1>${form.replace('<div class="row">', `${input}<div class="row">`)}<div id="list">found: ${url.searchParams.get('q')}</div>` +
              '<button id="smuggled" hx-get="/list?q=stolen" hx-target="#list">x</button>',
          ),
        );
      }
      if (url.pathname === '/job') {
        const job = {
          id: 'job',
          label: 'Toepassen',
          value: 0,
          max: 240,
          state: 'running',
          stateLabel: '0 of 240',
          events: '/events',
        };
        return response.end(main(`<h1>Import</h1>${renderer.fragment('ui/job-progress', job, shared)}`));
      }
      return response.end(guide);

      function stream(): void {
        streams += 1;
        response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
        response.write('id: 1\ndata: <p>120 of 240</p>\n\n');
        setTimeout(() => response.write('id: 2\ndata: <p>240 of 240</p>\n\n'), 150);
        setTimeout(() => response.end('event: done\ndata: \n\n'), 300);
      }
    });
  }
});

/** Waits for an expression through the debugger: the page itself may not evaluate text, which is the point. */
async function until(page: Page, expression: string): Promise<void> {
  for (let tries = 0; tries < 160; tries += 1) {
    if (await page.evaluate(expression)) return;
    await page.waitForTimeout(50);
  }
  throw new Error(`never came true: ${expression}`);
}
