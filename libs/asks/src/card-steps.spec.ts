import { stepsIn } from './card-steps.js';

describe('the steps of an answer', () => {
  it('are its lines without numbers', () => {
    expect(stepsIn('1. Open Delen\n2) Kies **personen**\n\n- Klaar')).toEqual([
      'Open Delen',
      'Kies **personen**',
      'Klaar',
    ]);
  });
  it('or the sentences of one paragraph', () => {
    expect(stepsIn('Druk op Windows en P. Kies Uitbreiden.')).toEqual([
      'Druk op Windows en P.',
      'Kies Uitbreiden.',
    ]);
    expect(stepsIn(' ')).toEqual([]);
  });
  it('and never more or longer than a card holds', () => {
    const steps = stepsIn(Array.from({ length: 20 }, () => 'x'.repeat(400)).join('\n'));
    expect(steps).toHaveLength(12);
    expect(steps[0]).toHaveLength(300);
  });
});
