import type { Item } from '#content';
import type { SeenPage } from '../support/visitor.js';

/** Attributes for scripts that may stand around a question: keyboard, timer, order and confirmation. */
const KNOWN_DATA = new Set(
  'keys timer say clock timer-toggle order up down place dialog dialog-close'
    .split(' ')
    .map((name) => `data-${name}`),
);

/** What of an item's secrets stands in a page or an answer: ids, explanations, the rule, numbers about it. */
export function leaksOf(item: Item, text: string, { skillIsSecret = true } = {}): string[] {
  const plain = text
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
  const parts = partsOf(item);
  const explanations = [item.rule, ...parts.map(({ why }) => why)].flatMap((why) => [why?.nl, why?.en]);
  const secrets = [
    item.id,
    ...(skillIsSecret ? [item.skill, `"${item.objective}"`] : []),
    // Up to the first word that the employer or the markup fills in.
    ...explanations
      .map((why) => why?.split(/[*`[{]/)[0]?.trim())
      .filter((why) => why !== undefined && why.length > 20),
    ...parts.flatMap(({ id }) => [`value="${id}"`, `"id":"${id}"`]),
    'discrimination',
    '"difficulty"',
    '"theta"',
    '"points"',
    'itemId',
  ];
  return secrets
    .filter((secret) => secret !== undefined && plain.includes(secret))
    .map((secret) => `${item.id}: ${String(secret)}`);
}

function partsOf(item: Item): { id: string; why?: { nl: string; en: string } }[] {
  switch (item.type) {
    case 'single':
    case 'multiple':
      return [...item.options];
    case 'order':
      return [...item.steps];
    case 'match':
      return [...item.left.map(({ id }) => ({ id, why: item.why[id] })), ...item.right].map(
        ({ id, ...rest }) => ({ id, ...('why' in rest && rest.why ? { why: rest.why } : {}) }),
      );
    case 'text':
      return [{ id: item.id, why: item.why }];
    case 'scenario':
      return item.steps.flatMap(({ id, options }) => [{ id }, ...options]);
    case 'hotspot':
      return [...item.areas];
  }
}

/** Options whose markup differs in anything but their place and their text. */
export function differencesOf(page: SeenPage): string[] {
  const options = [...page.html.matchAll(/<label class="opt[^]*?<\/label>/g)].map(([html]) =>
    html
      .replace(/<span class="opt-text">[^]*?<\/span>/, '')
      .replace(/(value|id|for|aria-keyshortcuts)="[^"]*"/g, '')
      // Each step of a scenario has a field of its own.
      .replace(/name="step_\d+"/, 'name="step"')
      .replace(/<kbd[^]*?<\/kbd>/, '')
      .replace(/\s+/g, ' '),
  );
  return new Set(options).size > 1 ? [`options look different: ${[...new Set(options)].join(' | ')}`] : [];
}

export function strangeData(page: SeenPage): string[] {
  const main = /<main[^]*<\/main>/.exec(page.html)?.[0] ?? '';
  const names = [...main.matchAll(/\s(data-[a-z-]+)[=\s>]/g)].map(([, name = '']) => name);
  const comments = main.match(/<!--/) ? ['a comment'] : [];
  return [...names.filter((name) => !KNOWN_DATA.has(name)), ...comments];
}
