import type { Skill } from '#content';
import type { FormErrors, Language } from '#kernel';
import { t } from '#ui';
import { type CardText, DEVICES, textFor } from './card.js';
import type { CardRow, VersionRow } from './cards.queries.js';
import type { ShelfCard } from './cards.service.js';
import type { GapRow } from './gaps.queries.js';
import { knowledgePaths } from './knowledge.paths.js';

type Fields = Readonly<Record<string, unknown>>;

/** Cards that want a look first, then the rest by title; and what nobody finds. */
export function shelfPage(language: Language, cards: readonly ShelfCard[], gaps: readonly GapRow[]) {
  const rows = cards.map((card) => {
    const text = textFor(card.body, language);
    const said = card.solved + card.almost + card.refused;
    const flags = [
      ...(card.isDisputed ? [{ text: t(language, 'knowledge.disputed'), tone: 'bad' }] : []),
      ...(card.isStale ? [{ text: t(language, 'knowledge.stale_short'), tone: 'warn' }] : []),
      ...(card.state === 'published'
        ? []
        : [{ text: t(language, `knowledge.state_${card.state}`), tone: 'info' }]),
      ...(card.isEdited && card.key ? [{ text: t(language, 'knowledge.edited_here'), tone: 'muted' }] : []),
    ];
    return {
      ...{
        flags,
        said,
        title: text?.text.title || card.slug,
        href: knowledgePaths.editCard({ id: card.id }),
      },
      helped: said === 0 ? null : (card.solved + card.almost / 2) / said,
      ...{
        reviewBy: card.reviewBy,
        owner: card.owner,
        isUrgent: card.isDisputed || card.isStale || card.state === 'draft',
      },
    };
  });
  rows.sort((a, b) => Number(b.isUrgent) - Number(a.isUrgent) || a.title.localeCompare(b.title, language));
  return {
    cards: rows,
    gaps: gaps.map(({ text, count, lastAt }) => ({
      ...{ text, count, lastAt },
      href: knowledgePaths.newCard({ title: text.slice(0, 70) }),
    })),
    heads: ['card', 'state', 'helped', 'review_by', 'owner'].map((key) => ({
      label: t(language, `knowledge.head_${key}`),
    })),
    gapHeads: ['words', 'times', 'last', 'do'].map((key) => ({
      label: t(language, `knowledge.head_${key}`),
    })),
  };
}

/** A card as the fields of the editor's form; for no card the fields of an empty one. */
export function cardFields(card: CardRow | null): Record<string, unknown> {
  const perLanguage = (language: 'nl' | 'en', text: CardText | null | undefined) => ({
    [`${language}Title`]: text?.title ?? '',
    [`${language}Summary`]: text?.summary ?? '',
    [`${language}Words`]: text?.words.join(', ') ?? '',
    [`${language}Steps`]: text?.steps.join('\n') ?? '',
    [`${language}Otherwise`]: text?.otherwise ?? '',
    ...Object.fromEntries(
      DEVICES.map((device) => [
        `${language}_${device}`,
        text?.variants.find((variant) => variant.device === device)?.steps.join('\n') ?? '',
      ]),
    ),
  });
  return {
    ...{
      skill: card?.skill ?? '',
      minutes: card?.minutes ?? 3,
      reviewBy: card?.reviewBy ?? '',
      state: card?.state ?? 'draft',
    },
    ...perLanguage('nl', card?.body.nl),
    ...perLanguage('en', card?.body.en),
  };
}

/** How both languages will read, from the form's fields as they are now. */
export function previewOf(fields: Fields, fill: (text: string, language: 'nl' | 'en') => string) {
  const text = (name: string): string => (typeof fields[name] === 'string' ? fields[name] : '');
  return (['nl', 'en'] as const).map((lang) => ({
    lang,
    title: fill(text(`${lang}Title`), lang),
    summary: fill(text(`${lang}Summary`), lang),
    steps: text(`${lang}Steps`)
      .split(/\r?\n/)
      .filter((line) => line.trim() !== '')
      .map((line) => fill(line.replace(/^\s*(?:[-*]|\d+[.)])\s+/, ''), lang)),
    otherwise: fill(text(`${lang}Otherwise`), lang),
  }));
}

export function editorPage(
  language: Language,
  given: {
    readonly action: string;
    readonly fields: Fields;
    readonly skills: readonly Skill[];
    readonly preview: ReturnType<typeof previewOf>;
    readonly found?: { readonly card: CardRow; readonly versions: readonly VersionRow[] } | undefined;
    readonly errors?: FormErrors | undefined;
  },
) {
  const { action, fields, skills, preview, found, errors } = given;
  const side = (lang: 'nl' | 'en') => {
    const field = (name: string, kind: 'text' | 'area', rows = 2) => ({
      ...{ name: `${lang}${name}`, isArea: kind === 'area', rows, lang },
      label: t(language, `knowledge.field_${name.toLowerCase()}`),
      hint: t(language, `knowledge.hint_${name.toLowerCase()}`),
      ...{ value: fields[`${lang}${name}`], error: errors?.[`${lang}${name}`] },
    });
    return {
      title: t(language, `knowledge.language_${lang}`),
      fields: [
        field('Title', 'text'),
        field('Summary', 'area'),
        field('Words', 'area'),
        { ...field('Steps', 'area', 8), toolbar: `f-${lang}Steps` },
        field('Otherwise', 'area'),
      ],
      devices: DEVICES.map((device) => ({
        ...{
          name: `${lang}_${device}`,
          lang,
          value: fields[`${lang}_${device}`],
          error: errors?.[`${lang}_${device}`],
        },
        label: t(language, `knowledge.device_${device}`),
      })),
      isOpen: DEVICES.some((device) => Boolean(fields[`${lang}_${device}`])),
    };
  };
  return {
    ...{
      action,
      preview,
      errors,
      skill: fields['skill'],
      minutes: fields['minutes'],
      reviewBy: fields['reviewBy'],
    },
    ...{ state: fields['state'], sides: [side('nl'), side('en')] },
    labels: labelsOf(language),
    skills: skills.map(({ id, name }) => ({ value: id, label: name[language] })),
    states: (['draft', 'published', 'retired'] as const).map((value) => ({
      value,
      label: t(language, `knowledge.state_${value}`),
    })),
    versions: found?.versions,
    credited: found?.card.credited,
    reviewAction: found && knowledgePaths.reviewCard({ id: found.card.id }),
    cardHref: found?.card.state === 'published' ? knowledgePaths.card({ slug: found.card.slug }) : null,
  };
}

function labelsOf(language: Language): Record<string, string> {
  const names = ['Title', 'Summary', 'Words', 'Steps', 'Otherwise'];
  return Object.fromEntries([
    ...(['skill', 'minutes', 'reviewBy', 'state'] as const).map((name) => [
      name,
      t(language, `knowledge.field_${name.toLowerCase()}`),
    ]),
    ...(['nl', 'en'] as const).flatMap((lang) => [
      ...names.map((name) => [
        `${lang}${name}`,
        `${t(language, `knowledge.field_${name.toLowerCase()}`)} (${lang})`,
      ]),
      ...DEVICES.map((device) => [
        `${lang}_${device}`,
        `${t(language, `knowledge.device_${device}`)} (${lang})`,
      ]),
    ]),
  ]) as Record<string, string>;
}
