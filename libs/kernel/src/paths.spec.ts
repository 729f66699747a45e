import { definePaths, hasPath, pathTo } from './paths.js';

const paths = definePaths('boats', { list: '/boats', show: '/boats/:id', seat: '/boats/:id/seats/:seat' });

describe('the paths of a lib', () => {
  it('fill in their parameters and escape them', () => {
    expect(paths.show({ id: 'a/b' })).toBe('/boats/a%2Fb');
    expect(paths.seat({ id: 7, seat: '1a' })).toBe('/boats/7/seats/1a');
  });

  it('turn every other name into the query and leave empty ones out', () => {
    expect(paths.list({ colour: 'rood & wit', page: 2, all: false, q: '' })).toBe(
      '/boats?colour=rood+%26+wit&page=2',
    );
    expect(paths.list()).toBe('/boats');
  });

  it('are known to views by their full name', () => {
    expect(pathTo('boats.show', { id: 3 })).toBe('/boats/3');
    expect(hasPath('boats.show')).toBe(true);
    expect(hasPath('boats.sink')).toBe(false);
    expect(() => pathTo('boats.sink')).toThrow('no path is declared under the name "boats.sink"');
  });

  it('refuse a missing parameter and a second meaning', () => {
    expect(() => pathTo('boats.show')).toThrow('path "boats.show" needs "id"');
    expect(() => definePaths('boats', { list: '/ships' })).toThrow('path "boats.list" is declared twice');
  });
});
