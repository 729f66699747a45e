/** View models of HR's pages of surveys, of predictions and of the pulse itself. */
import { type Language } from '#kernel';
import { formatDate, formatPercent, t } from '#ui';
import { BANK, type BankQuestion, questionOf } from './bank.js';
import { REST_DAYS } from './draw-sample.js';
import { aboutHowMany } from './disclosure.js';
import { DIMENSIONS } from './facts.js';
import type { Prediction } from './gap.js';
import { allows, FEWEST_COMMENTS, type SurveyState, type Topic } from './survey.js';
import { surveysPaths } from './surveys.paths.js';
import type { StoredAction, StoredSurvey } from './surveys.queries.js';
import type { PulseView } from './surveys.schemas.js';
import type { SurveyDraft } from './survey-draft.js';

const TONES = { draft: 'muted', predicting: 'info', open: 'ok', closed: 'muted' } as const;
const ICONS = { draft: 'edit', predicting: 'clock', open: 'send', closed: 'check' } as const;

export const stateTag = (language: Language, state: SurveyState) => ({
  text: t(language, `surveys.state_${state}`),
  tone: TONES[state],
  icon: ICONS[state],
});

export const questionText = (language: Language, key: string): string =>
  questionOf(key)?.text[language] ?? key;
export const measureText = (language: Language, key: string): string =>
  questionOf(key)?.measure?.[language] ?? questionText(language, key);

export function overviewPage(
  language: Language,
  { surveys, burden }: { surveys: readonly StoredSurvey[]; burden: Burden },
): Record<string, unknown> {
  return {
    burden: [
      {
        label: t(language, 'surveys.burden_asked'),
        value: burden.people,
        note: t(language, 'surveys.burden_asked_note', { asked: burden.asked }),
      },
      {
        label: t(language, 'surveys.burden_most'),
        value: burden.most,
        note: t(language, 'surveys.burden_most_note', { days: REST_DAYS }),
      },
      {
        label: t(language, 'surveys.burden_answered'),
        value: burden.asked === 0 ? '–' : formatPercent(language, burden.answered / burden.asked),
        note: t(language, 'surveys.burden_answered_note'),
      },
    ],
    surveys: surveys.map((survey) => ({
      title: survey.title[language],
      href: surveysPaths.show({ id: survey.id }),
      tag: stateTag(language, survey.state),
      days: daysOf(language, survey),
      questions: survey.questions.map((key) => questionText(language, key)),
      asked: survey.state === 'draft' || survey.state === 'predicting' ? '–' : askedOf(language, survey),
    })),
  };
}
type Burden = { people: number; asked: number; most: number; answered: number };

const daysOf = (language: Language, { opensOn, closesOn }: StoredSurvey): string =>
  t(language, 'surveys.days', { from: formatDate(language, opensOn), until: formatDate(language, closesOn) });

/** How many answered is told in fives: one answer more may not be seen to come in. */
const askedOf = (language: Language, { asked, answered }: StoredSurvey): string =>
  t(language, 'surveys.asked', { asked, answered: aboutHowMany(answered) });

export function surveyPage(
  language: Language,
  survey: StoredSurvey,
  predictions: readonly Prediction[],
  expected: number,
): Record<string, unknown> {
  const { id, state } = survey;
  const fact = (term: string, text: string) => ({ term: t(language, `surveys.fact_${term}`), text });
  const weeks = survey.repeatWeeks;
  return {
    id,
    title: survey.title[language],
    tag: stateTag(language, state),
    facts: [
      fact('audience', survey.audience[language]),
      fact('days', daysOf(language, survey)),
      fact(
        'sample',
        survey.sampleSize === null
          ? t(language, 'surveys.sample_all', { expected })
          : t(language, 'surveys.sample_some', { size: survey.sampleSize, expected }),
      ),
      fact(
        'repeat',
        weeks === null ? t(language, 'surveys.repeat_none') : t(language, 'surveys.repeat', { weeks }),
      ),
      fact(
        'dimensions',
        survey.dimensions.map((one) => t(language, `surveys.dimension_${one}`)).join(', ') || '–',
      ),
      fact(
        'smallest',
        t(language, 'surveys.smallest', { group: survey.smallestGroup, comments: survey.fewestComments }),
      ),
      ...(allows(state, 'answer') || allows(state, 'read') ? [fact('asked', askedOf(language, survey))] : []),
    ],
    questions: survey.questions.map((key) => questionText(language, key)),
    topics: survey.topics.map(({ name, kind }) => ({
      name: name[language],
      note: kind === 'foil' ? t(language, 'surveys.foil_note') : '',
    })),
    predicted: (['it', 'hr'] as const).map((side) => {
      const people = Math.max(
        0,
        ...predictions.filter((one) => one.side === side).map((one) => one.predictors),
      );
      return people === 0
        ? { text: t(language, `surveys.not_predicted_${side}`), tone: 'warn', icon: 'clock' }
        : { text: t(language, `surveys.predicted_${side}`, { people }), tone: 'ok', icon: 'check' };
    }),
    mayChange: allows(state, 'change'),
    mayOpen: allows(state, 'open'),
    mayClose: allows(state, 'close'),
    mayRead: allows(state, 'read'),
  };
}

export function formPage(
  language: Language,
  draft: SurveyDraft,
  topics: readonly Topic[],
  errors: Readonly<Record<string, string>>,
): Record<string, unknown> {
  const bank = BANK.map(({ key, text }) => ({ value: key, label: text[language] }));
  return {
    draft,
    errors,
    bank,
    topics: topics.map(({ id, name, kind }) => ({
      value: id,
      label: name[language],
      hint: t(language, `surveys.topic_${kind}`),
      checked: draft.topics.includes(id),
    })),
    dimensions: DIMENSIONS.map((dimension) => ({
      value: dimension,
      label: t(language, `surveys.dimension_${dimension}`),
      checked: draft.dimensions.includes(dimension),
    })),
    fewest: FEWEST_COMMENTS,
  };
}

/** The pulse as a form; `given` is what was sent before, so that nothing typed is lost. */
export function pulsePage(
  language: Language,
  pulse: PulseView,
  given: Readonly<Record<string, unknown>>,
  errors: Readonly<Record<string, string>>,
): Record<string, unknown> {
  const chosen = (key: string): string[] =>
    [given[key] ?? []].flat().filter((value): value is string => typeof value === 'string');
  return {
    id: pulse.id,
    title: pulse.title[language],
    closes: t(language, 'surveys.pulse_closes', { day: formatDate(language, pulse.closesOn) }),
    isIncomplete: Object.keys(errors).length > 0,
    questions: pulse.questions.map(({ key, kind, text, choices }) => ({
      key,
      text: text[language],
      isChoice: kind === 'choice',
      isAware: kind === 'aware',
      value: chosen(key)[0] ?? '',
      error: errors[key] ?? '',
      choices: choices.map(({ value, text: label }) => ({
        value,
        label: label[language],
        checked: chosen(key).includes(value),
      })),
    })),
  };
}

export function actionsOf(language: Language, actions: readonly StoredAction[], today: string) {
  return actions.map(({ id, said, does, owner, dueOn, doneOn, question }) => ({
    id,
    said: said[language],
    does: does[language],
    question: measureText(language, question),
    who: owner ?? t(language, 'surveys.action_nobody'),
    when: doneOn
      ? t(language, 'surveys.action_done', { day: formatDate(language, doneOn) })
      : t(language, 'surveys.action_due', { day: formatDate(language, dueOn) }),
    tag: doneOn
      ? { text: t(language, 'surveys.action_tag_done'), tone: 'ok', icon: 'check' }
      : dueOn < today
        ? { text: t(language, 'surveys.action_tag_late'), tone: 'warn', icon: 'clock' }
        : { text: t(language, 'surveys.action_tag_open'), tone: 'info', icon: 'flag' },
    isOpen: doneOn === null,
    href: surveysPaths.actionDone({ id }),
  }));
}

/** What there is to predict, with what was said before, and what is past predicting. */
export function predictionsPage(
  language: Language,
  surveys: readonly { survey: StoredSurvey; own: readonly { question: string; share: number }[] }[],
  failed: {
    id: string;
    input: Readonly<Record<string, unknown>>;
    errors: Readonly<Record<string, string>>;
  } | null,
): Record<string, unknown> {
  const waiting = surveys.filter(({ survey }) => allows(survey.state, 'predict'));
  const past = surveys.filter(({ survey }) => !allows(survey.state, 'predict'));
  return {
    waiting: waiting.map(({ survey, own }) => {
      const mine = failed?.id === survey.id ? failed : null;
      return {
        id: survey.id,
        title: survey.title[language],
        days: daysOf(language, survey),
        audience: survey.audience[language],
        isPredicted: own.length > 0,
        errors: mine?.errors,
        fields: survey.questions.flatMap((key) => {
          const question = questionOf(key);
          if (question?.kind !== 'choice') return [];
          const before = own.find((one) => one.question === key);
          const given = mine ? mine.input[key] : before && Math.round(before.share * 100);
          return [
            {
              key,
              label: t(language, 'surveys.predict_label', { measure: measureText(language, key) }),
              hint: countedChoices(language, question),
              value: given ?? '',
              error: mine?.errors[key] ?? '',
            },
          ];
        }),
      };
    }),
    past: past.map(({ survey, own }) => ({
      title: survey.title[language],
      tag: stateTag(language, survey.state),
      own: own.length > 0 ? t(language, 'surveys.you_predicted') : t(language, 'surveys.you_did_not'),
      results: allows(survey.state, 'read') ? surveysPaths.perception({ survey: survey.id }) : '',
    })),
  };
}

/** Which answers count, in the question's own words: who predicts must know what is counted. */
function countedChoices(language: Language, { text, choices }: BankQuestion): string {
  const counted = choices.filter((choice) => choice.counts).map((choice) => choice.text[language]);
  return t(language, 'surveys.predict_hint', { question: text[language], answers: counted.join(', ') });
}
