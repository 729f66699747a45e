import { definePaths } from '#kernel';

export const authoringPaths = definePaths('authoring', {
  library: '/author',
  course: '/author/courses/:slug',
  items: '/author/items',
  item: '/author/items/:id',
  lesson: '/author/lessons/:id',
  changes: '/author/changes',
  reports: '/author/reports',
  answer: '/author/reports/:id/answer',
  proposals: '/author/proposals',
  proposalDecision: '/author/proposals/:id/decision',
  ownProposals: '/proposals',
  proposal: '/proposals/skills/:skill',
  ownReports: '/reports',
  report: '/reports/attempts/:id/questions/:position',
  examReport: '/reports/attempts/:id',
});
