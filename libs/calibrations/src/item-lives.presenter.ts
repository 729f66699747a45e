import type { ItemState } from '#assessment';
import { itemNotes, type ItemNote } from '#catalogue';
import type { Language } from '#kernel';
import { t } from '#ui';
import type { BankTrouble } from './bank-without.js';
import { calibrationsPaths } from './calibrations.paths.js';
import { GATE_REASONS, type ItemStoryView, type LivingItemView } from './calibrations.schemas.js';
import type { ToldMove } from './item-lives.queries.js';
import type { ItemStory, LivingItem } from './item-lives.service.js';

const TONES: Readonly<Record<ItemState, string>> = {
  draft: 'muted',
  'expert-rated': 'muted',
  pilot: 'muted',
  calibrated: 'info',
  active: 'ok',
  watch: 'warn',
  retired: 'muted',
};
/** Those that ask a person for a decision stand first. */
const ORDER: readonly ItemState[] = [
  'watch',
  'active',
  'calibrated',
  'pilot',
  'expert-rated',
  'draft',
  'retired',
];
const key = (name: string): string => name.replaceAll('-', '_');

export function lifeView({ item, life }: LivingItem): LivingItemView {
  return {
    ...{ itemId: item.id, skill: item.skill, authorVersion: item.body.version, state: stateOf(life) },
    ...{ since: life?.at.toISOString() ?? null, because: life?.because ?? null },
    proposedForRetirement: life?.isProposed ?? false,
  };
}

export function storyView(story: ItemStory): ItemStoryView {
  return {
    ...lifeView(story),
    history: story.moves.map(({ at, event, fromState, state, because, found, actorKind }) => ({
      ...{ at: at.toISOString(), event, from: fromState, state, because, found },
      by: actorKind === 'person' ? ('person' as const) : ('system' as const),
    })),
    ifRetired: story.troubles.map((trouble) => ({ ...trouble })),
  };
}

export function bankPage(
  language: Language,
  { items }: { items: readonly LivingItem[] },
  category: string,
): Record<string, unknown> {
  const rank = ({ life }: LivingItem): number =>
    life?.isProposed && stateOf(life) !== 'watch' ? 0.5 : ORDER.indexOf(stateOf(life));
  const rows = [...items]
    .sort((one, two) => rank(one) - rank(two) || (one.item.id < two.item.id ? -1 : 1))
    .map(({ item, life }) => ({
      ...{ itemId: item.id, href: calibrationsPaths.life({ category, itemId: item.id }) },
      ...{ ...stateTag(language, stateOf(life)), at: life?.at ?? null },
      why: life ? whyOf(language, life.because) : '',
      proposed: life?.isProposed === true,
    }));
  return { rows, heading: t(language, 'calibrations.bank_title', { category }) };
}

export function lifePage(
  language: Language,
  story: ItemStory,
  form: { readonly reason?: unknown; readonly error?: string } = {},
): Record<string, unknown> {
  const { item, life, category, moves, troubles } = story;
  const state = stateOf(life);
  const place = { category: category.category, itemId: item.id };
  return {
    ...{ itemId: item.id, stem: item.body.stem[language], ...stateTag(language, state) },
    backHref: calibrationsPaths.bank({ category: category.category }),
    backLabel: t(language, 'calibrations.bank_title', { category: category.category }),
    proposed: life?.isProposed === true,
    meaning: t(language, `calibrations.life_${key(state)}_text`),
    retireAction: state === 'retired' ? null : calibrationsPaths.retirement(place),
    returnAction:
      state === 'retired' || state === 'watch' || life?.isProposed ? calibrationsPaths.return(place) : null,
    returnLabel: t(language, state === 'retired' ? 'calibrations.put_back' : 'calibrations.keep'),
    notes: itemNotes(item.body).map((note) => noteText(language, note)),
    troubles: troubles.map((trouble) => troubleText(language, trouble)),
    history: moves.map((move) => historyLine(language, move)),
    reason: typeof form.reason === 'string' ? form.reason : '',
    error: form.error ?? null,
  };
}

function historyLine(language: Language, move: ToldMove): Record<string, unknown> {
  const { actorKind, by, because, found } = move;
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 2 });
  const who =
    actorKind === 'person'
      ? (by ?? t(language, 'calibrations.life_somebody'))
      : t(language, 'calibrations.life_system');
  const why = whyOf(language, because);
  return {
    ...{ at: move.at, who, tone: TONES[move.state] },
    title: t(language, `calibrations.event_${key(move.event)}`),
    why: found === null ? why : `${why} (${number.format(found)})`,
    state: t(language, `calibrations.life_${key(move.state)}`),
  };
}

/** What the night wrote is a code or several; what a person wrote is shown as it is. */
function whyOf(language: Language, because: string | null): string {
  if (because === null || because === 'person') return '';
  const codes = because.split(' ');
  const gates: readonly string[] = GATE_REASONS;
  if (codes.every((code) => gates.includes(code)))
    return [...new Set(codes)].map((code) => t(language, `calibrations.gate_${key(code)}`)).join(' ');
  const alarms: readonly string[] = ['drift', 'frozen', 'exposure'];
  return alarms.includes(because) ? t(language, `calibrations.because_${because}`) : because;
}

function troubleText(language: Language, trouble: BankTrouble): string {
  if (trouble.kind === 'asked-too-often') {
    const percent = new Intl.NumberFormat(language, { style: 'percent' });
    const [before, after] = [percent.format(trouble.before), percent.format(trouble.after)];
    return t(language, 'calibrations.trouble_asked_too_often', { before, after });
  }
  const { kind, ...counts } = trouble;
  return t(language, `calibrations.trouble_${key(kind)}`, counts);
}

function noteText(language: Language, { kind, ...found }: ItemNote): string {
  const text = t(language, `calibrations.note_${key(kind)}`, found);
  return 'language' in found ? `${t(language, `calibrations.in_${found.language}`)}: ${text}` : text;
}

const stateOf = (life: LivingItem['life']): ItemState => life?.state ?? 'pilot';

function stateTag(language: Language, state: ItemState): { state: string; tone: string } {
  return { state: t(language, `calibrations.life_${key(state)}`), tone: TONES[state] };
}
