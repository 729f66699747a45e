import { IN_THE_LIGHT } from '../support/browser.js';
import { EmployeeStory } from './employee-story.js';

/**
 * Every question is a page load here, so this is a file of its own: it runs beside the story with scripts. Once is
 * enough: the pages are those of that story, which goes both ways.
 */
describe('an employee earns the licence with JavaScript off', () => {
  const story = new EmployeeStory();

  it('in Dutch on a phone', () => story.earn(IN_THE_LIGHT[0], { javaScript: false }), 240_000);

  it('has been given one licence, valid from today', async () => {
    expect(await story.earned()).toEqual({ n: 1, people: 1 });
  });
});
