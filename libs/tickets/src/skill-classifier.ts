import createNaiveBayes from 'wink-naive-bayes-text-classifier';
import { stems } from './skill-words.js';

/** A text of which a person said what it is about. */
export interface LabelledText {
  readonly text: string;
  readonly skill: string;
}

export interface Guess {
  readonly skill: string;
  /** Chance that this is right, 0 to 1; calibrated on texts that the model had not seen. */
  readonly confidence: number;
}

export interface SkillClassifier {
  /** How many texts it learned from. */
  readonly size: number;
  /** The likeliest skill; null when no word of the text is known. */
  guess(text: string): Guess | null;
}

/** Below this chance a person looks at it. */
export const SURE_ENOUGH = 0.7;
const FOLDS = 5;
/** A skill with fewer examples can not be learned and would only attract texts. */
const FEWEST = 3;

type Score = (text: string) => { skill: string; margin: number } | null;

/**
 * Learns skills from labelled texts: naive Bayes on the presence of stems (McCallum and Nigam 1998), smoothed by 0.3.
 * Naive Bayes is far too sure of itself, so the distance between the two best classes is turned into a chance by a
 * logistic curve that is fitted on predictions for held-out folds (Platt 1999). Null when there is too little to learn from.
 */
export function trainClassifier(texts: readonly LabelledText[]): SkillClassifier | null {
  const counts = new Map<string, number>();
  for (const { skill } of texts) counts.set(skill, (counts.get(skill) ?? 0) + 1);
  const usable = texts.filter(({ skill }) => (counts.get(skill) ?? 0) >= FEWEST);
  const score = learn(usable);
  if (score === null) return null;
  const curve = fitCurve(heldOut(usable));
  return {
    size: usable.length,
    guess: (text) => {
      const found = score(text);
      return found && { skill: found.skill, confidence: chance(curve, found.margin) };
    },
  };
}

/** Every text once, guessed by a model that had not seen it. */
function heldOut(texts: readonly LabelledText[]): { margin: number; isRight: boolean }[] {
  const tried: { margin: number; isRight: boolean }[] = [];
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const score = learn(texts.filter((_, at) => at % FOLDS !== fold));
    if (score === null) continue;
    for (const { text, skill } of texts.filter((_, at) => at % FOLDS === fold)) {
      const found = score(text);
      if (found) tried.push({ margin: found.margin, isRight: found.skill === skill });
    }
  }
  return tried;
}

function learn(texts: readonly LabelledText[]): Score | null {
  const model = createNaiveBayes();
  model.defineConfig({ considerOnlyPresence: true, smoothingFactor: 0.3 });
  const vocabulary = new Set<string>();
  for (const { text, skill } of texts) {
    const known = stems(text);
    for (const stem of known) vocabulary.add(stem);
    model.learn(known, skill);
  }
  // The package refuses to learn from less.
  if (new Set(texts.map(({ skill }) => skill)).size < 2 || vocabulary.size < 10) return null;
  model.consolidate();
  return (text) => {
    const known = stems(text).filter((stem) => vocabulary.has(stem));
    if (known.length === 0) return null;
    const [best, second] = model.computeOdds(known);
    if (best === undefined || second === undefined) return null;
    return { skill: best[0], margin: best[1] - second[1] };
  };
}

interface Curve {
  readonly slope: number;
  readonly intercept: number;
}

const chance = ({ slope, intercept }: Curve, margin: number): number =>
  1 / (1 + Math.exp(-(intercept + slope * margin)));

/** Logistic regression by Newton's method, with Platt's targets so that a perfect fold does not end in certainty. */
function fitCurve(tried: readonly { margin: number; isRight: boolean }[]): Curve {
  const right = tried.filter(({ isRight }) => isRight).length;
  const high = (right + 1) / (right + 2);
  const low = 1 / (tried.length - right + 2);
  let curve: Curve = { slope: 0.1, intercept: 0 };
  for (let step = 0; step < 50; step += 1) {
    let [g0, g1, h00, h01, h11] = [0, 0, 1e-6, 0, 1e-6];
    for (const { margin, isRight } of tried) {
      const p = chance(curve, margin);
      const miss = (isRight ? high : low) - p;
      const weight = p * (1 - p);
      g0 += miss;
      g1 += miss * margin;
      h00 += weight;
      h01 += weight * margin;
      h11 += weight * margin * margin;
    }
    const determinant = h00 * h11 - h01 * h01;
    if (!(determinant > 1e-12)) break;
    const intercept = (h11 * g0 - h01 * g1) / determinant;
    const slope = (h00 * g1 - h01 * g0) / determinant;
    curve = { intercept: curve.intercept + intercept, slope: Math.max(0, curve.slope + slope) };
    if (Math.abs(intercept) + Math.abs(slope) < 1e-9) break;
  }
  return curve;
}
