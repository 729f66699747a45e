import { publishCourses } from '../../../apps/cli/src/demo.js';
import { testApp } from '../../../test/support/app.js';
import { launchBrowser, Window } from '../../../test/support/browser.js';
import { makeLearner } from './testing/index.js';
it('shots', async () => {
  const house = await testApp({ demo: false });
  await publishCourses(house.app);
  const ids: Record<string, string> = {};
  for (const number of ['1003', '1004', '1008'])
    ids[number] = (await makeLearner(house.db, number)).personId!;
  const origin = await house.listen();
  const browser = await launchBrowser();
  const faults: string[] = [];
  const shot = async (w: Window, name: string) =>
    w.page.screenshot({ path: `/tmp/h1shots/${name}.png`, fullPage: true });
  const login = async (w: Window, id: string) => {
    await w.page.goto(origin + '/login');
    await w.page
      .locator(`[value="${id}"]`)
      .first()
      .locator('xpath=ancestor::form')
      .locator('button')
      .first()
      .click();
    await w.page.waitForLoadState();
  };
  try {
  for (const [screen, dark, number] of [
    ['phone', false, '1003'],
    ['desktop', false, '1004'],
  ] as const) {
    const w = await Window.open(browser, origin, { screen, dark });
    await login(w, ids[number]!);
    await w.go('/placement/A');
    await shot(w, `${screen}-placement-intro`);
    await w.press('Start de instaptoets');
    await shot(w, `${screen}-placement-q`);
    await w.page.getByRole('button', { name: 'Bewaar en ga verder' }).click();
    await w.page.waitForLoadState();
    await shot(w, `${screen}-placement-error`);
    for (let i = 0; i < 31; i += 1) {
      const skip = w.page.getByRole('button', { name: 'Weet ik nog niet' });
      if (!(await skip.count())) break;
      const opt = w.page.locator('.opt').nth(i % 3);
      if (await opt.count()) {
        await opt.click();
        if (await w.page.locator('input[type=checkbox]').count()) await w.page.locator('.opt').nth(3).click();
        await w.page.getByRole('button', { name: 'Bewaar en ga verder' }).click();
      } else await skip.click();
      await w.page.waitForLoadState();
    }
    await w.check();
    await shot(w, `${screen}-placement-result`);
    await w.go('/practice');
    await shot(w, `${screen}-practice-door`);
    for (const skill of ['ss.first-checks', 'ph.channels']) {
      await w.go(`/practice?skill=${skill}`);
      if (await w.page.getByRole('button', { name: 'Start een ronde' }).count())
        await w.press('Start een ronde');
      for (let i = 0; i < 5; i += 1) {
        await w.check(`q-${skill}-${i}`);
        await shot(w, `${screen}-practice-${skill}-${i}`);
        const opts = w.page.locator('.opt');
        if (await opts.count()) {
          await w.page.keyboard.press('1');
          if (await w.page.locator('input[type=checkbox]').count()) await w.page.keyboard.press('3');
        }
        for (const s of await w.page.locator('.field select').all()) await s.selectOption({ index: 1 });
        if (await w.page.locator('input[name=text]').count())
          await w.page.locator('input[name=text]').fill('iets');
        await w.page
          .locator('.seg label')
          .nth(i % 3)
          .click();
        await w.page.getByRole('button', { name: 'Controleer' }).click();
        await w.page.waitForTimeout(700);
        await w.check(`a-${skill}-${i}`);
        await shot(w, `${screen}-practice-${skill}-${i}-answered`);
        const focus = await w.page.evaluate(() => document.activeElement?.className);
        if (i === 0) faults.push(`focus ${focus} at ${w.page.url()}`);
        const next = w.page.getByRole('link', { name: /Volgende vraag|Bekijk je ronde/ });
        await next.click();
        await w.page.waitForLoadState();
      }
      await shot(w, `${screen}-practice-done`);
    }
    await w.go('/progress');
    await shot(w, `${screen}-progress`);
    await w.go('/exams/A');
    await shot(w, `${screen}-exam-intro`);
    await w.press('Start het examen');
    await shot(w, `${screen}-exam-q`);
    const url = w.page.url();
    await w.go(new URL(url).pathname);
    await shot(w, `${screen}-exam-elsewhere`);
    await w.press('Ga hier verder');
    for (let i = 0; i < 25; i += 1) {
      if (!(await w.page.getByRole('button', { name: 'Bewaar en ga verder' }).count())) break;
      const opts = w.page.locator('.opt');
      if (await opts.count()) {
        await opts.first().click();
        if (await w.page.locator('input[type=checkbox]').count()) await opts.nth(1).click();
      }
      for (const s of await w.page.locator('.field select').all()) await s.selectOption({ index: 1 });
      await w.page.getByRole('button', { name: 'Bewaar en ga verder' }).click();
      await w.page.waitForLoadState();
    }
    await w.check();
    await shot(w, `${screen}-exam-result`);
    await w.go('/exams/A');
    await shot(w, `${screen}-exam-cooling`);
    faults.push(...w.faults);
  }
  } finally {
  console.log(faults.join('\n'));
  await browser.close();
  await house.close();
  }
}, 400_000);
