import { SharedLoad } from './shared-load.js';

describe('a load that a crowd shares', () => {
  let begun: number;
  let ends: (() => void)[];
  let shared: SharedLoad<number>;
  const load = async (): Promise<number> => {
    begun += 1;
    const own = begun;
    await new Promise<void>((resolve) => ends.push(resolve));
    return own;
  };
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  const end = async () => {
    ends.shift()?.();
    await settle();
  };

  beforeEach(() => {
    begun = 0;
    ends = [];
    shared = new SharedLoad();
  });

  it('is begun once for all who ask in the same moment', async () => {
    const all = Promise.all(Array.from({ length: 200 }, () => shared.of('A', load)));
    await settle();
    await end();
    expect(new Set(await all)).toEqual(new Set([1]));
    expect(begun).toBe(1);
  });

  it('never gives an answer that was begun before somebody asked', async () => {
    const first = shared.of('A', load);
    await settle();
    const late = [shared.of('A', load), shared.of('A', load)];
    await settle();
    expect(begun).toBe(1);
    await end();
    await end();
    expect(await first).toBe(1);
    expect(await Promise.all(late)).toEqual([2, 2]);
    const again = shared.of('A', load);
    await settle();
    await end();
    expect(await again).toBe(3);
  });

  it('keeps apart what has different keys', async () => {
    const both = [shared.of('A', load), shared.of('B', load)];
    await settle();
    expect(begun).toBe(2);
    await end();
    await end();
    expect(await Promise.all(both)).toEqual([1, 2]);
  });

  it('tells a failure to those who asked, and starts anew for the next', async () => {
    const failing = shared.of('A', () => Promise.reject(new Error('no database')));
    const next = (async () => {
      await expect(failing).rejects.toThrow('no database');
      return shared.of('A', load);
    })();
    await settle();
    await settle();
    await end();
    expect(await next).toBe(1);
  });
});
