import { AskHelper, AskHelperSkill, AskMessage, AskRow, AskTurn } from './ask.entity.js';
import {
  AskBudget,
  AskClaim,
  AskCoach,
  AskCoaching,
  AskReward,
  AskRing,
  AskRingPerson,
  AskTeamGoal,
  AskThanks,
} from './reward.entity.js';

export const ASKS_ENTITIES = [
  AskRow,
  AskMessage,
  AskTurn,
  AskHelper,
  AskHelperSkill,
  AskThanks,
  AskReward,
  AskBudget,
  AskClaim,
  AskRing,
  AskRingPerson,
  AskTeamGoal,
  AskCoach,
  AskCoaching,
];
