import { navFor, type NavActor } from './nav.js';

const chaima: NavActor = { kind: 'person', grants: [], isManager: false };
const bram: NavActor = { kind: 'person', grants: [], isManager: true };
const anna: NavActor = { kind: 'person', grants: ['hr'], isManager: false };
const keys = (actor: NavActor, path: string) =>
  navFor(actor, path, (key) => key).items.map((item) => item.key);
const current = (actor: NavActor, path: string) => {
  const nav = navFor(actor, path, (key) => key);
  return [...nav.items, ...nav.sub].filter((item) => item.isCurrent).map((item) => item.key);
};

describe('the menu', () => {
  it('gives an employee five items, a manager the team as well, HR the policy room', () => {
    expect(keys(chaima, '/today')).toEqual(['today', 'learn', 'licence', 'help', 'roadmap']);
    expect(keys(bram, '/today')).toEqual(['today', 'learn', 'licence', 'help', 'roadmap', 'team']);
    expect(keys(anna, '/today')).toEqual(['today', 'learn', 'licence', 'help', 'policy']);
  });

  it('merges the menus of somebody with several roles, in the same order', () => {
    const all: NavActor = { kind: 'person', grants: ['admin', 'author', 'hr'], isManager: true };
    expect(keys(all, '/')).toEqual([
      'today',
      'learn',
      'licence',
      'help',
      'team',
      'policy',
      'author',
      'calibrations',
      'admin',
    ]);
  });

  it('has no items for somebody who is not signed in', () => {
    expect(keys({ kind: 'anonymous', grants: [], isManager: false }, '/today')).toEqual([]);
  });

  it('marks where somebody is, deep pages and queries included', () => {
    expect(current(chaima, '/lessons/0199?card=2')).toEqual(['learn']);
    expect(current(chaima, '/teamwork')).toEqual([]);
    expect(current(anna, '/people/imports/new')).toEqual(['policy', 'import']);
    expect(current(anna, '/people/0199')).toEqual(['policy', 'people']);
    expect(current(anna, '/roadmap')).toEqual(['policy', 'roadmap']);
    expect(current(chaima, '/roadmap')).toEqual(['roadmap']);
    expect(current(anna, '/exams/flags')).toEqual(['policy', 'flags']);
    const karim: NavActor = { kind: 'person', grants: ['author'], isManager: false };
    expect(current(karim, '/exams/flags')).toEqual(['calibrations', 'flags']);
    expect(current(karim, '/author/items/ph.links.001')).toEqual(['author', 'items']);
    expect(current(karim, '/author/lessons/0199')).toEqual(['author', 'courses']);
    expect(current(karim, '/exams/A')).toEqual(['learn']);
    expect(current(karim, '/it/knowledge')).toEqual(['author', 'knowledge']);
    expect(current(chaima, '/help/search?q=wifi')).toEqual(['help', 'help_find']);
    expect(current(chaima, '/help/asks/0199')).toEqual(['help', 'asks']);
    const nadia: NavActor = { kind: 'person', grants: ['it'], isManager: false };
    expect(current(nadia, '/it/status')).toEqual(['it', 'status']);
  });

  it('shows the second level only inside the room that has one', () => {
    expect(navFor(anna, '/today', (key) => key).sub).toEqual([]);
    expect(navFor(anna, '/hr', (key) => key)).toMatchObject({ subLabel: 'ui.nav_policy' });
    expect(navFor(anna, '/hr', (key) => key).sub.map((item) => item.href)).toEqual([
      '/hr',
      '/policies',
      '/people',
      '/people/imports',
      '/people/quality',
      '/people/matches',
      '/deputies',
      '/roadmap',
      '/hr/surveys',
      '/hr/insights/perception',
      '/hr/insights/treatment',
      '/exams/flags',
      '/hr/insights/demand',
      '/hr/front-door',
      '/hr/rewards',
      '/hr/digicoaches',
    ]);
  });
});
