export {
  answerOn,
  answerQuestion,
  madeContent,
  madeItem,
  makeLearner,
  makeLearning,
  published,
  rightAnswer,
  sitExam,
  wrongAnswer,
} from './learning.factory.js';
