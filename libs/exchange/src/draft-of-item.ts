import { perLanguage, type Item } from '#content';
import type { Draft, DraftOption, Question } from './draft.js';

/** One of our items in the shape between formats. Nothing of it is left out. */
export function draftOfItem(item: Item, category: readonly string[], number: number): Draft {
  const { id, version, skill, use, status, family, objective, bloom, digcomp, difficulty, time_s, review } =
    item;
  return {
    numbers: [number],
    name: id,
    category,
    stem: item.stem,
    rule: item.rule,
    details: {
      id,
      version,
      skill,
      use,
      status,
      ...(family === undefined ? {} : { family }),
      objective,
      bloom,
      digcomp,
      difficulty,
      time_s,
      review,
    },
    question: questionOf(item),
  };
}

function questionOf(item: Item): Question {
  switch (item.type) {
    case 'single':
    case 'multiple':
      return {
        type: item.type,
        shuffle: item.shuffle,
        scoring: item.type === 'multiple' ? item.scoring.mode : 'partial',
        options: item.options.map(option),
      };
    case 'order':
      return { type: 'order', steps: item.steps, accept: item.accept };
    case 'match':
      return { type: 'match', left: item.left, right: item.right, pairs: item.pairs, why: item.why };
    case 'scenario':
      return {
        type: 'scenario',
        scoring: item.scoring.mode,
        steps: item.steps.map((step) => ({ ...step, options: step.options.map(option) })),
      };
    case 'hotspot':
      return {
        ...{ type: 'hotspot', picture: perLanguage(item.picture), alt: item.alt },
        areas: item.areas.map((area) => ({ ...option(area), at: area.at })),
      };
    case 'text':
      return { type: 'text', accept: item.accept, near: item.near, why: item.why, example: item.example };
  }
}

type Option = Extract<Item, { type: 'single' }>['options'][number];

const option = ({ id, key, text, why }: Option): DraftOption => ({ id, key: key === true, text, why });
