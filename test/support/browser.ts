import fs from 'node:fs';
import path from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { projectRoot } from '#kernel';

const PHONE = { width: 390, height: 844 };
const DESKTOP = { width: 1280, height: 900 };
export const SCREENS = { phone: PHONE, desktop: DESKTOP } as const;
export type ScreenName = keyof typeof SCREENS;

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Headless Chromium; fails (never skips) when there is none: `npm test` installs it. */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = [process.env['CHROMIUM'], ...PLACES].find((place) => place && fs.existsSync(place));
  if (!executablePath) throw new Error('There is no Chromium: run npm test, which installs it, or set CHROMIUM.');
  return chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-quic'],
  });
}

let axeSource: string | undefined;

/** One person at one browser window, whose every page is checked for accessibility and for policy violations. */
export class Window {
  /** What went wrong on the pages seen so far; a journey ends by expecting this to be empty. */
  readonly faults: string[] = [];
  private readonly checked = new Set<string>();

  private constructor(
    readonly context: BrowserContext,
    readonly page: Page,
    private readonly origin: string,
    private readonly screenshots: string | undefined,
  ) {}

  static async open(
    browser: Browser,
    origin: string,
    options: { screen?: ScreenName; language?: 'nl' | 'en'; javaScript?: boolean; dark?: boolean } = {},
  ): Promise<Window> {
    const context = await browser.newContext({
      viewport: SCREENS[options.screen ?? 'desktop'],
      locale: options.language === 'en' ? 'en-GB' : 'nl-NL',
      javaScriptEnabled: options.javaScript ?? true,
      colorScheme: options.dark ? 'dark' : 'light',
      reducedMotion: 'reduce',
    });
    const page = await context.newPage();
    page.setDefaultTimeout(10_000);
    const window = new Window(context, page, origin, process.env['SCREENSHOTS']);
    page.on('console', (message) => {
      if (/Content Security Policy|TrustedHTML|Trusted ?Type/i.test(message.text())) window.faults.push(`${page.url()}: ${message.text()}`);
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

  /** Presses a button or follows a link by its visible name, waits for the page to arrive, and checks it. */
  async press(name: string | RegExp, role: 'button' | 'link' = 'button'): Promise<void> {
    await this.page.getByRole(role, { name }).first().click();
    await this.page.waitForLoadState();
    await this.check();
  }

  /** axe (WCAG 2.0-2.2 A and AA) and sideways scrolling, once per kind of page. */
  async check(label = new URL(this.page.url()).pathname.replace(/[0-9a-f-]{36}/g, ':id').replace(/\/v\/.*/, '/v/:code')): Promise<void> {
    await this.page.waitForLoadState();
    const key = `${label} ${await this.page.title()}`;
    if (this.checked.has(key)) return;
    this.checked.add(key);
    if (this.screenshots) {
      const { width } = this.page.viewportSize() ?? DESKTOP;
      const file = `${width}-${label.replace(/[^a-z0-9]+/gi, '_')}-${this.checked.size}.png`;
      await this.page.screenshot({ path: path.join(this.screenshots, file), fullPage: true });
    }
    const scroll = await this.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (scroll > 1) this.faults.push(`${label}: scrolls sideways by ${scroll} px`);
    axeSource ??= fs.readFileSync(path.join(projectRoot(), 'node_modules', 'axe-core', 'axe.min.js'), 'utf8');
    await this.evaluate(axeSource);
    const violations = await this.evaluate<{ id: string; nodes: string[] }[]>(`
      axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }).then((result) =>
        result.violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ target, failureSummary }) => target.join(' ') + ' ' + failureSummary) })))`);
    for (const { id, nodes } of violations) this.faults.push(`${label}: ${id}: ${nodes.slice(0, 3).join(' | ')}`);
  }

  /** Works with the page's own scripts switched off too: it goes through the debugger, not through the page. */
  private async evaluate<T>(script: string | (() => T)): Promise<T> {
    return this.page.evaluate(script as string) as Promise<T>;
  }

  async close(): Promise<void> {
    await this.context.close();
  }
}
