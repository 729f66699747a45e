import type { Rule } from './rule.js';
import { activeNeedsActive } from './rules/active-needs-active.js';
import { areasFit } from './rules/areas-fit.js';
import { cardLengths } from './rules/card-lengths.js';
import { cardDevicesOnce } from './rules/card-devices-once.js';
import { cardsInBothLanguages } from './rules/cards-in-both-languages.js';
import { cardsReviewed } from './rules/cards-reviewed.js';
import { changeOfVersion } from './rules/change-of-version.js';
import { choicesDiffer } from './rules/choices-differ.js';
import { chooseIsSaid } from './rules/choose-is-said.js';
import { completeFolders } from './rules/complete-folders.js';
import { coursePageLength } from './rules/course-page-length.js';
import { englishBeforeActive } from './rules/english-before-active.js';
import { enoughItems } from './rules/enough-items.js';
import { enoughThinking } from './rules/enough-thinking.js';
import { equalLengths } from './rules/equal-lengths.js';
import { equalNumbers } from './rules/equal-numbers.js';
import { examApartFromPractice } from './rules/exam-apart-from-practice.js';
import { examBounds } from './rules/exam-bounds.js';
import { fiveCards } from './rules/five-cards.js';
import { glossaryWords } from './rules/glossary-words.js';
import { itemNames } from './rules/item-names.js';
import { itemsRated } from './rules/items-rated.js';
import { keepCard } from './rules/keep-card.js';
import { keyNotLongest } from './rules/key-not-longest.js';
import { keyPositions } from './rules/key-positions.js';
import { knownVariables } from './rules/known-variables.js';
import { lessonItems } from './rules/lesson-items.js';
import { licenceNeeds } from './rules/licence-needs.js';
import { matchIsWhole } from './rules/match-is-whole.js';
import { mediaExist } from './rules/media-exist.js';
import { minutesPlausible } from './rules/minutes-plausible.js';
import { noAbsoluteGiveaway } from './rules/no-absolute-giveaway.js';
import { noCatchAllOption } from './rules/no-catch-all-option.js';
import { noLooseEnds } from './rules/no-loose-ends.js';
import { noNegativeQuestion } from './rules/no-negative-question.js';
import { noOrphanFiles } from './rules/no-orphan-files.js';
import { objectivesAsked } from './rules/objectives-asked.js';
import { oneLessonPerSkill } from './rules/one-lesson-per-skill.js';
import { optionsParallel } from './rules/options-parallel.js';
import { orderHolds } from './rules/order-holds.js';
import { rightNumberOfKeys } from './rules/right-number-of-keys.js';
import { safeDrawings } from './rules/safe-drawings.js';
import { scenarioAsks } from './rules/scenario-asks.js';
import { shortSentences } from './rules/short-sentences.js';
import { shortTexts } from './rules/short-texts.js';
import { skillsExist } from './rules/skills-exist.js';
import { skillsTaughtBefore } from './rules/skills-taught-before.js';
import { skillsWithoutCycle } from './rules/skills-without-cycle.js';
import { textAnswers } from './rules/text-answers.js';
import { translationCurrent } from './rules/translation-current.js';
import { translationNamed } from './rules/translation-named.js';
import { uniqueIds } from './rules/unique-ids.js';

/** All rules of the shelf, in the order in which the author's manual tells them. */
export const RULES: readonly Rule[] = [
  completeFolders,
  knownVariables,
  noLooseEnds,
  noOrphanFiles,
  uniqueIds,
  skillsExist,
  skillsTaughtBefore,
  skillsWithoutCycle,
  coursePageLength,
  enoughItems,
  oneLessonPerSkill,
  cardLengths,
  fiveCards,
  keepCard,
  lessonItems,
  mediaExist,
  minutesPlausible,
  objectivesAsked,
  safeDrawings,
  areasFit,
  changeOfVersion,
  choicesDiffer,
  chooseIsSaid,
  enoughThinking,
  examApartFromPractice,
  itemNames,
  itemsRated,
  keyNotLongest,
  keyPositions,
  matchIsWhole,
  noAbsoluteGiveaway,
  noCatchAllOption,
  noNegativeQuestion,
  optionsParallel,
  orderHolds,
  rightNumberOfKeys,
  scenarioAsks,
  shortTexts,
  textAnswers,
  englishBeforeActive,
  equalLengths,
  equalNumbers,
  glossaryWords,
  shortSentences,
  translationCurrent,
  translationNamed,
  activeNeedsActive,
  examBounds,
  licenceNeeds,
  cardDevicesOnce,
  cardsInBothLanguages,
  cardsReviewed,
];
