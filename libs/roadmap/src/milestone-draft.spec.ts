import { complete, draftOf, NEW_MILESTONE, readMilestoneDraft } from './milestone-draft.js';
import { milestone } from './testing/roadmap.js';

describe('the form of a milestone', () => {
  it('gives back what a milestone says', () => {
    for (const input of [
      milestone(),
      milestone({ announcement: null, rule: { everyone: true }, target: 100 }),
    ]) {
      expect(complete(draftOf(input))).toEqual({ ok: true, input });
    }
  });

  it('reads what a browser sends, and drops what is no text', () => {
    const draft = readMilestoneDraft({
      titleNl: 'Finance rijdt voorop',
      target: ['80', '90'],
      'rule.kind': 'all',
      'rule.0.kind': 'team',
      'rule.0.team': 'FIN',
    });
    expect(draft.titleNl).toBe('Finance rijdt voorop');
    expect(draft.target).toBe('');
    expect(draft.rule.children).toHaveLength(1);
  });

  it('names every field that is missing', () => {
    const empty = complete(NEW_MILESTONE);
    expect(empty).toMatchObject({ ok: false });
    expect(Object.keys((empty as { errors: object }).errors).sort()).toEqual([
      'category',
      'dueOn',
      'textEn',
      'textNl',
      'titleEn',
      'titleNl',
    ]);
  });

  it('wants a whole message or none', () => {
    const half = { ...draftOf(milestone({ announcement: null })), announcementNl: 'Finance begint.' };
    expect(complete(half)).toEqual({
      ok: false,
      errors: { announcementEn: 'roadmap.error_fill_in', announceOn: 'roadmap.error_day' },
    });
  });

  it.each(['0', '101', '80,5', 'veel', ''])('refuses %p as a percentage', (target) => {
    expect(complete({ ...draftOf(milestone()), target })).toMatchObject({
      ok: false,
      errors: { target: 'roadmap.error_target' },
    });
  });
});
