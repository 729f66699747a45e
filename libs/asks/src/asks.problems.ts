import { defineProblem } from '#kernel';

/** As many asks as a day holds. */
export const tooManyAsks = defineProblem({
  type: 'asks-too-many',
  status: 429,
  title: 'asks.problem_too_many',
});

/** It was solved, closed or handed on a moment ago. */
export const askEnded = defineProblem({ type: 'ask-ended', status: 409, title: 'asks.problem_ended' });

/** Somebody else is asked now, or answered first. */
export const turnOver = defineProblem({
  type: 'ask-turn-over',
  status: 409,
  title: 'asks.problem_turn_over',
});

/** It is a card already, or says too little to become one. */
export const noCard = defineProblem({ type: 'ask-no-card', status: 409, title: 'asks.problem_no_card' });

/** One thanks for one solved ask. */
export const thankedAlready = defineProblem({
  type: 'ask-thanked-already',
  status: 409,
  title: 'asks.problem_thanked',
});

export const rewardRetired = defineProblem({
  type: 'reward-retired',
  status: 409,
  title: 'asks.problem_reward_retired',
});

export const tooFewPoints = defineProblem({
  type: 'reward-too-few-points',
  status: 409,
  title: 'asks.problem_too_few_points',
});

export const budgetEmpty = defineProblem({
  type: 'reward-budget-empty',
  status: 409,
  title: 'asks.problem_budget_empty',
});

/** Somebody else changed it meanwhile. */
export const budgetChanged = defineProblem({
  type: 'reward-budget-changed',
  status: 409,
  title: 'asks.problem_budget_changed',
});

/** Somebody has one coach at a time, and answers the second scan once. */
export const coachedAlready = defineProblem({
  type: 'coaching-open',
  status: 409,
  title: 'asks.problem_coached',
});
