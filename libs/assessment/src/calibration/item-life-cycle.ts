/** Where an item stands between its author's first draft and its end. */
export const ITEM_STATES = [
  'draft',
  'expert-rated',
  'pilot',
  'calibrated',
  'active',
  'watch',
  'retired',
] as const;
export type ItemState = (typeof ITEM_STATES)[number];

/** What can happen to an item. */
export type ItemEvent =
  | { readonly kind: 'rated'; readonly experts: number }
  | { readonly kind: 'piloted' }
  | { readonly kind: 'published' }
  | { readonly kind: 'passed-gates' }
  | { readonly kind: 'failed-gates' }
  | { readonly kind: 'activated'; readonly by: string }
  | { readonly kind: 'suspected'; readonly because: 'drift' | 'frozen' | 'dif' | 'failed-gates' }
  | { readonly kind: 'cleared'; readonly by: string }
  | { readonly kind: 'reworded' }
  | { readonly kind: 'proposed'; readonly because: 'exposure' }
  | { readonly kind: 'kept'; readonly by: string }
  | { readonly kind: 'retired'; readonly because: 'exposure' | 'drift' | 'person' }
  | {
      readonly kind: 'put-back';
      readonly by: string;
      /** Where it stood when it was retired. */ readonly before: ItemState;
    };

export type Transition =
  | { readonly kind: 'moved'; readonly state: ItemState }
  | { readonly kind: 'refused'; readonly reason: 'not-from-here' | 'too-few-experts' | 'nobody-signed' };

const FEWEST_EXPERTS = 2;

const STAYS_IN_USE = { pilot: 'pilot', calibrated: 'calibrated', active: 'active', watch: 'watch' } as const;

const MOVES: Readonly<Record<Exclude<ItemEvent['kind'], 'put-back'>, Partial<Record<ItemState, ItemState>>>> =
  {
    rated: { draft: 'expert-rated', 'expert-rated': 'expert-rated' },
    piloted: { 'expert-rated': 'pilot' },
    // Exams ask it on its author's word alone: it stands where a pilot stands until answers say more.
    published: { draft: 'pilot', 'expert-rated': 'pilot' },
    'passed-gates': { pilot: 'calibrated', calibrated: 'calibrated', active: 'active', watch: 'watch' },
    'failed-gates': { pilot: 'pilot', calibrated: 'pilot', active: 'watch', watch: 'watch' },
    activated: { calibrated: 'active' },
    suspected: { active: 'watch', watch: 'watch' },
    cleared: { watch: 'active' },
    // Another wording is another item: its answers say nothing about the new one.
    reworded: {
      draft: 'draft',
      'expert-rated': 'draft',
      pilot: 'draft',
      calibrated: 'draft',
      active: 'draft',
      watch: 'draft',
    },
    proposed: STAYS_IN_USE,
    kept: STAYS_IN_USE,
    retired: {
      draft: 'retired',
      'expert-rated': 'retired',
      pilot: 'retired',
      calibrated: 'retired',
      active: 'retired',
      watch: 'retired',
    },
  };

const TAKE_A_PERSON: readonly string[] = ['activated', 'cleared', 'kept', 'put-back'];

/**
 * The state after an event, or why there is none. Rating takes two experts; activating, clearing, keeping and putting
 * back take a person. Passing gates never activates by itself; of a retired item only a person makes more, and it
 * then stands where it stood.
 */
export function moveItem(state: ItemState, event: ItemEvent): Transition {
  if (event.kind === 'rated' && event.experts < FEWEST_EXPERTS)
    return { kind: 'refused', reason: 'too-few-experts' };
  if (TAKE_A_PERSON.includes(event.kind) && 'by' in event && event.by === '')
    return { kind: 'refused', reason: 'nobody-signed' };
  const next = event.kind === 'put-back' ? stateAfterReturn(state, event.before) : MOVES[event.kind][state];
  return next ? { kind: 'moved', state: next } : { kind: 'refused', reason: 'not-from-here' };
}

function stateAfterReturn(state: ItemState, before: ItemState): ItemState | undefined {
  return state === 'retired' && before !== 'retired' ? before : undefined;
}

/** May answers to an item in this state decide a result? Watched items still may: suspicion isn't proof. */
export function countsForResult(state: ItemState): boolean {
  return state === 'active' || state === 'watch';
}
