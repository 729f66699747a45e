import fs from 'node:fs';
import path from 'node:path';
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Locator,
  type Page,
} from 'playwright-core';
import { projectRoot } from '#kernel';

const PHONE = { width: 390, height: 844 };
const DESKTOP = { width: 1280, height: 900 };
/** A page at 400 % zoom, or the smallest phone (WCAG 1.4.10). */
const SMALLEST = { width: 320, height: 640 };
export const SCREENS = { phone: PHONE, desktop: DESKTOP, smallest: SMALLEST } as const;
export type ScreenName = keyof typeof SCREENS;

const WAYS = [
  { language: 'nl', screen: 'phone', dark: false },
  { language: 'nl', screen: 'desktop', dark: true },
  { language: 'en', screen: 'phone', dark: true },
  { language: 'en', screen: 'desktop', dark: false },
] as const;
export interface Way {
  readonly language: 'nl' | 'en';
  readonly screen: 'phone' | 'desktop';
  readonly dark: boolean;
}

/** How the main stories go (an employee, HR, a manager): both languages, both sizes, one of them in the dark. */
export const MAIN_WAYS = [WAYS[0], { ...WAYS[3], dark: true }] as const;
/** Both languages and both sizes once, in the light. */
export const IN_THE_LIGHT = [WAYS[0], WAYS[3]] as const;
/** The other two pairs of language and size, in the dark. */
export const IN_THE_DARK = [WAYS[1], WAYS[2]] as const;

export interface WindowOptions {
  readonly screen?: ScreenName;
  readonly language?: 'nl' | 'en';
  readonly javaScript?: boolean;
  readonly dark?: boolean;
}

const PLACES = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

/** Headless Chromium; fails (never skips) when there is none: `npm test` installs it. */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = [process.env['CHROMIUM'], ...PLACES].find((place) => place && fs.existsSync(place));
  if (!executablePath)
    throw new Error('There is no Chromium: run npm test, which installs it, or set CHROMIUM.');
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      ...(process.env['TEST_FOLDERS'] === '/dev/shm' ? [] : ['--disable-dev-shm-usage']),
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-quic',
    ],
  });
}

/** One person at one browser window, whose every page is checked for accessibility and for policy violations. */
export class Window {
  /** What went wrong on the pages seen so far; a journey ends by expecting this to be empty. */
  readonly faults: string[] = [];
  readonly language: 'nl' | 'en';
  private readonly checked = new Set<string>();
  /** The document that was checked last: the same one under another label needs no second look. */
  private lastChecked = '';
  /** Where axe looks at pages whose own window runs no scripts. */
  private reader: Page | undefined;

  private constructor(
    readonly context: BrowserContext,
    readonly page: Page,
    readonly origin: string,
    private readonly options: WindowOptions,
  ) {
    this.language = options.language ?? 'nl';
  }

  static async open(browser: Browser, origin: string, options: WindowOptions = {}): Promise<Window> {
    const context = await browser.newContext(contextOptions(options));
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    const window = new Window(context, page, origin, options);
    page.on('console', (message) => {
      if (/Content Security Policy|TrustedHTML|Trusted ?Type/i.test(message.text()))
        window.faults.push(`${page.url()}: ${message.text()}`);
    });
    page.on('pageerror', (error) => window.faults.push(`${page.url()}: ${error.message}`));
    page.on('response', (response) => {
      if (response.status() >= 500) window.faults.push(`${response.url()}: ${response.status()}`);
    });
    return window;
  }

  async go(url: string): Promise<void> {
    await this.page.goto(`${this.origin}${url}`);
    await this.check();
  }

  /** Where the window is: the path without the origin. */
  get path(): string {
    return new URL(this.page.url()).pathname;
  }

  /** Presses a button or follows a link by its visible name, waits for the page to arrive, and checks it. */
  async press(name: string | RegExp, role: 'button' | 'link' = 'button'): Promise<void> {
    await this.follow(this.page.getByRole(role, { name }).first());
  }

  /** Clicks what leads to another page, waits for that page to arrive, and checks it. */
  async follow(target: Locator): Promise<void> {
    await this.leave(() => target.click());
    await this.check();
  }

  /** Does what loads another page, and waits until that page is there. */
  async leave(step: () => Promise<unknown>): Promise<void> {
    const arrived = this.page.waitForEvent('domcontentloaded');
    await Promise.all([arrived, step()]);
    await this.page.waitForLoadState();
  }

  /**
   * axe (WCAG 2.0-2.2 A and AA) and sideways scrolling, once per kind of page: a template in a state that this window
   * has shown before has the same markup, colours and sizes, so its twentieth question would teach us nothing. A state
   * that the address doesn't tell (a type of question, an answer given) is told by `label`.
   */
  async check(label?: string): Promise<void> {
    await this.page.waitForLoadState();
    const place = label ?? this.path.replace(/[0-9a-f-]{36}/g, ':id').replace(/\/v\/.*/, '/v/:code');
    const key = label ?? `${place} ${await this.page.title()}`;
    if (this.checked.has(key)) return;
    this.checked.add(key);
    const html = await this.page.content();
    if (html === this.lastChecked) return;
    this.lastChecked = html;
    await this.photograph(place);
    const scroll = await this.page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    if (scroll > 1) this.faults.push(`${place}: scrolls sideways by ${scroll} px`);
    const violations = await violationsOn(await this.readable());
    for (const { id, nodes } of violations)
      this.faults.push(`${place}: ${id}: ${nodes.slice(0, 3).join(' | ')}`);
  }

  /**
   * The page to run axe on. axe waits for timers, and a window without scripts has none; so there the very HTML that
   * this window got is laid out once more, its scripts taken out, in a window that has.
   */
  private async readable(): Promise<Page> {
    if (this.options.javaScript !== false) return this.page;
    const html = (await this.page.content()).replace(/<script\b[^]*?<\/script>/g, '');
    if (!this.reader) {
      const context = await (this.context.browser() as Browser).newContext(
        contextOptions({ ...this.options, javaScript: true }),
      );
      await context.addInitScript({ content: axeCode() });
      this.reader = await context.newPage();
    }
    await this.reader.unrouteAll();
    await this.reader.route(this.page.url(), (route) =>
      route.fulfill({ body: html, contentType: 'text/html; charset=utf-8' }),
    );
    await this.reader.goto(this.page.url());
    return this.reader;
  }

  /** A picture of the whole page in the folder that SCREENSHOTS names, to be looked at by people. */
  private async photograph(place: string): Promise<void> {
    const folder = process.env['SCREENSHOTS'];
    if (!folder) return;
    const { screen = 'desktop', dark, javaScript } = this.options;
    const name = [
      place.replace(/[^a-z0-9]+/gi, '_').replace(/^_|_$/g, ''),
      this.language,
      screen,
      dark ? 'dark' : '',
      javaScript === false ? 'plain' : '',
    ]
      .filter(Boolean)
      .join('-');
    await this.page.screenshot({ path: path.join(folder, `${name}.png`), fullPage: true });
  }

  async close(): Promise<void> {
    await this.reader?.context().close();
    await this.context.close();
  }
}

const contextOptions = ({ screen, language, javaScript, dark }: WindowOptions): BrowserContextOptions => ({
  viewport: SCREENS[screen ?? 'desktop'],
  // A phone has no mouse: what only a mouse needs is not shown on it.
  ...(screen === 'phone' ? { isMobile: true, hasTouch: true } : {}),
  locale: language === 'en' ? 'en-GB' : 'nl-NL',
  javaScriptEnabled: javaScript ?? true,
  colorScheme: dark ? 'dark' : 'light',
  reducedMotion: 'reduce',
});

let axeSource: string | undefined;
const axeCode = (): string =>
  (axeSource ??= fs.readFileSync(path.join(projectRoot(), 'node_modules', 'axe-core', 'axe.min.js'), 'utf8'));

/**
 * What axe finds on a page; it goes in through the debugger, which the page's content policy does not bind. The window
 * for pages without scripts has it already. As a script of every page it would cost 40 ms on each, and most need no
 * look; by `page.evaluate` it takes half as long again.
 */
async function violationsOn(page: Page): Promise<{ id: string; nodes: string[] }[]> {
  if (!(await page.evaluate<boolean>(`typeof axe === 'object'`))) {
    const debug = await page.context().newCDPSession(page);
    await debug.send('Runtime.evaluate', { expression: axeCode() });
    await debug.detach();
  }
  return page.evaluate(`
    axe.run(document, { resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }).then((result) =>
      result.violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ target, failureSummary }) => target.join(' ') + ' ' + failureSummary) })))`);
}
