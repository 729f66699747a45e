import type { Grade } from '../memory/grade.js';
import { GRADE_CODES, type MemoryLog } from '../memory/memory-log.js';
import { DEFAULT_WEIGHTS, type MemoryWeights } from '../memory/memory-weights.js';
import { recallChance, type MemoryTrace, review } from '../memory/scheduler.js';
import { seeded } from '../random.js';

const DAY = 86_400_000;
const START = Date.UTC(2026, 0, 5, 9);

/**
 * Cards whose truth is FSRS-6 with `truth`, reviewed when the default weights said so or some days off: recalled with the
 * true chance, then "hard", "good" or "easy".
 */
export function makeMemoryLog(
  truth: MemoryWeights,
  { cards, reviews, seed }: { readonly cards: number; readonly reviews: number; readonly seed: string },
): MemoryLog {
  const random = seeded(seed);
  const log = { card: [] as number[], at: [] as number[], grade: [] as number[], counts: [] as number[] };
  for (let card = 0; card < cards; card += 1) {
    let at = START + Math.floor(random('start', card) * 120) * DAY;
    let real: (MemoryTrace & ReturnType<typeof review>) | null = null;
    let believed: ReturnType<typeof review> | null = null;
    for (let n = 0; n < reviews; n += 1) {
      const recall: number = real ? recallChance(real, at, truth) : 0.6;
      const draw = random('grade', card, n);
      const right: Grade = draw < 0.15 ? 'hard' : draw < 0.9 ? 'good' : 'easy';
      const grade: Grade = random('recall', card, n) < recall ? right : 'again';
      log.card.push(card);
      log.at.push(at);
      log.grade.push(GRADE_CODES[grade]);
      log.counts.push(1);
      real = review(real, grade, at, { retention: 0.85, maxDays: 180, weights: truth });
      believed = review(believed, grade, at, { retention: 0.85, maxDays: 180, weights: DEFAULT_WEIGHTS });
      const gap = (believed.dueAt - at) / DAY;
      at += Math.max(1, Math.round(gap * (0.5 + random('late', card, n)))) * DAY;
    }
  }
  return log;
}
