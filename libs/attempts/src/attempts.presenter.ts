import type { z } from 'zod';
import { CONFIDENCES, type MemoryCard } from '#assessment';
import type { CatalogueItem } from '#catalogue';
import type { Actor, Language } from '#kernel';
import { t } from '#ui';
import type { Given } from './answer-errors.js';
import type { Arrangement } from './arrange-item.js';
import { attemptsPaths } from './attempts.paths.js';
import type { AttemptRow, ResponseRow } from './attempts.queries.js';
import type { AttemptView, feedbackView, questionView } from './attempts.schemas.js';
import type { AttemptStep } from './test-steps.js';
import { type FeedbackOption, type FeedbackView, presentFeedback } from './present-feedback.js';
import { type ItemView, type PictureView, presentItem } from './present-item.js';
import type { PracticeStep, Practised } from './practice.service.js';
import { whyNow } from './why-now.js';

/** An item as the partial `attempts/_item` wants it. */
interface ItemModel extends ItemView {
  readonly orderItems?: readonly {
    readonly name: string;
    readonly label: string;
    readonly position: number;
  }[];
  readonly matchOptions?: readonly { readonly value: string; readonly label: string }[];
}

function itemModel(view: ItemView): ItemModel {
  return {
    ...view,
    ...(view.steps
      ? { orderItems: view.steps.map(({ name, text, position }) => ({ name, label: text, position })) }
      : {}),
    ...(view.right
      ? { matchOptions: view.right.map(({ token, text }) => ({ value: token, label: text })) }
      : {}),
  };
}

/** A question in its form, with what was given before and what was missing in that. */
export function askedItem(
  item: CatalogueItem['body'],
  arrangement: Arrangement,
  language: Language,
  given?: Given,
) {
  return {
    item: itemModel(presentItem(item, arrangement, language, given?.raw)),
    error: given?.error ?? null,
    confidence: CONFIDENCES.find((known) => known === given?.raw['confidence']) ?? null,
  };
}

/** An explanation as the partial `attempts/_feedback` wants it: words filled in, one tag per step or pair. */
export function feedbackModel(practised: Explained, language: Language) {
  const feedback = explain(practised, language);
  const { asked } = practised;
  const tag = (right: boolean) => ({
    stateLabel: t(language, right ? 'attempts.state_right' : 'attempts.state_wrong'),
    tone: right ? 'ok' : 'warn',
    icon: right ? 'check' : 'x',
  });
  const option = (one: FeedbackOption) => ({
    ...one,
    state: one.state ?? '',
    stateLabel: one.state ? t(language, stateKey(one.state, feedback.type)) : '',
  });
  return {
    ...feedback,
    title: t(language, feedback.verdict),
    remember: t(language, 'attempts.remember'),
    returns: feedback.days > 0 ? t(language, 'attempts.returns_in', { days: feedback.days }) : '',
    reportHref: asked ? attemptsPaths.report({ id: asked.attemptId, position: asked.position }) : null,
    inputType: feedback.type === 'multiple' ? 'checkbox' : 'radio',
    options: feedback.options?.map(option),
    questions: feedback.questions?.map((question) => ({
      ...question,
      ...tag(question.right),
      options: question.options.map(option),
    })),
    steps: feedback.steps?.map((step) => ({ ...step, ...tag(step.right) })),
    pairs: feedback.pairs?.map((pair) => ({ ...pair, ...tag(pair.right) })),
  };
}

/** In a multiple choice the missed option is one more right one; elsewhere it is *the* right one. */
function stateKey(state: 'right' | 'wrong' | 'missed', type: FeedbackView['type']): string {
  return state === 'missed' && type !== 'multiple' ? 'attempts.state_key' : `attempts.state_${state}`;
}

/** An answer to explain; without a memory card nothing is said of when it returns. */
type Explained = Omit<Practised, 'card' | 'asked'> & {
  readonly card: MemoryCard | null;
  readonly asked?: Practised['asked'];
};

export function explain(practised: Explained, language: Language): FeedbackView {
  return presentFeedback({ ...practised, item: practised.item.body, language });
}

/** The question on the screen of a practice round. */
export function practiceQuestion(step: PracticeStep, actor: Actor, shownAt: number, given?: Given) {
  const { attempt, response, item } = step;
  if (!response || !item) return null;
  const { position, arrangement } = response;
  return {
    position,
    total: attempt.plan.length,
    place: { name: 'position', value: position },
    shownAt,
    action: attemptsPaths.practiceAnswers({ id: attempt.id }),
    endAction: attemptsPaths.practiceEnd({ id: attempt.id }),
    ...askedItem(item.body, arrangement, actor.language, given),
  };
}

/** The question on the screen of a placement test or an exam. */
export function testQuestion(step: AttemptStep, actor: Actor, now: number, given?: Given) {
  const { attempt, response, item, blueprint } = step;
  if (!response || !item || !blueprint) return null;
  const { id } = attempt;
  const paths =
    attempt.kind === 'exam'
      ? { action: attemptsPaths.examAnswers({ id }), handInAction: attemptsPaths.examHandIn({ id }) }
      : { action: attemptsPaths.placementAnswers({ id }), handInAction: '' };
  return {
    ...paths,
    position: response.position,
    total: blueprint.terms.rules.max,
    answered: countAnswered(attempt),
    session: attempt.activeSession ?? '',
    secondsLeft: secondsLeft(attempt, now) ?? 0,
    announce: Object.fromEntries(
      [10, 5, 1].map((minutes) => [minutes * 60, t(actor.language, 'attempts.minutes_left', { n: minutes })]),
    ),
    ...askedItem(item.body, response.arrangement, actor.language, given),
  };
}

/** An attempt for the API. Nothing here depends on what the right answer is. */
export function attemptView(
  step: {
    attempt: AttemptRow;
    response: ResponseRow | null;
    item: AttemptStep['item'];
    blueprint?: AttemptStep['blueprint'];
  },
  language: Language,
  now: number,
  session: string | null = null,
): AttemptView {
  const { attempt, response, item, blueprint } = step;
  return {
    id: attempt.id,
    kind: attempt.kind,
    category: attempt.category || null,
    state: attempt.state,
    startedAt: attempt.startedAt.toISOString(),
    deadlineAt: attempt.deadlineAt?.toISOString() ?? null,
    secondsLeft: attempt.state === 'open' ? secondsLeft(attempt, now) : null,
    answered: countAnswered(attempt),
    most: blueprint?.terms.rules.max ?? attempt.plan.length,
    session,
    reason:
      response && attempt.kind === 'practice' ? whyNow(attempt.plan[response.position - 1], language) : null,
    question:
      response && item
        ? questionForApi(response.position, presentItem(item.body, response.arrangement, language))
        : null,
  };
}

/** A question for the API, without anything that could give the answer away. */
export function questionForApi(position: number, view: ItemView): z.output<typeof questionView> {
  const part = ({ token, text }: { token: string; text: string }) => ({ token, text });
  return {
    position,
    type: view.type,
    stem: view.stem,
    ...(view.choose === undefined ? {} : { choose: view.choose }),
    ...(view.options ? { options: view.options.map(part) } : {}),
    ...(view.steps ? { steps: view.steps.map(part) } : {}),
    ...(view.left ? { left: view.left.map(part) } : {}),
    ...(view.right ? { right: view.right.map(part) } : {}),
    ...(view.questions
      ? { steps: view.questions.map((step) => ({ ...part(step), options: step.options.map(part) })) }
      : {}),
    ...(view.picture ? { picture: pictureForApi(view.picture) } : {}),
    ...(view.areas ? { areas: view.areas.map((area) => ({ ...part(area), at: [...area.at] })) } : {}),
  };
}

const pictureForApi = ({ src, alt, width, height }: PictureView) => ({ src, alt, width, height });

/** An explanation for the API. */
export function feedbackForApi(practised: Practised, language: Language): z.output<typeof feedbackView> {
  const { outcome, verdict, days, options, steps, pairs, text, questions, picture, rule } = explain(
    practised,
    language,
  );
  const told = ({ token, label, checked, state, why }: FeedbackOption) => ({
    ...{ token, text: label, chosen: checked, state, why },
  });
  return {
    outcome,
    asked: { ...practised.asked },
    verdict: t(language, verdict),
    returnsInDays: days,
    ...(options ? { options: options.map(told) } : {}),
    ...(questions
      ? { questions: questions.map((step) => ({ ...step, options: step.options.map(told) })) }
      : {}),
    ...(picture ? { picture: pictureForApi(picture) } : {}),
    ...(steps
      ? { steps: steps.map(({ label, given, right, why }) => ({ text: label, given, right, why })) }
      : {}),
    ...(pairs ? { pairs: pairs.map((pair) => ({ ...pair })) } : {}),
    ...(text ? { text } : {}),
    rule,
  };
}

export function countAnswered(attempt: AttemptRow): number {
  return attempt.responses.filter(({ points }) => points !== null).length;
}

export function secondsLeft(attempt: AttemptRow, now: number): number | null {
  return attempt.deadlineAt ? Math.max(0, Math.floor((attempt.deadlineAt.getTime() - now) / 1000)) : null;
}
