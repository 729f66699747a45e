import { definePaths } from '#kernel';

export const facilitiesPaths = definePaths('facilities', {
  own: '/facilities',
  add: '/facilities/new',
  edit: '/facilities/:id',
  retirement: '/facilities/:id/retirement',
  exam: '/exams/:category',
});
