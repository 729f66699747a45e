import { definePaths } from '#kernel';

export const surveysPaths = definePaths('surveys', {
  pulse: '/pulse/:id',
  list: '/hr/surveys',
  add: '/hr/surveys/new',
  show: '/hr/surveys/:id',
  edit: '/hr/surveys/:id/edit',
  plan: '/hr/surveys/:id/plan',
  opening: '/hr/surveys/:id/opening',
  closing: '/hr/surveys/:id/closing',
  removal: '/hr/surveys/:id/removal',
  actions: '/hr/surveys/:id/actions',
  actionDone: '/hr/surveys/actions/:id/done',
  perception: '/hr/insights/perception',
  treatment: '/hr/insights/treatment',
  vips: '/hr/insights/treatment/vips',
  predictions: '/it/predictions',
  predict: '/it/predictions/:id',
  /** Where everybody starts the day. */
  today: '/today',
});
