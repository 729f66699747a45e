import { expectAnswers, isWorn, type ItemEvent, type ItemState, moveItem, watchItem } from '#assessment';
import type { AnswerAmongOthers, NormalPrior } from '#assessment';
import type { ExamAnswer } from './answer-source.js';
import type { BankItem, CalibratedItem } from './calibration.js';

/** Where an item stands in a licence's exams, as its history tells. */
export interface ItemLife {
  readonly itemId: string;
  readonly authorVersion: number;
  readonly state: ItemState;
  /** Where it stood when it was retired last. */
  readonly before: ItemState | null;
  /** Proposed for retirement, and nobody has decided yet. */
  readonly isProposed: boolean;
  /** A person's last word on it was that it may be used, after the activation of the calibration in use. */
  readonly isCleared: boolean;
  /** When it came to this state. */
  readonly at: Date;
  readonly because: string | null;
  /** Answers from then on are compared with what was expected: a person activated, cleared or put it back. */
  readonly trustedAt: Date | null;
  /** Exams from then on wear it: a person kept it or put it back. */
  readonly countedFrom: Date | null;
}

/** One line to add to an item's history. */
export interface ItemMove {
  readonly itemId: string;
  readonly authorVersion: number;
  readonly event: ItemEvent['kind'];
  readonly fromState: ItemState;
  readonly state: ItemState;
  readonly because: string | null;
  readonly found: number | null;
}

type Standing = Pick<ItemLife, 'itemId' | 'authorVersion' | 'state'>;
type Reason = Partial<Pick<ItemMove, 'because' | 'found'>>;

/** The line for an event, or none when the item cannot take it where it stands. */
export function moveFor(item: Standing, event: ItemEvent, reason: Reason = {}): ItemMove | undefined {
  const moved = moveItem(item.state, event);
  if (moved.kind === 'refused') return undefined;
  const { itemId, authorVersion, state } = item;
  const why = 'because' in event ? event.because : null;
  return {
    ...{ itemId, authorVersion, event: event.kind, fromState: state, state: moved.state },
    ...{ because: reason.because ?? why, found: reason.found ?? null },
  };
}

/**
 * Items that exams ask and that have no history, or one of another wording, stand as pilots: their author's rating
 * holds until answers say more. A retired item stays retired, however it is worded.
 */
export function welcome(
  bank: readonly Pick<BankItem, 'id' | 'authorVersion'>[],
  lives: ReadonlyMap<string, ItemLife>,
): ItemMove[] {
  return bank.flatMap(({ id: itemId, authorVersion }) => {
    const life = lives.get(itemId);
    if (life && (life.authorVersion === authorVersion || life.state === 'retired')) return [];
    const reworded = life ? moveFor({ ...life, authorVersion }, { kind: 'reworded' }) : undefined;
    const published = moveFor({ itemId, authorVersion, state: 'draft' }, { kind: 'published' });
    return [reworded, published].filter((move) => move !== undefined);
  });
}

/** Where the gates of a fresh calibration put the items; only those that move. What a person cleared stays cleared. */
export function afterGates(
  items: readonly CalibratedItem[],
  lives: ReadonlyMap<string, ItemLife>,
): ItemMove[] {
  return items.flatMap(({ itemId, authorVersion, gateFailures }) => {
    const life = lives.get(itemId);
    const state = life?.state ?? 'pilot';
    const passed = gateFailures.length === 0;
    if (!passed && life?.isCleared) return [];
    const because = passed ? null : gateFailures.map(({ reason }) => reason).join(' ');
    const move = moveFor(
      { itemId, authorVersion, state },
      { kind: passed ? 'passed-gates' : 'failed-gates' },
      { because },
    );
    return move && move.state !== state ? [move] : [];
  });
}

/** What the night looks at: the calibration in use, and the answers of finished exams in order of time. */
export interface Look {
  readonly answers: readonly ExamAnswer[];
  /** Author's version of every version of an item that was answered, by `<item id>@<version>`. */
  readonly wordings: ReadonlyMap<string, number>;
  readonly lives: readonly ItemLife[];
  readonly inUse: readonly {
    readonly itemId: string;
    readonly authorVersion: number;
    readonly a: number;
    readonly b: number;
    readonly seB: number | null;
  }[];
  /** Abilities on the scale in use: where the link of that calibration puts N(0, 1). */
  readonly people: NormalPrior;
  /** Since when that calibration is in use. */
  readonly activatedAt: Date | null;
}

/**
 * What answers say about items in use: those that drift or whose difficulty left the calibrated one are to be watched
 * (`watchItem`), and those that 500 exams asked are proposed for retirement; both once, until a person decides.
 */
export function lookAt({ answers, wordings, lives, inUse, people, activatedAt }: Look): ItemMove[] {
  const wording = (answer: ExamAnswer) => wordings.get(`${answer.itemId}@${answer.itemVersion}`);
  const expected = expectedOf(answers, wording, inUse, people);
  const asked = new Map<string, ExamAnswer[]>();
  for (const answer of answers) {
    const list = asked.get(answer.itemId);
    if (list) list.push(answer);
    else asked.set(answer.itemId, [answer]);
  }
  const parameters = new Map(inUse.map((item) => [item.itemId, item]));
  return lives.flatMap((life): ItemMove[] => {
    const own = (asked.get(life.itemId) ?? []).filter((answer) => wording(answer) === life.authorVersion);
    const used = parameters.get(life.itemId);
    const from = later(life.trustedAt, activatedAt);
    const since = own.flatMap((answer) => (isAfter(answer, from) ? (expected.get(answer) ?? []) : []));
    const alarm =
      life.state === 'active' && used?.authorVersion === life.authorVersion && used.seB !== null
        ? watchItem({ parameters: used, seB: used.seB, answers: since })
        : undefined;
    const exams = own.filter((answer) => isAfter(answer, life.countedFrom)).length;
    return [
      alarm && moveFor(life, { kind: 'suspected', because: alarm.because }, { found: alarm.found }),
      !life.isProposed && isWorn(exams)
        ? moveFor({ ...life, state: alarm ? 'watch' : life.state }, WORN, { found: exams })
        : undefined,
    ].filter((move) => move !== undefined);
  });
}

const WORN = { kind: 'proposed', because: 'exposure' } as const;

const isAfter = ({ at }: ExamAnswer, from: Date | null): boolean =>
  from === null || at.getTime() > from.getTime();

function later(one: Date | null, two: Date | null): Date | null {
  if (!one || !two) return one ?? two;
  return one.getTime() > two.getTime() ? one : two;
}

/** For every answer to an item in use, what the rest of its exam made of it. */
function expectedOf(
  answers: readonly ExamAnswer[],
  wording: (answer: ExamAnswer) => number | undefined,
  inUse: Look['inUse'],
  people: NormalPrior,
): ReadonlyMap<ExamAnswer, AnswerAmongOthers> {
  const parameters = new Map(inUse.map((item) => [item.itemId, item]));
  const exams = new Map<number, ExamAnswer[]>();
  for (const answer of answers) {
    const used = parameters.get(answer.itemId);
    if (!used || used.authorVersion !== wording(answer)) continue;
    const exam = exams.get(answer.exam);
    if (exam) exam.push(answer);
    else exams.set(answer.exam, [answer]);
  }
  const expected = new Map<ExamAnswer, AnswerAmongOthers>();
  for (const exam of exams.values()) {
    const own = exam.map(({ itemId, correct }) => ({ parameters: parameters.get(itemId)!, correct }));
    for (const [i, each] of expectAnswers(own, people).entries()) expected.set(exam[i]!, each);
  }
  return expected;
}
