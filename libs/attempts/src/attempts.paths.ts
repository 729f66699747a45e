import { definePaths } from '#kernel';

export const attemptsPaths = definePaths('attempts', {
  placement: '/placement/:category',
  placementAttempt: '/placement/attempts/:id',
  placementAnswers: '/placement/attempts/:id/answers',
  placementResult: '/placement/attempts/:id/result',
  practice: '/practice',
  practiceAttempt: '/practice/attempts/:id',
  practiceAnswers: '/practice/attempts/:id/answers',
  practiceEnd: '/practice/attempts/:id/end',
  practiceDone: '/practice/attempts/:id/done',
  progress: '/progress',
  exam: '/exams/:category',
  extraTime: '/exams/:category/extra-time',
  examAttempt: '/exams/attempts/:id',
  examAnswers: '/exams/attempts/:id/answers',
  examSession: '/exams/attempts/:id/session',
  examHandIn: '/exams/attempts/:id/hand-in',
  examResult: '/exams/attempts/:id/result',
  licences: '/licences',
  learn: '/learn',
});
