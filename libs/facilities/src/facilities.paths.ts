import { definePaths } from '#kernel';

export const facilitiesPaths = definePaths('facilities', {
  own: '/facilities',
  add: '/facilities/new',
  cover: '/facilities/cover',
  passes: '/facilities/passes',
  waivers: '/facilities/waivers',
  passEnd: '/facilities/passes/:id/end',
  passReview: '/facilities/passes/:id/review',
  gatekeepers: '/facilities/gatekeepers',
  receipts: '/facilities/gatekeepers/:id',
  pause: '/facilities/gatekeepers/:id/pause',
  resumption: '/facilities/gatekeepers/:id/resumption',
  replay: '/facilities/gatekeepers/:id/replay',
  breakGlass: '/facilities/:id/break-glass',
  edit: '/facilities/:id',
  retirement: '/facilities/:id/retirement',
  exam: '/exams/:category',
});
