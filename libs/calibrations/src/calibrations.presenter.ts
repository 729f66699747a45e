import type { CatalogueItem } from '#catalogue';
import type { Language } from '#kernel';
import { t } from '#ui';
import { refusalOf } from './calibration.js';
import { calibrationsPaths } from './calibrations.paths.js';
import { itemChoices } from './item-choices.js';
import type { Signatures } from './signatures.js';
import type {
  CalibratedItemView,
  CalibrationDetail,
  CalibrationView,
  ItemReport,
} from './calibrations.schemas.js';

const STATE_TONES = { candidate: 'info', active: 'ok', retired: 'muted' } as const;
const ITEM_TONES = { pilot: 'muted', calibrated: 'info', active: 'ok', watch: 'warn' } as const;
const key = (name: string): string => name.replaceAll('-', '_');
/** Two decimals: more is noise at the standard errors of a calibration. */
const rounded = (value: number): number => Math.round(value * 100) / 100;

export function listRows(language: Language, list: readonly CalibrationView[]): Record<string, unknown>[] {
  return list.map((each) => ({
    ...{ href: calibrationsPaths.show({ id: each.id }), category: each.category, madeAt: each.madeAt },
    ...{ people: each.people, exams: each.exams, answers: each.answers },
    use: t(language, `calibrations.use_${each.use}`),
    passed: t(language, 'calibrations.passed_of', {
      passed: each.summary.passed,
      all: each.summary.answered,
    }),
    ...stateTag(language, each),
  }));
}

export function bankLinks(language: Language, categories: readonly string[]): Record<string, unknown>[] {
  return categories.map((category) => ({
    href: calibrationsPaths.bank({ category }),
    label: t(language, 'calibrations.bank_title', { category }),
  }));
}

export function calibrationPage(
  language: Language,
  made: CalibrationDetail,
  signed?: Signatures,
): Record<string, unknown> {
  const refusal = refusalOf(made);
  const mayActivate = made.state === 'candidate' && refusal === null;
  return {
    ...{ id: made.id, rows: made.items.map((item) => itemRow(language, made.id, item)) },
    ...stateTag(language, made),
    heading: headingOf(language, made),
    ...wordsFor(made.use),
    mayActivate,
    toSign: mayActivate ? made.moved.map((item, i) => signatureRow(made, item, i, signed)) : [],
    accepted: made.accepted.map((each) => ({ ...each, shift: rounded(each.shift) })),
    refusal:
      made.state === 'candidate' && refusal ? t(language, `calibrations.refusal_${key(refusal)}`) : null,
    ...{ madeAt: made.madeAt, activatedAt: made.activatedAt, window: made.window },
    facts: factsOf(language, made),
  };
}

export function headingOf(language: Language, { use, category }: CalibrationView): string {
  return t(language, use === 'exam' ? 'calibrations.of_category' : 'calibrations.of_practice', { category });
}

/** The words that differ between exam items and practice items. */
const wordsFor = (use: CalibrationView['use']): Record<string, unknown> => ({
  isExam: use === 'exam',
  exposureLabel: use === 'exam' ? 'calibrations.field_exposure' : 'calibrations.field_met',
  activateText: use === 'exam' ? 'calibrations.activate_text' : 'calibrations.activate_practice',
  signText: use === 'exam' ? 'calibrations.sign_text' : 'calibrations.sign_practice',
});

function signatureRow(
  { category, id, use }: CalibrationDetail,
  { itemId, shift }: CalibrationDetail['moved'][number],
  place: number,
  signed?: Signatures,
): Record<string, unknown> {
  const error = signed?.errors.get(itemId);
  return {
    ...{ itemId, shift: rounded(shift) },
    href:
      use === 'exam' ? calibrationsPaths.life({ category, itemId }) : calibrationsPaths.item({ id, itemId }),
    ...{
      tickName: `accept:${itemId}`,
      tickId: `accept-${place}`,
      ticked: signed?.ticked.has(itemId) ?? false,
    },
    ...{
      reasonName: `reason:${itemId}`,
      reasonId: `reason-${place}`,
      reason: signed?.reasons.get(itemId) ?? '',
    },
    tickError: error === 'calibrations.sign_needed' ? error : null,
    reasonError: error === 'calibrations.reason_needed' ? error : null,
  };
}

export function itemPage(
  language: Language,
  calibration: CalibrationView,
  item: CatalogueItem,
  report: ItemReport,
): Record<string, unknown> {
  const { body } = item;
  const texts = new Map(itemChoices(body).map(({ name, text }) => [name, text[language]]));
  const options = report.options?.map(({ option, isKey, people }) => ({
    ...{ isKey, people, share: people / report.n },
    text: option === null ? t(language, 'calibrations.no_answer') : (texts.get(option) ?? option),
  }));
  return {
    ...itemRow(language, calibration.id, report),
    ...{ itemId: report.itemId, stem: body.stem[language], options: options ?? null },
    ...wordsFor(calibration.use),
    lifeHref: calibrationsPaths.life({ category: calibration.category, itemId: report.itemId }),
    backHref: calibrationsPaths.show({ id: calibration.id }),
    noOptions: t(language, texts.size > 0 ? 'calibrations.options_few' : 'calibrations.options_none'),
  };
}

function itemRow(language: Language, id: string, item: CalibratedItemView): Record<string, unknown> {
  const { fit, dif } = item;
  return {
    href: calibrationsPaths.item({ id, itemId: item.itemId }),
    ...{ itemId: item.itemId, n: item.n, exposure: item.exposure, rightShare: item.rightShare },
    ...{ a: rounded(item.a), b: rounded(item.b), seB: item.seB === null ? null : rounded(item.seB) },
    difficulty: t(language, `calibrations.difficulty_${difficultyOf(item.b)}`),
    infit: fit.residuals ? rounded(fit.residuals.infit) : null,
    rmsea: fit.score ? rounded(fit.score.rmsea) : null,
    dif:
      dif.kind === 'assessed'
        ? t(language, `calibrations.dif_${dif.class.toLowerCase()}`)
        : t(language, 'calibrations.dif_unknown', { nl: dif.nl, en: dif.en }),
    state: t(language, `calibrations.item_${item.state}`),
    tone: ITEM_TONES[item.state],
    reasons: [...new Set(item.gateFailures.map(({ reason }) => reason))].map((reason) =>
      t(language, `calibrations.gate_${key(reason)}`),
    ),
  };
}

/** Bounds halfway between the authors' five levels (-1.6, -.8, 0, .8, 1.6 logits). */
function difficultyOf(b: number): string {
  const bounds = [-1.2, -0.4, 0.4, 1.2];
  return ['very_easy', 'easy', 'middling', 'hard', 'very_hard'][bounds.filter((bound) => b >= bound).length]!;
}

function stateTag(language: Language, { state }: CalibrationView): { state: string; tone: string } {
  return { state: t(language, `calibrations.state_${state}`), tone: STATE_TONES[state] };
}

function factsOf(language: Language, made: CalibrationDetail): { term: string; text: string }[] {
  const { summary } = made;
  const number = new Intl.NumberFormat(language);
  const two = new Intl.NumberFormat(language, { maximumFractionDigits: 2, minimumFractionDigits: 2 });
  const fact = (name: string, text: string): { term: string; text: string } => ({
    term: t(language, `calibrations.fact_${name}`),
    text,
  });
  const isExam = made.use === 'exam';
  const ofExams = [
    fact('linking', `${two.format(made.linking.slope)} · ${two.format(made.linking.intercept)}`),
    fact(
      'shadow',
      t(language, 'calibrations.shadow', { changed: summary.shadow.changed, all: summary.shadow.exams }),
    ),
  ];
  return [
    fact('people', number.format(made.people)),
    fact(isExam ? 'exams' : 'rounds', number.format(made.exams)),
    fact(isExam ? 'answers' : 'drawn', number.format(made.answers)),
    fact('items', t(language, 'calibrations.passed_of', { passed: summary.passed, all: summary.answered })),
    fact('scale', t(language, `calibrations.scale_${summary.scale}`, { n: summary.anchors })),
    fact('likelihood', two.format(made.logLikelihood)),
    ...(isExam ? ofExams : []),
  ];
}
