import { z } from 'zod';
import { BATCH, bothLanguages, day, defineEvent, uuid } from './define-event.js';

/** A survey opened and asks these people. `first` is its first question when that has choices, for a message. */
export const surveyOpened = defineEvent(
  'survey.opened',
  z.object({
    surveyId: uuid,
    title: bothLanguages,
    closesOn: day,
    first: z
      .object({
        key: z.string(),
        text: bothLanguages,
        choices: z.array(z.object({ value: z.string(), text: bothLanguages })),
      })
      .optional(),
    personIds: z.array(uuid).max(BATCH),
  }),
);

/** Somebody answered, so that they needn't be asked any more; nobody is told what. */
export const surveyAnswered = defineEvent('survey.answered', z.object({ surveyId: uuid, personId: uuid }));

/** The last day of a survey is over: its results can be read. */
export const surveyClosed = defineEvent('survey.closed', z.object({ surveyId: uuid }));
