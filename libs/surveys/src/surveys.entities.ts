import {
  SurveyAction,
  SurveyAnswer,
  SurveyParticipation,
  SurveyPrediction,
  SurveyRow,
  SurveyVip,
} from './survey.entity.js';

export const SURVEYS_ENTITIES = [
  SurveyRow,
  SurveyPrediction,
  SurveyParticipation,
  SurveyAnswer,
  SurveyAction,
  SurveyVip,
];
