import { readMoodle } from './moodle/read-moodle.js';
import { writeMoodle } from './moodle/write-moodle.js';
import { draftOfItem } from './draft-of-item.js';
import { valuesOf } from './item-of-draft.js';
import { courseItems } from './testing/course-items.js';
import { countsOf } from './draft.js';
it('x', () => {
  const items = courseItems();
  const { bytes, reports } = writeMoodle(items.map(({ item, category }, i) => draftOfItem(item, category, i + 1)));
  const back = readMoodle(bytes.toString(), 'nl');
  console.log(JSON.stringify(countsOf(back)), bytes.length, reports.length, back.reports.length, JSON.stringify(reports.slice(0, 5)), JSON.stringify(back.reports.slice(0, 5)));
  let bad = 0;
  back.drafts.forEach((d, i) => { try { expect(valuesOf(d)).toEqual(items[i]!.item); expect(d.category).toEqual(items[i]!.category) } catch (e) { if (bad++ < 5) console.log(String(e).slice(0, 1500)); } });
  console.log('bad', bad);
});
