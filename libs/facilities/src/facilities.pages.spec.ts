import { CatalogueService } from '#catalogue';
import { rows, systemActor } from '#kernel';
import { PeopleService } from '#people';
import { type TestApp, testApp } from '../../../test/support/app.js';
import { category } from '../../licences/src/testing/desk.js';
import { addCast } from '../../licences/src/testing/people.js';
import { seedFacilities } from './seed-facilities.js';
import { employ } from './testing/employ.js';

let product: TestApp;

beforeAll(async () => {
  product = await testApp({ demo: false });
  const { app, db } = product;
  const people = await addCast(db.read, app.get(PeopleService, { strict: false }));
  const grant = `INSERT INTO person_grant (person_id, granted, granted_at) VALUES ($1, 'hr', now())`;
  await rows(db.read, grant, [people.anna]);
  const none = { skills: [], courses: [], lessons: [], items: [], paths: [], media: [], cards: [] };
  const content = { ...none, categories: [category()] };
  await app.get(CatalogueService, { strict: false }).publish(systemActor('spec'), content);
  await db.transaction(seedFacilities);
  await employ(db.read, [people.chaima]);
}, 60_000);
afterAll(() => product.close());

describe('the page of facilities', () => {
  it('tells an employee what is closed and which exam opens it, and shows no rules', async () => {
    const chaima = await product.visit('chaima');
    const { text, html, status } = await chaima.open('/facilities');
    expect(status).toBe(200);
    expect(text).toContain('Je mag 0 van de 4 voorzieningen gebruiken.');
    expect(html).toContain('href="/exams/A"');
    expect(text).not.toContain('Wat vraagt welk rijbewijs');
    expect((await chaima.open('/facilities/new')).status).toBe(403);
  });

  it('lets HR add, change and remove a facility, and gives the form back when something is wrong', async () => {
    const anna = await product.visit('anna');
    await anna.open('/facilities/new');
    const facility = {
      nameNl: 'Agenda delen',
      nameEn: 'Sharing calendars',
      code: 'laptop-vpn',
      category: 'A',
      owner: 'hr',
    };
    const taken = await anna.submit('/facilities', facility);
    expect(taken.status).toBe(422);
    expect(taken.text).toContain('Deze code is al in gebruik.');
    expect(taken.html).toContain('value="Agenda delen"');
    const added = await anna.submit('/facilities', { ...facility, code: 'calendar', opensOnPermit: 'on' });
    expect(added.text).toContain('Agenda delen');
    const edit = /href="(\/facilities\/[0-9a-f-]{36})">Agenda delen/.exec(added.html)?.[1] ?? '';
    const form = await anna.open(edit);
    expect(form.html).toMatch(/name="opensOnPermit"[^>]* checked/);
    const saved = await anna.submit(edit, { nameNl: 'Agenda openzetten' }, 'Bewaar voorziening');
    expect(saved.text).toContain('Agenda openzetten');
    await anna.open(edit);
    const left = await anna.submit('/retirement');
    expect(left.text).not.toContain('Agenda openzetten');
  });
});
