import { Controller, Get, Header, Param, Query } from '@nestjs/common';
import { z } from 'zod';
import {
  type Actor,
  Api,
  Config,
  CurrentActor,
  kernelConfig,
  LANGUAGES,
  type Language,
  Page,
  page,
  type PageView,
} from '#kernel';
import { formatDate, formatDateTime, t } from '#ui';
import { licencesPaths } from './licences.paths.js';
import { LicencesReads } from './licences.reads.js';
import { verification, type Verification } from './licences.schemas.js';

const code = { schema: z.string().max(200) };
const languageQuery = z.object({ lang: z.enum(LANGUAGES).optional() });
const TONES = { valid: 'ok', expired: 'warn', revoked: 'bad', unknown: 'muted' } as const;
const GLYPHS = { valid: 'check', expired: 'clock', revoked: 'x', unknown: 'help' } as const;

/** Proof for a client or an auditor: one word, no sign-in, no script, nothing for search engines. */
@Controller()
export class VerifyPages {
  constructor(
    private readonly reads: LicencesReads,
    private readonly config: Config,
  ) {}

  @Get('v/:code')
  @Page({ access: ['anonymous'] })
  @Header('X-Robots-Tag', 'noindex, nofollow, noarchive')
  @Header('Cache-Control', 'no-store')
  async show(
    @CurrentActor() actor: Actor,
    @Param('code', code) typed: string,
    @Query({ schema: languageQuery }) { lang }: z.output<typeof languageQuery>,
  ): Promise<PageView> {
    const language = lang ?? actor.language;
    const found = await this.reads.verify(typed, language);
    return page('licences/verify', present(language, typed, found, this.config), {
      title: t(language, 'licences.verify_title'),
      layout: 'public',
    });
  }

  @Get('api/v1/verify/:code')
  @Api({ summary: 'Check a licence by the code on its card', access: ['anonymous'], returns: verification })
  @Header('X-Robots-Tag', 'noindex, nofollow, noarchive')
  @Header('Cache-Control', 'no-store')
  check(@CurrentActor() actor: Actor, @Param('code', code) typed: string): Promise<Verification> {
    return this.reads.verify(typed, actor.language);
  }
}

/** Every text is made here, in the language of the link, so the page reads the same for whoever opens it. */
function present(
  language: Language,
  typed: string,
  found: Verification,
  config: Config,
): Record<string, unknown> {
  const word = (key: string, args = {}): string => t(language, key, args);
  const fact = (key: string, text: string | null): { term: string; text: string }[] =>
    text === null ? [] : [{ term: word(key), text }];
  const category =
    found.category &&
    word('licences.category_heading', { category: found.category, title: found.categoryTitle });
  return {
    language,
    eyebrow: word('licences.verify_title'),
    cardTone: found.verdict === 'unknown' ? 'plain' : TONES[found.verdict],
    tone: TONES[found.verdict],
    glyph: GLYPHS[found.verdict],
    word: word(`licences.verdict_${found.verdict}`),
    text: word(
      found.permit && found.verdict === 'valid'
        ? 'licences.verdict_permit_text'
        : `licences.verdict_${found.verdict}_text`,
    ),
    facts: [
      ...fact('licences.field_holder', found.holder),
      ...fact('licences.field_category', category),
      ...fact('licences.field_until', found.validUntil && formatDate(language, found.validUntil, 'long')),
      ...fact('licences.field_number', found.number),
      ...fact(
        'licences.field_issuer',
        found.verdict === 'unknown' ? null : config.get(kernelConfig).ORGANISATION,
      ),
      ...fact(
        'licences.field_checked',
        `${formatDateTime(language, found.checkedAt, 'Europe/Amsterdam')} (Europe/Amsterdam)`,
      ),
    ],
    how: word('licences.verify_how'),
    languagesLabel: word('licences.verify_languages'),
    languages: LANGUAGES.map((lang) => ({
      label: lang === 'nl' ? 'Nederlands' : 'English',
      lang,
      isCurrent: lang === language,
      href: licencesPaths.verify({ code: typed, lang }),
    })),
  };
}
