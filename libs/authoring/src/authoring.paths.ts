import { definePaths } from '#kernel';

export const authoringPaths = definePaths('authoring', {
  library: '/author',
  course: '/author/courses/:slug',
  items: '/author/items',
  item: '/author/items/:id',
  lesson: '/author/lessons/:id',
});
