import { logistic } from '../numbers.js';
import type { SkillAnswer, SkillState } from './skill-state.js';

/**
 * The chance that this person answers an item right, 0 to 1, with both beliefs averaged out: logistic(a (m - b) /
 * sqrt(1 + pi a^2 (v + v_b) / 8)), MacKay's (1992) approximation of the logistic under a normal belief, within .02 of
 * the integral. The less is known, the nearer to a half. `a` above 0, `b` in logits, `variance` of b at least 0.
 */
export function expectedAnswer(
  { mean, variance }: Pick<SkillState, 'mean' | 'variance'>,
  item: Pick<SkillAnswer, 'a' | 'b' | 'variance'>,
): number {
  const doubt = (Math.PI / 8) * item.a * item.a * (variance + item.variance);
  return logistic((item.a * (mean - item.b)) / Math.sqrt(1 + doubt));
}
