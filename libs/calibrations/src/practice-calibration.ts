import { calibratePractice, expertPrior, gatePracticeItem, PRACTICE_GATES } from '#assessment';
import type { DrawnCounts, PracticeRecord } from './answer-source.js';
import type {
  BankItem,
  CalibratedItem,
  CalibrationOutcome,
  CalibrationResult,
  KnownItem,
} from './calibration.js';
import { standingAfter } from './describe-items.js';

/** What the practice answers of one skill say of its items. */
export interface SkillCalibration {
  readonly from: Date | null;
  readonly logLikelihood: number;
  readonly steps: number;
  readonly converged: boolean;
  /** Items that were drawn at least once. */
  readonly items: readonly CalibratedItem[];
  /** Of which an active calibration holds the scale. */
  readonly anchors: number;
}

/** All there is about one skill; answers in order of time, each the first of its person to its item. */
export interface SkillAnswers {
  readonly answers: readonly PracticeRecord[];
  readonly bank: readonly BankItem[];
  readonly active: readonly KnownItem[];
  /** The author's version of every version of an item that was answered, by `<item id>@<version>`. */
  readonly wordings: ReadonlyMap<string, number>;
}

/**
 * Calibrates the practice items of one skill (`calibratePractice`). Only drawn answers say something about items, and
 * only answers to the present wording count at all. The mean difficulty stays that of the calibration in use, or of the
 * author for items that it doesn't hold.
 */
export function calibrateSkill({ answers, bank, active, wordings }: SkillAnswers): SkillCalibration {
  const place = new Map(bank.map(({ id }, i) => [id, i]));
  const counted = answers.filter(({ itemId, itemVersion }) => {
    const item = bank[place.get(itemId) ?? -1];
    return item !== undefined && wordings.get(`${itemId}@${itemVersion}`) === item.authorVersion;
  });
  const wording = new Map(bank.map(({ id, authorVersion }) => [id, authorVersion]));
  const known = new Map(
    active.flatMap((item) => (wording.get(item.itemId) === item.authorVersion ? [[item.itemId, item]] : [])),
  );
  const made = calibratePractice(
    counted.map(({ person, itemId, correct, at, drawn }) => ({
      ...{ person, item: place.get(itemId)!, correct, at: at.getTime(), drawn },
    })),
    bank.map(({ id, b0 }) => ({ prior: expertPrior(b0), reference: known.get(id)?.b ?? b0 })),
  );
  const { logLikelihood, steps, converged } = made;
  const tallies = tally(counted);
  const items = bank.flatMap((item, i) => {
    const found = made.items[i]!;
    return found.answers === 0 ? [] : [describe(item, found, known.get(item.id), tallies)];
  });
  const anchors = items.filter(({ itemId }) => known.has(itemId)).length;
  return { from: counted[0]?.at ?? null, logLikelihood, steps, converged, items, anchors };
}

/** Puts the skills of a category together, or says that no item has enough drawn answers yet. */
export function practiceOutcome(
  skills: readonly SkillCalibration[],
  bank: readonly BankItem[],
  counts: DrawnCounts,
): CalibrationOutcome {
  const items = skills.flatMap((skill) => skill.items);
  const most = items.reduce((found, { n }) => Math.max(found, n), 0);
  const starts = skills.flatMap(({ from }) => (from ? [from.getTime()] : []));
  if (most < PRACTICE_GATES.answers) return { kind: 'too-few-answers', most, needed: PRACTICE_GATES.answers };
  const sum = (of: (skill: SkillCalibration) => number): number =>
    skills.reduce((total, skill) => total + of(skill), 0);
  const anchors = sum((skill) => skill.anchors);
  const result: CalibrationResult = {
    ...{ people: counts.people, exams: counts.rounds, items },
    answers: items.reduce((total, { n }) => total + n, 0),
    from: new Date(Math.min(...starts)),
    ...{ logLikelihood: sum((skill) => skill.logLikelihood) },
    steps: Math.max(...skills.map(({ steps }) => steps)),
    converged: skills.every(({ converged }) => converged),
    linking: { slope: 1, intercept: 0 },
    summary: {
      ...{ read: counts.answers, bank: bank.length, answered: items.length, trimmed: [], anchors },
      passed: items.filter(({ gateFailures }) => gateFailures.length === 0).length,
      scale: anchors > 0 ? 'anchors' : 'authors',
    },
  };
  return { kind: 'made', result };
}

function describe(
  { id, version, authorVersion, skill }: BankItem,
  found: ReturnType<typeof calibratePractice>['items'][number],
  before: KnownItem | undefined,
  { people, met, drawn }: ReturnType<typeof tally>,
): CalibratedItem {
  const { answers: n, right, a, b, seA, seB, infit, outfit } = found;
  const gateFailures = gatePracticeItem({ n, a, b, seB, infit, ...(before && { shift: b - before.b }) });
  const languages = drawn.get(id) ?? { nl: 0, en: 0 };
  return {
    ...{ itemId: id, itemVersion: version, authorVersion, skill, n, a, b, seA, seB },
    rightShare: right / n,
    fit: infit === null || outfit === null ? {} : { residuals: { infit, outfit } },
    // Comparing languages takes answers to the same questions; here everybody meets other ones.
    dif: { kind: 'not-assessable', ...languages },
    exposure: (met.get(id) ?? 0) / people,
    gateFailures,
    state: standingAfter(before?.state ?? 'pilot', gateFailures.length === 0),
  };
}

/** Who met what: people of the skill, per item those who met it, and those it was drawn for, by language. */
function tally(answers: readonly PracticeRecord[]): {
  readonly people: number;
  readonly met: ReadonlyMap<string, number>;
  readonly drawn: ReadonlyMap<string, { nl: number; en: number }>;
} {
  const met = new Map<string, number>();
  const drawn = new Map<string, { nl: number; en: number }>();
  for (const { itemId, language, drawn: isDrawn } of answers) {
    met.set(itemId, (met.get(itemId) ?? 0) + 1);
    if (!isDrawn) continue;
    const counts = drawn.get(itemId) ?? { nl: 0, en: 0 };
    counts[language] += 1;
    drawn.set(itemId, counts);
  }
  return { people: new Set(answers.map(({ person }) => person)).size, met, drawn };
}
