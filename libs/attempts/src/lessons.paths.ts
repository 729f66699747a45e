import { definePaths } from '#kernel';

export const lessonsPaths = definePaths('lessons', {
  show: '/lessons/:id',
  position: '/lessons/:id/position',
  answers: '/lessons/:id/answers',
  completion: '/lessons/:id/completion',
  learn: '/learn',
  // Where somebody thinks of a question themselves; the page belongs to authoring.
  propose: '/proposals/skills/:skill',
});
