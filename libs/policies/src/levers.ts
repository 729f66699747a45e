/** What would change a requirement: earning the licence, being away, leaving the audience, a decision. Pure. */
import type { Explanation } from './due-date.js';

export interface Lever {
  category: string;
  state: 'open' | 'satisfied';
  dueOn: string | null;
  explanation: Explanation;
}

/** One text key with arguments for each thing that would end, move or reopen it, the one in the person's own hand first. */
export function leversOf({ category, state, dueOn, explanation }: Lever): Explanation[] {
  const { key } = explanation;
  const leave: Explanation = { key: 'policies.change_audience', args: {} };
  if (state === 'satisfied') return [{ key: 'policies.change_lost', args: { category } }, leave];
  const levers: Explanation[] = [{ key: 'policies.change_earn', args: { category } }];
  if (key === 'policies.due_paused' || key === 'policies.due_no_return')
    levers.push({ key: 'policies.change_return', args: {} });
  else if (key === 'policies.due_no_licence')
    levers.push({ key: 'policies.change_other', args: { other: explanation.args['other'] ?? '' } });
  else levers.push({ key: 'policies.change_calendar', args: {} });
  return [...levers, leave, ...(dueOn === null ? [] : [{ key: 'policies.change_waiver', args: {} }])];
}
