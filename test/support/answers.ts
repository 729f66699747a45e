import { fillEmployerWords, type Item } from '#content';
import { catalogueConfig, employerNames } from '../../libs/catalogue/src/catalogue.config.js';
import { parseConfig } from '#kernel';
import { shippedContent } from './content.js';

type Fields = Record<string, string | string[]>;
type Lang = 'nl' | 'en';

/** What somebody who knows (or doesn't know) the answers fills in: finds the item on a page by its question. */
export class AnswerSheet {
  private constructor(private readonly items: readonly { item: Item; language: Lang; stem: string }[]) {}

  static async load(): Promise<AnswerSheet> {
    const { items } = await shippedContent();
    const names = employerNames(parseConfig({}).get(catalogueConfig));
    return new AnswerSheet(
      items.flatMap((item) =>
        (['nl', 'en'] as const).map((language) => ({
          item,
          language,
          stem: squeeze(fillEmployerWords(item.stem[language], names[language])),
        })),
      ),
    );
  }

  /** The item that a page asks, in the language in which it asks. */
  find(html: string): { item: Item; language: Lang } {
    const text = squeeze(plain(html));
    const found = this.items
      .filter(({ stem }) => text.includes(stem))
      .sort((a, b) => b.stem.length - a.stem.length)[0];
    if (!found) throw new Error(`No known question on this page: ${text.slice(0, 600)}`);
    return found;
  }

  /** The form fields of a right or a wrong answer to the item on this page. */
  fields(html: string, right: boolean): Fields {
    const { item, language } = this.find(html);
    const names = employerNames(parseConfig({}).get(catalogueConfig))[language];
    const say = (text: { nl: string; en: string }) => squeeze(fillEmployerWords(text[language], names));
    switch (item.type) {
      case 'single':
        return { option: chosenOf(html, 'option', item.options, right, say) ?? missing(item.id) };
      case 'multiple': {
        const keys = item.options
          .filter((option) => (option.key ?? false) === right)
          .map(({ text }) => say(text));
        const values = optionsOf(html, 'options')
          .filter(({ label }) => keys.includes(label))
          .map(({ value }) => value);
        return { options: values.slice(0, item.choose) };
      }
      case 'order': {
        const order = item.steps.map(({ text }) => say(text));
        const rows = [
          ...html.matchAll(/<li[^>]*><select name="([^"]+)"[^]*?<\/select><span>([^]*?)<\/span>/g),
        ];
        return Object.fromEntries(
          rows.map(([, name = '', label = '']) => {
            const place = order.indexOf(squeeze(plain(label)));
            return [name, String(right ? place + 1 : order.length - place)];
          }),
        );
      }
      case 'match': {
        const partner = new Map(
          item.pairs.map(([left, other]) => [say(textOf(item.left, left)), say(textOf(item.right, other))]),
        );
        const selects = [
          ...html.matchAll(
            /<label for="[^"]*">([^]*?)<\/label>\s*(?:<p[^]*?<\/p>\s*)?<select([^>]*)>([^]*?)<\/select>/g,
          ),
        ];
        return Object.fromEntries(
          selects.map(([, label = '', attributes = '', inner = '']) => {
            const name = /name="([^"]+)"/.exec(attributes)?.[1] ?? '';
            const choices = [...inner.matchAll(/<option value="([^"]+)"[^>]*>([^]*?)<\/option>/g)].map(
              ([, value = '', text = '']) => ({ value, text: squeeze(plain(text)) }),
            );
            const wanted = partner.get(squeeze(plain(label)));
            const chosen = choices.find(({ text }) => (text === wanted) === right);
            return [name, chosen?.value ?? missing(item.id)];
          }),
        );
      }
      case 'scenario': {
        const sets = html.match(/<fieldset class="scene[^]*?<\/fieldset>/g) ?? [];
        return Object.fromEntries(
          item.steps.map((step, index) => {
            const name = `step_${index + 1}`;
            const set = sets.find((one) => squeeze(plain(one)).includes(say(step.text))) ?? missing(item.id);
            return [name, chosenOf(set, name, step.options, right, say) ?? missing(item.id)];
          }),
        );
      }
      case 'hotspot':
        return { area: chosenOf(html, 'area', item.areas, right, say) ?? missing(item.id) };
      case 'text':
        return { text: right ? item.example[language] : 'xyzzy' };
    }
  }
}

const textOf = (list: readonly { id: string; text: { nl: string; en: string } }[], id: string) =>
  list.find((entry) => entry.id === id)?.text ?? missing(id);

function missing(what: string): never {
  throw new Error(`The page does not show what the item ${what} has.`);
}

/** The value of the first choice on the page that is right, or that is wrong. */
function chosenOf(
  html: string,
  name: string,
  choices: readonly { readonly key?: true | undefined; readonly text: { nl: string; en: string } }[],
  right: boolean,
  say: (text: { nl: string; en: string }) => string,
): string | undefined {
  const wanted = choices.filter(({ key }) => (key ?? false) === right).map(({ text }) => say(text));
  return optionsOf(html, name).find(({ label }) => wanted.includes(label))?.value;
}

function optionsOf(html: string, name: string): { value: string; label: string }[] {
  return [
    ...html.matchAll(
      new RegExp(
        `<input[^>]*name="${name}" value="([^"]+)"[^>]*>\\s*<span class="opt-text">([^]*?)</span>`,
        'g',
      ),
    ),
  ].map(([, value = '', label = '']) => ({ value, label: squeeze(plain(label)) }));
}

const squeeze = (text: string): string => text.replace(/\s+/g, ' ').trim();

function plain(html: string): string {
  return html
    .replace(/<(script|style|svg)\b[^]*?<\/\1>/g, ' ')
    .replace(/<[^>]+>/g, ' ')
    .replace(/&quot;/g, '"')
    .replace(/&#x27;|&#39;/g, "'")
    .replace(/&#x3D;/g, '=')
    .replace(/&#x60;/g, '`')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&');
}
