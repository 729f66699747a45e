import { definePaths } from '#kernel';

export const roadmapPaths = definePaths('roadmap', {
  list: '/roadmap',
  vision: '/roadmap/vision',
  add: '/roadmap/milestones/new',
  show: '/roadmap/milestones/:id',
  edit: '/roadmap/milestones/:id/edit',
  removal: '/roadmap/milestones/:id/removal',
  announcement: '/roadmap/milestones/:id/announcement',
  /** Where an employee learns for a licence, served by paths. */
  learn: '/learn',
});
