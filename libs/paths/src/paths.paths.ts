import { definePaths } from '#kernel';

/** The pages of this lib, and those to which a step leads. */
export const pathsPaths = definePaths('paths', {
  learn: '/learn',
  lesson: '/lessons/:id',
  placement: '/placement/:category',
  practice: '/practice',
  exam: '/exams/:category',
  licences: '/licences',
});
