import fc from 'fast-check';
import {
  canAnswer,
  canComplete,
  cardToShow,
  moveTo,
  openItemOf,
  type CardNumber,
  type Sitting,
} from './lesson.js';

const ITEMS = { try: 'ph.links.001', do: ['ph.links.002', 'ph.links.003'] };
const sitting = (reached: CardNumber, ...answered: string[]): Sitting => ({
  reached,
  answered: new Set(answered),
});
const CARDS = [1, 2, 3, 4, 5] as const;

describe('going through the cards of a lesson', () => {
  it('goes on one card at a time', () => {
    expect(moveTo(ITEMS, sitting(1), 2)).toEqual({ ok: true, reached: 2 });
    expect(moveTo(ITEMS, sitting(1), 3)).toEqual({ ok: false, refusal: 'step-by-step' });
  });

  it('asks to try before it explains', () => {
    expect(moveTo(ITEMS, sitting(2), 3)).toEqual({ ok: false, refusal: 'try-first' });
    expect(moveTo(ITEMS, sitting(2, 'ph.links.001'), 3)).toEqual({ ok: true, reached: 3 });
  });

  it('asks to do every exercise before the last card', () => {
    expect(moveTo(ITEMS, sitting(4, 'ph.links.001', 'ph.links.002'), 5)).toEqual({
      ok: false,
      refusal: 'do-first',
    });
    expect(moveTo(ITEMS, sitting(4, ...ITEMS.do), 5)).toEqual({ ok: true, reached: 5 });
  });

  it('lets somebody look back without losing their place', () => {
    expect(moveTo(ITEMS, sitting(4), 1)).toEqual({ ok: true, reached: 4 });
    expect(cardToShow(sitting(4), 1)).toBe(1);
  });

  it('resumes at the furthest card, and never shows one further', () => {
    expect(cardToShow(sitting(3), undefined)).toBe(3);
    expect(cardToShow(sitting(3), 5)).toBe(3);
  });

  it('is done on the last card only', () => {
    expect(CARDS.filter((card) => canComplete(sitting(card)))).toEqual([5]);
  });

  it('takes answers only to items of cards that were reached', () => {
    expect(canAnswer(ITEMS, sitting(1), 'ph.links.001')).toBe(false);
    expect(canAnswer(ITEMS, sitting(2), 'ph.links.001')).toBe(true);
    expect(canAnswer(ITEMS, sitting(3), 'ph.links.002')).toBe(false);
    expect(canAnswer(ITEMS, sitting(4), 'ph.links.009')).toBe(false);
  });

  it('cannot reach the last card, whatever the steps, without answering everything', () => {
    const act = fc.oneof(
      fc.record({ move: fc.constantFrom(...CARDS) }),
      fc.record({ answer: fc.constantFrom(ITEMS.try, ...ITEMS.do) }),
    );
    fc.assert(
      fc.property(fc.array(act, { maxLength: 40 }), (acts) => {
        let now = sitting(1);
        for (const one of acts) {
          if ('move' in one) {
            const outcome = moveTo(ITEMS, now, one.move);
            if (outcome.ok) now = { ...now, reached: outcome.reached };
          } else if (canAnswer(ITEMS, now, one.answer)) {
            now = { ...now, answered: new Set([...now.answered, one.answer]) };
          }
        }
        if (now.reached === 5)
          expect(openItemOf(ITEMS, 2, now.answered) ?? openItemOf(ITEMS, 4, now.answered)).toBeUndefined();
      }),
    );
  });
});
