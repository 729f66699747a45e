import type { LevelBand } from '#assessment';
import type { Language } from '#kernel';
import { t } from '#ui';
import { midnightsBetween } from './days.js';
import type { PlannedItem } from './practice-plan.js';
import type { SkillProgress } from './skill-states.js';

/** When and to whom it is said. */
interface Moment {
  /** Epoch milliseconds. */
  readonly now: number;
  readonly zone: string;
  readonly language: Language;
}

/** Why this question now, in one sentence; null for rounds from before reasons were kept with their days. */
export function whyNow(planned: PlannedItem | undefined, language: Language): string | null {
  if (!planned) return null;
  const { why, days } = planned;
  if (why === 'random' || why === 'audit') return t(language, `attempts.why_${why}`);
  if (days === undefined) return null;
  if (days === null) return t(language, `attempts.why_${why === 'chosen' ? 'chosen_new' : 'new'}`);
  return t(language, `attempts.why_${why}`, { days });
}

/** Why practice without a choice begins where it does, with the skill's name. */
export function whyWeakest(
  { answered, lastAt }: SkillProgress,
  name: string,
  { now, zone, language }: Moment,
): string {
  if (answered === 0 || lastAt === null) return t(language, 'attempts.why_skill_new', { skill: name });
  return t(language, 'attempts.why_skill_weakest', {
    skill: name,
    days: midnightsBetween(lastAt, now, zone),
  });
}

/** Why a skill that somebody chose: when they met it last. */
export function whyChosen(lastAt: number | null, { now, zone, language }: Moment): string {
  return lastAt === null
    ? t(language, 'attempts.why_chosen_new')
    : t(language, 'attempts.why_chosen', { days: midnightsBetween(lastAt, now, zone) });
}

/** How sure the word for a skill is, in words: between which words the truth lies. */
export function bandWords({ from, to }: LevelBand, language: Language): string {
  return t(language, from === to ? 'attempts.band_firm' : `attempts.band_${from}_${to}`);
}
