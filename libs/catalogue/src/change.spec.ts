import { toChange, type VersionPair } from './change.js';

const pair = (more: Partial<VersionPair>): VersionPair => ({
  ...{ kind: 'item', id: 'ph.links.001', version: 3, status: 'active', now: 2, before: 1, change: null },
  ...more,
});
const words = { nl: 'Anders', en: 'Other' };

describe('what a publication did to an item or lesson', () => {
  it('is cosmetic as long as its author did not raise the version', () => {
    const change = { version: 2, type: 'invalidating' as const, ...words };
    expect(toChange(pair({ now: 1 }))).toMatchObject({ type: 'cosmetic', words: null });
    expect(toChange(pair({ before: 2, change }))).toMatchObject({ type: 'cosmetic', words: null });
  });

  it('is an update when the version was raised, said or not', () => {
    const change = { version: 2, type: 'update' as const, ...words };
    expect(toChange(pair({}))).toMatchObject({ type: 'update', words: null });
    expect(toChange(pair({ change }))).toMatchObject({ type: 'update', words });
    const lesson = pair({ kind: 'lesson', change: { version: 2, ...words } });
    expect(toChange(lesson)).toMatchObject({ type: 'update', words });
  });

  it('is invalidating when its author says so of this very version', () => {
    const change = { version: 2, type: 'invalidating' as const, ...words };
    expect(toChange(pair({ change }))).toMatchObject({ type: 'invalidating', words });
    expect(toChange(pair({ now: 3, before: 2, change }))).toMatchObject({ type: 'update', words: null });
  });

  it('is the first version, or the last', () => {
    expect(toChange(pair({ before: null })).type).toBe('added');
    expect(toChange(pair({ status: 'retired' })).type).toBe('retired');
  });
});
