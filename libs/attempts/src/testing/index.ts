export {
  answerOn,
  madeContent,
  madeItem,
  makeLearner,
  makeLearning,
  published,
  rightAnswer,
  wrongAnswer,
} from './learning.factory.js';
