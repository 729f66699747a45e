import { readQti } from './qti/read-qti.js';
import { writeQti } from './qti/write-qti.js';
import { draftOfItem } from './draft-of-item.js';
import { valuesOf } from './item-of-draft.js';
import { courseItems } from './testing/course-items.js';
import { countsOf } from './draft.js';
import { writeFileSync } from 'node:fs';
it('x', () => {
  const items = courseItems();
  const { bytes, reports } = writeQti(items.map(({ item, category }, i) => draftOfItem(item, category, i + 1)), 'vaardig');
  writeFileSync('/tmp/w/interop/all-qti3.zip', bytes);
  const t = performance.now();
  const back = readQti(bytes, 'nl');
  console.log(performance.now() - t, JSON.stringify(countsOf(back)), bytes.length, reports.length, back.reports.length, JSON.stringify(reports.slice(0, 50).map(r=>r.detail), null, 1), JSON.stringify(back.reports.slice(0, 5)));
  let bad = 0;
  back.drafts.forEach((d, i) => { try { expect(valuesOf(d)).toEqual(items[i]!.item); expect(d.category).toEqual(items[i]!.category) } catch (e) { if (bad++ < 5) console.log(String(e).slice(0, 1500)); } });
  console.log('bad', bad);
});
