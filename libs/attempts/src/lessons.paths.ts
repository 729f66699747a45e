import { definePaths } from '#kernel';

export const lessonsPaths = definePaths('lessons', {
  show: '/lessons/:id',
  position: '/lessons/:id/position',
  answers: '/lessons/:id/answers',
  completion: '/lessons/:id/completion',
  learn: '/learn',
});
