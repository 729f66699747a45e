import { type Content, fillEmployerWords, type Item } from '#content';
import { parseConfig } from '#kernel';
import { catalogueConfig, employerNames } from '../../libs/catalogue/src/catalogue.config.js';
import type { Recorded } from './byte-recorder.js';

/** Names under which the product keeps what nobody may see; as a field of JSON or an attribute of a page. */
const SECRET_FIELDS =
  'itemId itemVersion objective difficulty discrimination parameters seed theta standardError ratio cut bounds sprt basis logLikelihood quotaGaps verdict classification rapid personFit points isKey key correct accept why rule family excluded atCap blueprintId pool b a';
const FIELD = new RegExp(
  `["'](?:${SECRET_FIELDS.split(' ').join('|')})["']\\s*:|\\bdata-(?:key|correct|right|id|item|skill|points)=`,
);
/** Short parts of a sentence could stand anywhere; so long ones do not. */
const FRAGMENT = 18;

interface Secret {
  readonly what: string;
  readonly text: string;
}

/** All that could give an answer away, of every item of the bank, in both languages as people would read it. */
export class ExamSecrets {
  private readonly everywhere: Secret[] = [];
  private readonly skills: Secret[];

  private readonly items: readonly Item[];

  constructor({ items, lessons }: Pick<Content, 'items' | 'lessons'>) {
    this.items = items;
    const names = employerNames(parseConfig({}).get(catalogueConfig));
    // What a lesson promises is told to everybody, and a rule may say it again.
    const promises = lessons.flatMap(({ text }) => [text.nl.summary, text.en.summary]);
    const shown = [...items.flatMap(shownTexts), ...promises].map(squeeze).join('\n');
    for (const item of items) {
      this.everywhere.push({ what: 'item id', text: item.id });
      for (const language of ['nl', 'en'] as const)
        for (const text of explanationsOf(item)) {
          const whole = squeeze(fillEmployerWords(text[language], names[language]));
          // Sentence by sentence, and in pieces where emphasis or code would cut it apart in a page.
          for (const piece of whole.split(/[*_`[\]{}<>|\\]+|(?<=[.!?])\s/).map((part) => part.trim()))
            if (piece.length >= FRAGMENT && !shown.includes(piece))
              this.everywhere.push({ what: `explanation of ${item.id}`, text: piece });
        }
      for (const pattern of patternsOf(item))
        this.everywhere.push({ what: `pattern of ${item.id}`, text: pattern });
    }
    this.skills = [...new Set(items.map(({ skill }) => skill))].map((text) => ({ what: 'skill id', text }));
  }

  get size(): number {
    return this.everywhere.length;
  }

  /** Values that only the database knows: seeds, fingerprints, estimates. */
  add(what: string, values: readonly string[]): void {
    for (const text of new Set(values)) this.everywhere.push({ what, text });
  }

  /** What of it stands in a response, in whatever wrapping: markup, entities, JSON, percent signs, base64. */
  leaksIn(record: Recorded): string[] {
    const texts = wrappings(`${record.head}\n${record.body}`);
    const found = this.everywhere.filter(({ text }) => texts.some((each) => each.includes(text)));
    const leaks = found.map(({ what, text }) => `${what}: ${text}`);
    if (isQuestion(record)) leaks.push(...this.leaksAround(record, texts));
    return leaks.map((leak) => `${record.method} ${record.path}: ${leak}`);
  }

  /** Around a question more is secret: which skill it belongs to, ids of its parts, and every field about it. */
  private leaksAround(record: Recorded, texts: readonly string[]): string[] {
    const leaks = this.skills
      .filter(({ text }) => texts.some((each) => each.includes(text)))
      .map(({ what, text }) => `${what}: ${text}`);
    const field = FIELD.exec(record.body)?.[0];
    if (field) leaks.push(`field ${field}`);
    const main = record.type.includes('html')
      ? (/<main[^]*<\/main>/.exec(record.body)?.[0] ?? '')
      : record.body;
    const ids = new Set(this.items.flatMap(partIds));
    for (const [, value = ''] of main.matchAll(
      /(?:value|id|name|for|data-[a-z]+|"(?:id|token|value|name)")\s*[=:]\s*"([^"]*)"/g,
    ))
      if (ids.has(value)) leaks.push(`id of a part: ${value}`);
    if (main.includes('<!--')) leaks.push('a comment');
    return leaks;
  }
}

/** Pages and answers that hold a question of an exam, or could. */
export const isQuestion = ({ path }: Recorded): boolean =>
  /^\/(api\/v1\/attempts|exams\/attempts)\b/.test(path) && !/\/(result|progress)\b/.test(path);

/**
 * The ways in which the choices of a question are written, text and place left out. One per group: more than one would
 * set a choice apart.
 */
export function shapesOf(html: string): string[][] {
  const plainly = (part: string): string =>
    part
      .replace(/<(span|label|option)\b([^>]*)>[^<]*<\/\1>/g, '<$1$2></$1>')
      .replace(/ aria-label="[^"]*"/g, ' aria-label=""')
      .replace(/ (?:selected|checked)(?=[ >])/g, '')
      .replace(/\d+/g, '#')
      .replace(/\s+/g, ' ');
  const groups = [
    ...(html.match(/<fieldset class="scene[^]*?<\/fieldset>/g) ?? [html]).map((part) =>
      part.match(/<label class="opt[^]*?<\/label>/g),
    ),
    html.match(/<foreignObject\b[^]*?<\/foreignObject>/g),
    /<fieldset class="order[^]*?<\/fieldset>/.exec(html)?.[0].match(/<li\b[^]*?<\/li>/g),
    html.match(/<select[^>]*name="match_[^]*?<\/select>/g),
    html.match(/<option value="\d+"[^>]*>[^]*?<\/option>/g),
  ];
  return groups.flatMap((group) => (group ? [[...new Set(group.map(plainly))]] : []));
}

type Both = { readonly nl: string; readonly en: string };

function explanationsOf(item: Item): Both[] {
  const of = (parts: readonly { readonly why?: Both | undefined }[]): Both[] =>
    parts.flatMap(({ why }) => why ?? []);
  switch (item.type) {
    case 'single':
    case 'multiple':
      return [item.rule, ...of(item.options)];
    case 'order':
      return [item.rule, ...of(item.steps)];
    case 'match':
      return [item.rule, ...Object.values(item.why)];
    case 'scenario':
      return [item.rule, ...item.steps.flatMap(({ options }) => of(options))];
    case 'hotspot':
      return [item.rule, ...of(item.areas)];
    case 'text':
      return [item.rule, item.why, item.example, ...of(item.near)];
  }
}

function shownTexts(item: Item): string[] {
  const alt = item.type === 'hotspot' ? [item.alt] : [];
  return [item.stem, ...alt, ...partsOf(item).map(({ text }) => text)].flatMap(({ nl, en }) => [nl, en]);
}

/** What somebody chooses, moves or pairs. */
function partsOf(item: Item): readonly { readonly id: string; readonly text: Both }[] {
  switch (item.type) {
    case 'single':
    case 'multiple':
      return item.options;
    case 'order':
      return item.steps;
    case 'match':
      return [...item.left, ...item.right];
    case 'scenario':
      return item.steps.flatMap((step) => [step, ...step.options]);
    case 'hotspot':
      return item.areas;
    case 'text':
      return [];
  }
}

const patternsOf = (item: Item): string[] =>
  item.type === 'text' ? [...item.accept, ...item.near].map(({ pattern }) => pattern) : [];

const partIds = (item: Item): string[] => partsOf(item).map(({ id }) => id);

const squeeze = (text: string): string => text.replace(/\s+/g, ' ').trim();

const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
};

const withoutEntities = (text: string): string =>
  text.replace(
    /&(?:#x([0-9a-f]+)|#(\d+)|([a-z]+));/gi,
    (whole, hex?: string, decimal?: string, name?: string) =>
      hex
        ? String.fromCodePoint(parseInt(hex, 16))
        : decimal
          ? String.fromCodePoint(Number(decimal))
          : (NAMED[name ?? ''] ?? whole),
  );

function wrappings(text: string): string[] {
  const plain = withoutEntities(text);
  const bare = plain.replace(/<[^>]+>/g, ' ');
  const escaped = plain
    .replace(/\\u([0-9a-f]{4})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
    .replace(/\\n/g, ' ')
    .replace(/\\(["'/\\])/g, '$1');
  const percent = plain.replace(/(?:%[0-9a-f]{2})+/gi, (run) =>
    Buffer.from(run.replaceAll('%', ''), 'hex').toString('utf8'),
  );
  const base64 = [...plain.matchAll(/[A-Za-z0-9+/_-]{20,}={0,2}/g)].map(([run]) =>
    Buffer.from(run, 'base64').toString('utf8'),
  );
  return [text, plain, bare, escaped, percent, base64.join('\n')].map(squeeze);
}
