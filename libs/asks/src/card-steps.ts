/** Longer steps than this are no steps; a card holds twelve at most. */
const LONGEST = 300;
const MOST = 12;

/**
 * The steps in an answer, for a card: its lines, without numbers or bullets; of one paragraph its sentences. Pure.
 */
export function stepsIn(words: string): string[] {
  const lines = words
    .split(/\r?\n/)
    .map((line) => line.replace(/^\s*(?:\d{1,2}[.)]|[-*•])\s+/, '').trim())
    .filter((line) => line !== '');
  const steps = lines.length > 1 ? lines : (lines[0]?.split(/(?<=[.!?])\s+(?=\p{Lu})/u) ?? []);
  return steps
    .slice(0, MOST)
    .map((step) => (step.length > LONGEST ? `${step.slice(0, LONGEST - 1)}…` : step));
}
