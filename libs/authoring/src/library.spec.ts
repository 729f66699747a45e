import type { Snapshot } from '#catalogue';
import { madeItem } from '../../attempts/src/testing/index.js';
import { findItems, pageOfItems, shelfCourses, shelfItems, staleUntil } from './library.js';

const TODAY = '2026-11-23';

function snapshotOf(
  changes: Partial<Record<string, { status?: string; reviewBy?: string; sd?: number }>>,
): Snapshot {
  const bodies = ['ph.links', 'ph.report'].flatMap((skill) => [
    madeItem(skill, 1, 'practice'),
    madeItem(skill, 501, 'exam'),
  ]);
  const items = bodies.map((body) => {
    const { status = 'active', reviewBy = '2027-11-01', sd = 1 } = changes[body.id] ?? {};
    const item = { ...body, review: { ...body.review, review_by: reviewBy } };
    return [body.id, { ...body, version: 1, status, family: null, body: item, b: 0, sd }] as const;
  });
  const course = {
    ...{ id: 'c', slug: 'spot-phishing', code: 'K04', status: 'active', licence: 'A', version: 1 },
    ...{
      title: { nl: 'Phishing', en: 'Phishing' },
      reviewBy: '2027-11-01',
      teaches: ['ph.links', 'ph.report'],
      lessons: ['l'],
    },
  };
  return { items: new Map(items), courses: [course] } as unknown as Snapshot;
}
const idsOf = (found: readonly { item: { id: string } }[]) => found.map(({ item }) => item.id);

describe('the shelf of an author', () => {
  it('shows what is to be read again from sixty days before its day, and after it', () => {
    expect(staleUntil(TODAY)).toBe('2027-01-22');
    const shelf = shelfItems(
      snapshotOf({
        'ph.links.501': { reviewBy: '2027-01-22' },
        'ph.report.001': { reviewBy: '2026-01-01' },
        'ph.report.501': { reviewBy: '2027-01-23' },
      }),
      TODAY,
    );
    expect(idsOf(findItems(shelf, { state: 'stale' }))).toEqual(['ph.links.501', 'ph.report.001']);
  });

  it('leaves retired items out until somebody asks for them', () => {
    const shelf = shelfItems(
      snapshotOf({ 'ph.report.001': { status: 'retired', reviewBy: '2026-01-01' } }),
      TODAY,
    );
    expect(idsOf(findItems(shelf, {}))).toEqual(['ph.links.001', 'ph.links.501', 'ph.report.501']);
    expect(idsOf(findItems(shelf, { state: 'retired' }))).toEqual(['ph.report.001']);
    expect(idsOf(findItems(shelf, { state: 'stale' }))).toEqual([]);
  });

  it('finds what somebody reported, and shows a retired item as nothing but retired', () => {
    const reported = new Map([
      ['ph.links.001', 2],
      ['ph.report.001', 1],
    ]);
    const shelf = shelfItems(snapshotOf({ 'ph.report.001': { status: 'retired' } }), TODAY, reported);
    expect(idsOf(findItems(shelf, { state: 'disputed' }))).toEqual(['ph.links.001']);
  });

  it('calls an item provisional as long as nobody but its author rated it', () => {
    const shelf = shelfItems(
      snapshotOf({ 'ph.links.001': { sd: 0.6 }, 'ph.links.501': { status: 'pilot' } }),
      TODAY,
    );
    expect(idsOf(findItems(shelf, { state: 'provisional', skill: 'ph.links' }))).toEqual(['ph.links.501']);
    expect(idsOf(findItems(shelf, { state: 'pilot' }))).toEqual(['ph.links.501']);
  });

  it('finds items by all words in id or question, in either language, within a course and a use', () => {
    const shelf = shelfItems(snapshotOf({}), TODAY);
    expect(idsOf(findItems(shelf, { q: 'REPORT what (en)' }))).toEqual(['ph.report.001', 'ph.report.501']);
    expect(idsOf(findItems(shelf, { q: '(501)', use: 'exam', course: 'spot-phishing' }))).toHaveLength(2);
    expect(findItems(shelf, { course: 'other' })).toEqual([]);
    expect(findItems(shelf, { q: 'what nothing' })).toEqual([]);
  });

  it('gives a list in pages that together are the whole list', () => {
    const shelf = shelfItems(snapshotOf({}), TODAY);
    const first = pageOfItems(shelf, { limit: 3 });
    const second = pageOfItems(shelf, { limit: 3, after: first.next ?? '' });
    expect([...idsOf(first.items), ...idsOf(second.items)]).toEqual(idsOf(shelf));
    expect([first.next, second.next]).toEqual(['ph.report.001', null]);
    expect(pageOfItems(shelf, { limit: 4 }).next).toBeNull();
  });

  it('counts per course what learners practise, what exams ask and what waits to be read again', () => {
    const snapshot = snapshotOf({
      'ph.links.001': { reviewBy: '2026-11-01' },
      'ph.report.501': { status: 'retired' },
    });
    expect(shelfCourses(snapshot, shelfItems(snapshot, TODAY), TODAY)).toEqual([
      expect.objectContaining({
        slug: 'spot-phishing',
        owner: null,
        practice: 2,
        exam: 1,
        stale: 1,
        lessons: 1,
        isStale: false,
      }),
    ]);
  });
});
