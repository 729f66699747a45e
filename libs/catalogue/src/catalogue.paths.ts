import { definePaths } from '#kernel';

export const cataloguePaths = definePaths('catalogue', {
  course: '/courses/:slug',
  media: '/courses/media/:hash',
  apiCourses: '/api/v1/courses',
  apiSkills: '/api/v1/skills',
  words: '/admin/words',
});
