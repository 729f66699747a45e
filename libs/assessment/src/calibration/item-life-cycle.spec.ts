import { countsForResult, ITEM_STATES, moveItem, type ItemEvent, type ItemState } from './item-life-cycle.js';

const walk = (events: readonly ItemEvent[]): string[] => {
  let state: ItemState = 'draft';
  return events.map((event) => {
    const move = moveItem(state, event);
    if (move.kind === 'refused') return move.reason;
    return (state = move.state);
  });
};

describe('the life of an item', () => {
  it('runs from draft over experts, pilot and calibration to use, suspicion and the end', () => {
    expect(
      walk([
        { kind: 'rated', experts: 2 },
        { kind: 'piloted' },
        { kind: 'failed-gates' },
        { kind: 'passed-gates' },
        { kind: 'activated', by: 'author' },
        { kind: 'suspected', because: 'drift' },
        { kind: 'cleared', by: 'author' },
        { kind: 'retired', because: 'exposure' },
      ]),
    ).toEqual(['expert-rated', 'pilot', 'pilot', 'calibrated', 'active', 'watch', 'active', 'retired']);
  });

  it('takes two experts to rate and a person to activate or clear', () => {
    expect(moveItem('draft', { kind: 'rated', experts: 1 })).toEqual({
      kind: 'refused',
      reason: 'too-few-experts',
    });
    expect(moveItem('calibrated', { kind: 'activated', by: '' })).toEqual({
      kind: 'refused',
      reason: 'nobody-signed',
    });
    expect(moveItem('watch', { kind: 'cleared', by: '' })).toEqual({
      kind: 'refused',
      reason: 'nobody-signed',
    });
  });

  it('never skips the pilot: only a calibrated item can be activated', () => {
    for (const state of ITEM_STATES.filter((own) => own !== 'calibrated'))
      expect(moveItem(state, { kind: 'activated', by: 'author' })).toEqual({
        kind: 'refused',
        reason: 'not-from-here',
      });
  });

  it('starts again when the item is reworded, and ends when it is retired', () => {
    for (const state of ITEM_STATES.filter((own) => own !== 'retired')) {
      expect(moveItem(state, { kind: 'reworded' })).toEqual({ kind: 'moved', state: 'draft' });
      expect(moveItem(state, { kind: 'retired', because: 'person' })).toEqual({
        kind: 'moved',
        state: 'retired',
      });
    }
    for (const event of [{ kind: 'reworded' }, { kind: 'piloted' }, { kind: 'passed-gates' }] as const)
      expect(moveItem('retired', event)).toEqual({ kind: 'refused', reason: 'not-from-here' });
  });

  it('is put back by a person alone, to where it stood, and kept where it is', () => {
    expect(moveItem('retired', { kind: 'put-back', by: 'author', before: 'watch' })).toEqual({
      kind: 'moved',
      state: 'watch',
    });
    for (const by of ['', 'author'])
      expect(moveItem('active', { kind: 'put-back', by, before: 'pilot' }).kind).toBe('refused');
    expect(moveItem('retired', { kind: 'put-back', by: '', before: 'active' })).toEqual({
      kind: 'refused',
      reason: 'nobody-signed',
    });
    expect(moveItem('retired', { kind: 'put-back', by: 'author', before: 'retired' }).kind).toBe('refused');
    for (const state of ['pilot', 'calibrated', 'active', 'watch'] as const) {
      expect(moveItem(state, { kind: 'proposed', because: 'exposure' })).toEqual({ kind: 'moved', state });
      expect(moveItem(state, { kind: 'kept', by: 'author' })).toEqual({ kind: 'moved', state });
    }
    expect(moveItem('retired', { kind: 'proposed', because: 'exposure' }).kind).toBe('refused');
  });

  it('stands as a pilot once it is published, on one author’s word or that of experts', () => {
    for (const state of ['draft', 'expert-rated'] as const)
      expect(moveItem(state, { kind: 'published' })).toEqual({ kind: 'moved', state: 'pilot' });
    expect(moveItem('active', { kind: 'published' }).kind).toBe('refused');
  });

  it('counts for results only when active or watched', () => {
    expect(ITEM_STATES.filter(countsForResult)).toEqual(['active', 'watch']);
  });
});
