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
  requirements: '/policies/:id/requirements',
  allRequirements: '/policies/requirements',
  expiring: '/policies/expiring',
});
