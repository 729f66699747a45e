import { fillEmployerWords } from '#content';
import { parseConfig } from '#kernel';
import { catalogueConfig, employerNames } from '../../libs/catalogue/src/catalogue.config.js';
import type { AnswerSheet } from '../support/answers.js';

interface Part {
  readonly token: string;
  readonly text: string;
}

/** A question as the API gives it. */
export interface ApiQuestion {
  readonly position: number;
  readonly stem: string;
  readonly options?: readonly Part[];
  readonly steps?: readonly (Part & { readonly options?: readonly Part[] })[];
  readonly areas?: readonly Part[];
  readonly left?: readonly Part[];
  readonly right?: readonly Part[];
}

type Both = { readonly nl: string; readonly en: string };

/** The body of a right or a wrong answer to a question of the API, found by its texts. */
export function apiAnswer(
  sheet: AnswerSheet,
  question: ApiQuestion,
  right: boolean,
): Record<string, unknown> {
  const { item, language } = sheet.find(question.stem.replaceAll('&', '&amp;').replaceAll('<', '&lt;'));
  const names = employerNames(parseConfig({}).get(catalogueConfig))[language];
  const say = (text: Both): string => fillEmployerWords(text[language], names);
  const token = (parts: readonly Part[] | undefined, text: string): string => {
    const found = parts?.find((part) => part.text === text);
    if (!found) throw new Error(`The API does not show "${text}" of ${item.id}.`);
    return found.token;
  };
  switch (item.type) {
    case 'single':
      return { option: token(question.options, say(optionOf(item.options, right))) };
    case 'multiple': {
      const wanted = item.options.filter(({ key }) => (key ?? false) === right).slice(0, item.choose);
      return { options: wanted.map(({ text }) => token(question.options, say(text))) };
    }
    case 'order': {
      const order = item.steps.map(({ text }) => token(question.steps, say(text)));
      return { order: right ? order : order.reverse() };
    }
    case 'match': {
      const textOf = (parts: readonly { id: string; text: Both }[], id: string) =>
        say(parts.find((part) => part.id === id)!.text);
      const pairs = item.pairs.map(([left, partner]) => [
        token(question.left, textOf(item.left, left)),
        token(question.right, textOf(item.right, partner)),
      ]);
      const partners = pairs.map(([, partner]) => partner);
      return {
        pairs: Object.fromEntries(
          pairs.map(([left, partner], i) => [left, right ? partner : partners[(i + 1) % partners.length]]),
        ),
      };
    }
    case 'scenario': {
      const chosen = item.steps.map((step) => {
        const shown = question.steps?.find(({ text }) => text === say(step.text));
        return [
          token(question.steps, say(step.text)),
          token(shown?.options, say(optionOf(step.options, right))),
        ];
      });
      return { steps: Object.fromEntries(chosen) as Record<string, string> };
    }
    case 'hotspot':
      return { area: token(question.areas, say(optionOf(item.areas, right))) };
    case 'text':
      return { text: right ? item.example[language] : 'xyzzy' };
  }
}

function optionOf(
  options: readonly { readonly key?: true | undefined; readonly text: Both }[],
  right: boolean,
): Both {
  const found = options.find(({ key }) => (key ?? false) === right);
  if (!found) throw new Error('The item has no such option.');
  return found.text;
}
