import { CatalogueService } from '#catalogue';
import { browserHouse } from '../support/browser-house.js';
import { IN_THE_LIGHT, type Way } from '../support/browser.js';

/** An author reads what is published as learners see it, and answers what a learner reported. */
describe('an author at the shelf', () => {
  const house = browserHouse();

  async function read(way: Way): Promise<void> {
    const catalogue = house.app.get(CatalogueService, { strict: false });
    const { items, lessons } = await catalogue.current(house.db.read);
    const [lesson] = [...lessons.values()].filter(({ status }) => status !== 'retired');
    const byType = new Map([...items.values()].map((item) => [item.body.type, item.id]));
    // One learner for each way: a question is reported once by one person.
    const name = way.language === 'nl' ? 'chaima' : 'daan';
    const call = await house.api(name);
    const { body } = await call('post', '/api/v1/attempts').send({ kind: 'practice' }).expect(201);
    const chaima = await house.signIn(name, way);
    await chaima.window.go(`/practice/attempts/${(body as { id: string }).id}`);
    await chaima.learner.answer(true);
    await chaima.page.locator('a[href^="/reports/attempts/"]').click();
    await chaima.page.waitForURL(/\/reports\/attempts\//);
    await chaima.window.check('report form');
    await chaima.page.locator('form[action^="/reports/"] button').click();
    await chaima.page.locator('[aria-invalid="true"]').first().waitFor();
    await chaima.window.check('report form with what is missing');
    await chaima.page.locator('input[name="reason"]').first().check();
    await chaima.page.locator('textarea[name="words"]').fill('Die knop heet bij ons anders');
    await chaima.page.locator('form[action^="/reports/"] button').click();
    await chaima.page.waitForURL(/\/reports$/);
    await chaima.window.check('own reports');
    await chaima.window.go('/proposals/skills/ph.links');
    await chaima.window.check('proposal form');
    await chaima.page.locator('form[action^="/proposals/"] button').click();
    await chaima.page.locator('[aria-invalid="true"]').first().waitFor();
    await chaima.window.check('proposal form with what is missing');
    await chaima.page
      .locator('textarea[name="stem"]')
      .fill('Er staat een vreemde link in een mail. Wat doe je niet?');
    for (const name of ['right', 'wrong1', 'wrong2']) {
      await chaima.page.locator(`input[name="${name}"]`).fill(`Antwoord ${name}`);
      await chaima.page.locator(`textarea[name="${name}Why"]`).fill('Omdat het zo werkt');
    }
    await chaima.page.locator('form[action^="/proposals/"] button').click();
    await chaima.page.waitForURL(/\/proposals$/);
    await chaima.window.check('own proposals');
    expect(chaima.window.faults).toEqual([]);
    await chaima.window.close();

    const { window, page } = await house.signIn('karim', way);
    await window.go('/author');
    await window.check('courses');
    await page.locator('main table a').first().click();
    await page.waitForURL(/\/author\/courses\//);
    await page.locator('main details summary').first().click();
    await window.check('course');
    await window.go('/author/items?state=disputed');
    await window.check('reported questions');
    await window.go('/author/items');
    await window.check('questions');
    // Every type on the smaller screen; on the larger one a look at the two columns is enough.
    for (const [type, item] of [...byType].slice(0, way.screen === 'phone' ? undefined : 2)) {
      await window.go(`/author/items/${item}`);
      await window.check(`question ${type}`);
    }
    await window.go(`/author/lessons/${lesson!.id}`);
    await window.check('lesson');
    await window.go('/author/proposals');
    await page.locator('main details summary').first().click();
    await window.check('proposals');
    await window.go('/author/changes');
    await window.check('changes');
    await window.go('/author/reports');
    await page.locator('main details summary').first().click();
    await window.check('reports');
    await page.locator('input[name="outcome"][value="stays"]').first().check();
    await page.locator('textarea[name="answer"]').first().fill('Dank je, we kijken ernaar.');
    await page.locator('form[action$="/answer"] button').first().click();
    await page.waitForURL(/\/author\/reports$/);
    await window.check('answered reports');
    expect(window.faults).toEqual([]);
    await window.close();
  }

  it.each(IN_THE_LIGHT)('sees every screen, in $language on a $screen', read, 120_000);
});
