import { type Way, WAYS } from '../support/browser.js';
import { EmployeeStory } from './employee-story.js';

/** Two of the four are of the cast, and sign in with one click; the others get a link by mail. */
const CAST: Readonly<Record<string, string>> = {
  'nl phone': 'Chaima El Idrissi',
  'en desktop': 'Daan Visser',
};

describe('an employee earns the licence', () => {
  const story = new EmployeeStory();

  it.each(WAYS)(
    'in $language on a $screen',
    (way: Way) => story.earn(way, { javaScript: true, known: CAST[`${way.language} ${way.screen}`] }),
    240_000,
  );

  it('has given every one of them one licence, valid from today', async () => {
    expect(await story.earned()).toEqual({ n: 4, people: 4 });
  });
});
