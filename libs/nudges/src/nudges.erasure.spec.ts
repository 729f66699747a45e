import { Registry } from '#kernel';
import { openDesk } from './testing/desk.js';
import { overdue } from './testing/reasons.js';

describe('what is known about somebody', () => {
  it('is shown in full, and goes when they are forgotten; others keep theirs', async () => {
    const desk = await openDesk();
    try {
      const { chaima, emilia } = desk.people;
      await desk.tell(overdue(chaima), overdue(emilia));
      await desk.round();
      const erasure = desk.module.get(Registry).erasures.get('nudges');
      expect(await erasure?.exportOf(desk.db.read, chaima.id)).toMatchObject({
        messages: [{ channel: 'email', state: 'sent' }],
        reasons: [{ purpose: 'overdue', state: 'sent', category: 'A' }],
        choices: [{ email_on: true }],
      });
      await desk.db.transaction(async (tx) => erasure?.erase(tx, chaima.id));
      expect(await erasure?.exportOf(desk.db.read, chaima.id)).toEqual({
        messages: [],
        reasons: [],
        choices: [],
      });
      for (const table of erasure?.tables ?? []) {
        expect(await desk.count(`${table} WHERE person_id = '${chaima.id}'`)).toBe(0);
      }
      expect(await desk.messagesOf(emilia.id)).toHaveLength(1);
    } finally {
      await desk.close();
    }
  });
});
