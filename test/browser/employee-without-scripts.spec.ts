import { type Way, WAYS } from '../support/browser.js';
import { EmployeeStory } from './employee-story.js';

/** Each language and each size once: the pages are those of the story with scripts, and that walks all four. */
const EACH_ONCE = [WAYS[0], WAYS[3]];

/** Every question is a page load here, so this is a file of its own: it runs beside the story with scripts. */
describe('an employee earns the licence with JavaScript off', () => {
  let story: EmployeeStory;

  beforeAll(async () => {
    story = await EmployeeStory.begin();
  }, 240_000);
  afterAll(() => story?.close());

  it.each(EACH_ONCE)(
    'in $language on a $screen',
    (way: Way) => story.earn(way, { javaScript: false }),
    240_000,
  );

  it('has given every one of them one licence, valid from today', async () => {
    expect(await story.earned()).toEqual({ n: 2, people: 2 });
  });
});
