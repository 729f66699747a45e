import { MAIN_WAYS, type Way } from '../support/browser.js';
import { EmployeeStory } from './employee-story.js';

/** One is of the cast and signs in with one click; the other gets a link by mail. */
const CAST: Readonly<Record<string, string>> = {
  'nl phone': 'Chaima El Idrissi',
};

describe('an employee earns the licence', () => {
  const story = new EmployeeStory();

  it.each(MAIN_WAYS)(
    'in $language on a $screen',
    (way: Way) => story.earn(way, { javaScript: true, known: CAST[`${way.language} ${way.screen}`] }),
    240_000,
  );

  it('has given every one of them one licence, valid from today', async () => {
    expect(await story.earned()).toEqual({ n: 2, people: 2 });
  });
});
