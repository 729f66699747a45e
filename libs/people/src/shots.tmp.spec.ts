import { chromium } from 'playwright-core';
import { testApp } from '../../../test/support/app.js';
import { demoFile } from './testing/import-desk.js';
it('shots', async () => {
  const app = await testApp();
  const base = await app.listen();
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-dev-shm-usage'],
  });
  for (const [w, h, tag] of [
    [1280, 900, 'd'],
    [390, 844, 'm'],
  ] as const) {
    const ctx = await browser.newContext({ viewport: { width: w, height: h } });
    const page = await ctx.newPage();
    const errors: string[] = [];
    page.on('console', (m) => {
      if (m.type() === 'error') errors.push(m.text());
    });
    await page.goto(base + '/login');
    const id = await app.idOf('anna');
    await page.evaluate(async (personId) => {
      const t = (document.querySelector('input[name=_csrf]') as any)?.value ?? '';
      await fetch('/login/demo', {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: `personId=${personId}&_csrf=${t}`,
      });
    }, id);
    const shot = async (name: string) => {
      await page.screenshot({ path: `/tmp/h5run/${tag}-${name}.png`, fullPage: true });
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      console.log(tag, name, 'overflow', over);
    };
    await page.goto(base + '/people');
    await shot('people');
    await page.goto(base + `/people/${await app.idOf('jolanda')}`);
    await shot('person');
    await page.goto(base + '/people/imports/new');
    await shot('new');
    await page.setInputFiles('input[type=file]', {
      name: 'demo-nv-next-month.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(
        demoFile('demo-nv-next-month.csv')
          .toString('latin1')
          .replace('daan.visser@demo-nv.example', 'geen adres'),
        'latin1',
      ),
    });
    await page.click('main form button.btn');
    await page.waitForURL('**/people/imports/*?step=columns');
    await shot('columns');
    await page.click('main form .btn.primary');
    await page.waitForLoadState();
    await shot('diff');
    await page.goto(page.url().split('?')[0] + '?kind=moves');
    await shot('moves');
    await page.goto(page.url().split('?')[0] + '?kind=problems');
    await shot('problems');
    if (tag === 'd') {
      await page.check('input[name=leaveBroken]');
      await page.click('main form .btn.primary');
      await page.waitForLoadState();
      await shot('progress');
      await app.drain();
      await page.waitForTimeout(1500);
      await shot('progress-done');
      await page.goto(page.url().split('?')[0] as string);
      await shot('receipt');
    }
    await page.goto(base + '/people/imports');
    await shot('imports');
    console.log(tag, errors.join('\n'));
    await ctx.close();
  }
  await browser.close();
  await app.close();
}, 240000);
