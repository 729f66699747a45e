/** A milestone while HR is still writing it: the fields of the form, complete or not; and the input they make. Pure. */
import { type DraftGroup, EMPTY_DRAFT, readDraft, toDraft, toRule } from '#audiences';
import { milestoneInput, type MilestoneInput, TEXT_MAX, TITLE_MAX } from './roadmap.schemas.js';

const TEXTS = [
  'titleNl',
  'titleEn',
  'textNl',
  'textEn',
  'category',
  'target',
  'dueOn',
  'announcementNl',
  'announcementEn',
  'announceOn',
] as const;
type TextField = (typeof TEXTS)[number];

export interface MilestoneDraft extends Readonly<Record<TextField, string>> {
  readonly rule: DraftGroup;
}

export const NEW_MILESTONE: MilestoneDraft = {
  titleNl: '',
  titleEn: '',
  textNl: '',
  textEn: '',
  category: '',
  target: '80',
  dueOn: '',
  announcementNl: '',
  announcementEn: '',
  announceOn: '',
  rule: EMPTY_DRAFT,
};

/** The draft in a submitted form; nothing is refused here, so that nothing typed is lost. */
export function readMilestoneDraft(body: Record<string, unknown>): MilestoneDraft {
  const text = (name: string): string => (typeof body[name] === 'string' ? body[name].slice(0, 10_000) : '');
  const texts = Object.fromEntries(TEXTS.map((name) => [name, text(name)])) as Record<TextField, string>;
  return { ...texts, rule: readDraft(body) };
}

export type Completed =
  | { readonly ok: true; readonly input: MilestoneInput }
  | { readonly ok: false; readonly errors: Readonly<Record<string, string>> };

/**
 * What the draft says when it is complete, else a message per field. A message needs all three: Dutch, English and its
 * day; with all three empty there is no message.
 */
export function complete(draft: MilestoneDraft): Completed {
  const errors: Record<string, string> = {};
  const text = (field: TextField, most: number): string => {
    const value = draft[field].trim();
    if (value === '') errors[field] = 'roadmap.error_fill_in';
    else if (value.length > most) errors[field] = 'roadmap.error_too_long';
    return value;
  };
  const day = (field: TextField): string => {
    const value = draft[field].trim();
    if (!milestoneInput.shape.dueOn.safeParse(value).success) errors[field] = 'roadmap.error_day';
    return value;
  };
  const rule = toRule(draft.rule);
  if (!rule.ok) Object.assign(errors, rule.errors);
  if (draft.category === '') errors['category'] = 'roadmap.error_category';
  const target = Number(draft.target.trim());
  if (!milestoneInput.shape.target.safeParse(target).success) errors['target'] = 'roadmap.error_target';
  const message = [draft.announcementNl, draft.announcementEn, draft.announceOn];
  const input = {
    title: { nl: text('titleNl', TITLE_MAX), en: text('titleEn', TITLE_MAX) },
    text: { nl: text('textNl', TEXT_MAX), en: text('textEn', TEXT_MAX) },
    category: draft.category,
    rule: rule.ok ? rule.rule : undefined,
    target,
    dueOn: day('dueOn'),
    announcement: message.every((part) => part.trim() === '')
      ? null
      : { nl: text('announcementNl', TEXT_MAX), en: text('announcementEn', TEXT_MAX), on: day('announceOn') },
  };
  if (Object.keys(errors).length > 0) return { ok: false, errors };
  const parsed = milestoneInput.safeParse(input);
  return parsed.success
    ? { ok: true, input: parsed.data }
    : { ok: false, errors: { category: 'roadmap.error_category' } };
}

/** The draft with which HR goes on from what is there. */
export function draftOf(input: MilestoneInput): MilestoneDraft {
  return {
    titleNl: input.title.nl,
    titleEn: input.title.en,
    textNl: input.text.nl,
    textEn: input.text.en,
    category: input.category,
    target: String(input.target),
    dueOn: input.dueOn,
    announcementNl: input.announcement?.nl ?? '',
    announcementEn: input.announcement?.en ?? '',
    announceOn: input.announcement?.on ?? '',
    rule: toDraft(input.rule),
  };
}
