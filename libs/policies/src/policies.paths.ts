import { definePaths } from '#kernel';

export const policiesPaths = definePaths('policies', {
  list: '/policies',
  create: '/policies/new',
  show: '/policies/:id',
  edit: '/policies/:id/edit',
  preview: '/policies/preview',
  publication: '/policies/:id/publication',
  publicationList: '/policies/:id/publication.csv',
  pause: '/policies/:id/pause',
  resumption: '/policies/:id/resumption',
  undo: '/policies/:id/undo',
  proposalWithdrawal: '/policies/:id/proposal-withdrawal',
  requirements: '/policies/:id/requirements',
  ofPerson: '/policies/people/:id',
  waivers: '/policies/waivers',
  waiver: '/policies/waivers/:id',
  exceptions: '/policies/exceptions',
  freeDays: '/policies/free-days',
  freeDayRemoval: '/policies/free-days/removal',
  allRequirements: '/policies/requirements',
  expiring: '/policies/expiring',
});
