import type { Item } from '#content';
import { draftOfItem } from './draft-of-item.js';
import type { Report } from './draft.js';
import { writeMoodle } from './moodle/write-moodle.js';
import { writeQti } from './qti/write-qti.js';

export const EXPORT_FORMATS = ['qti3', 'moodle-xml'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/**
 * Items of one course as a file for another program; categories are the course and the skill. `reports` tells what that
 * program will do in another way than we do.
 *
 * @param course the folder of the course
 * @param pictures drawings of the course by name; one that is missing is told
 */
export function writeBank(
  course: string,
  items: readonly Item[],
  format: ExportFormat,
  pictures: ReadonlyMap<string, Uint8Array> = new Map(),
): { bytes: Buffer; reports: readonly Report[] } {
  const drafts = items.map((item, index) => draftOfItem(item, [course, item.skill], index + 1));
  return format === 'qti3' ? writeQti(drafts, `vaardig-${course}`, pictures) : writeMoodle(drafts);
}
