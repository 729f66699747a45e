import {
  assessDif,
  type Calibration,
  fitItems,
  gateItem,
  type ItemDif,
  type LinkingConstants,
  matchOnAbility,
  moveItem,
  onFixedScale,
  type ResponseMatrix,
} from '#assessment';
import type { ExamAnswer } from './answer-source.js';
import type { BankItem, CalibratedItem, ItemStanding, KnownItem, LanguageDif } from './calibration.js';

/** What a fit found, and all that it was found from; `bank` holds the answered items in the order of the matrix. */
interface Found {
  readonly found: Calibration;
  readonly responses: ResponseMatrix;
  readonly groups: readonly ('reference' | 'focal')[];
  readonly bank: readonly BankItem[];
  readonly active: readonly KnownItem[];
  readonly counted: readonly ExamAnswer[];
  readonly exams: number;
}

/** Every answered item with its numbers on the scale in use, and the state they give it. */
export function describeItems(
  { found, responses, groups, bank, active, counted, exams }: Found,
  scale: LinkingConstants,
): CalibratedItem[] {
  const fits = fitItems(responses, found);
  const own = found.items.map((item) => (item.kind === 'not-estimable' ? undefined : item));
  const difs = assessDif(responses, groups, matchOnAbility(responses, own));
  const asked = askedShares(counted, exams);
  const known = new Map(active.map((item) => [item.itemId, item]));
  return bank.flatMap(({ id, version, authorVersion, skill }, i): CalibratedItem[] => {
    const item = found.items[i]!;
    // With priors every item has an estimate; this says so to the compiler.
    if (item.kind !== 'estimated') return [];
    const { a, b, seA, seB } = onFixedScale(item, scale);
    const before = known.get(id);
    const fit = fits[i]!;
    const verdict = gateItem({
      ...{ n: item.answers, a, b, fit, dif: [difs[i]!] },
      ...(seB !== undefined && { seB }),
      ...(before && { shift: b - before.b }),
    });
    const gateFailures = verdict.kind === 'failed' ? verdict.failures : [];
    return [
      {
        ...{ itemId: id, itemVersion: version, authorVersion, skill, n: item.answers },
        ...{ rightShare: item.right / item.answers, a, b, seA: seA ?? null, seB: seB ?? null, fit },
        ...{ dif: languageDif(difs[i]!), exposure: asked.get(id) ?? 0, gateFailures },
        state: standingAfter(before?.state ?? 'pilot', gateFailures.length === 0),
      },
    ];
  });
}

function languageDif(dif: ItemDif): LanguageDif {
  return dif.kind === 'assessed'
    ? { kind: 'assessed', class: dif.class, delta: dif.mantelHaenszel.delta }
    : { kind: 'not-assessable', nl: dif.reference, en: dif.focal };
}

/** Where an item stands after its gates; what it was before holds when the life of items knows no such step. */
export function standingAfter(before: ItemStanding, passed: boolean): ItemStanding {
  const moved = moveItem(before, { kind: passed ? 'passed-gates' : 'failed-gates' });
  return moved.kind === 'moved' ? (moved.state as ItemStanding) : before;
}

function askedShares(answers: readonly ExamAnswer[], exams: number): Map<string, number> {
  const asked = new Map<string, number>();
  for (const { itemId } of answers) asked.set(itemId, (asked.get(itemId) ?? 0) + 1);
  return new Map([...asked].map(([id, count]) => [id, count / exams]));
}
