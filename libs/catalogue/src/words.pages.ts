import { Body, Controller, Get, Post } from '@nestjs/common';
import { EMPLOYER_WORDS } from '#content';
import {
  type Actor,
  CurrentActor,
  Page,
  page,
  type PageView,
  parseForm,
  type Redirect,
  redirect,
} from '#kernel';
import { t } from '#ui';
import { cataloguePaths } from './catalogue.paths.js';
import { saveWords } from './words.schemas.js';
import { WordsService } from './words.service.js';

type Fields = Readonly<Record<string, unknown>>;

const fieldsOf = (body: unknown): Fields => (typeof body === 'object' && body !== null ? body : {}) as Fields;

/** The form's fields are flat (`nl-servicedesk`), what the service takes is by language. */
function unflatten(fields: Fields): unknown {
  const of = (language: 'nl' | 'en') =>
    Object.fromEntries(EMPLOYER_WORDS.map((word) => [word, fields[`${language}-${word}`] ?? '']));
  return { nl: of('nl'), en: of('en') };
}

/** For administrators: what lessons, questions and cards call the employer's own things. */
@Controller('admin/words')
export class WordsPages {
  constructor(private readonly words: WordsService) {}

  @Get()
  @Page({ access: ['admin'] })
  show(@CurrentActor() actor: Actor): Promise<PageView> {
    return this.formPage(actor);
  }

  @Post()
  @Page({ access: ['admin'] })
  async change(@CurrentActor() actor: Actor, @Body() body: unknown): Promise<PageView | Redirect> {
    const input = fieldsOf(body);
    const form = parseForm(saveWords, unflatten(input));
    if (!form.ok) return this.formPage(actor, { errors: form.errors, input });
    await this.words.change(actor, form.value);
    return redirect(cataloguePaths.words(), { flash: { tone: 'ok', key: 'catalogue.words_saved' } });
  }

  private async formPage(
    actor: Actor,
    sent?: { readonly errors: Readonly<Record<string, string>>; readonly input: Fields },
  ): Promise<PageView> {
    const { language } = actor;
    const words = (await this.words.list(actor)).map((shown) => ({
      title: t(language, `catalogue.word_${shown.word}`),
      uses: t(language, 'catalogue.word_uses', { n: shown.uses }),
      fields: (['nl', 'en'] as const).map((of) => {
        const name = `${of}-${shown.word}`;
        return {
          name,
          lang: of,
          label: t(language, `catalogue.word_in_${of}`),
          hint: t(language, 'catalogue.word_usual', { name: shown.usual[of] }),
          value: sent ? sent.input[name] : shown[of],
          error: sent?.errors[`${of}.${shown.word}`],
        };
      }),
    }));
    const errors = words
      .flatMap(({ title, fields }) => fields.map((field) => ({ title, ...field })))
      .filter(({ error }) => error !== undefined);
    return page(
      'catalogue/words',
      {
        words,
        ...(errors.length > 0 && {
          errors: Object.fromEntries(errors.map(({ name, error }) => [name, error])),
          labels: Object.fromEntries(errors.map(({ name, title, label }) => [name, `${title}, ${label}`])),
        }),
      },
      { title: t(language, 'catalogue.words_title'), ...(sent && { status: 422 }) },
    );
  }
}
