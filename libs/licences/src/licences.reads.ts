import { Inject, Injectable, Optional } from '@nestjs/common';
import {
  type Actor,
  Clock,
  Config,
  Db,
  decodeCursor,
  encodeCursor,
  kernelConfig,
  type Language,
  may,
  notFound,
  personOf,
  rows,
  type Tx,
} from '#kernel';
import { PeopleService } from '#people';
import { t } from '#ui';
import { localDay } from './expiry.js';
import type { Day } from './expiry.js';
import { appealUntil, decidedOn } from './hr-decisions.js';
import { lastDecision, listEndorsements, listSupervised } from './hr-desk.queries.js';
import type { Licence } from './licence.js';
import { heldCategories, licenceCard } from './licence-card.js';
import { LicenceTerms } from './licence-terms.js';
import { canDecide, canSee, canSeeReports, canShare } from './licences.access.js';
import { licencesConfig } from './licences.config.js';
import { licencesPaths } from './licences.paths.js';
import * as presenter from './licences.presenter.js';
import type { CategoryWords, Holder, Title } from './licences.presenter.js';
import {
  findByCode,
  findLicence,
  listChanges,
  listFiltered,
  listOwn,
  listStandings,
} from './licences.queries.js';
import type { StoredLicence } from './licences.queries.js';
import type { LicenceFilter, LicenceItem, RegisterFilter, Verification } from './licences.schemas.js';
import type { Memory } from './memory.presenter.js';
import { publicName, readCode } from './public-code.js';
import { UNKNOWN, verdictOn } from './verify-code.js';
import { type Need, needsByCategory, walletPage } from './wallet.presenter.js';

/**
 * Why somebody needs a category. Policies know, and this lib may not ask them: the app that composes both may provide
 * it under this token; without it the wallet shows what is held.
 */
export const LICENCE_NEEDS = Symbol('licence needs');
export type LicenceNeeds = (tx: Tx, personId: string) => Promise<readonly Need[]>;

/** What the holder remembers: attempts know, and this lib may not ask them either. `zone` gives days in sentences. */
export const LICENCE_MEMORY = Symbol('licence memory');
export type LicenceMemory = (tx: Tx, personId: string, zone: string) => Promise<readonly Memory[]>;

interface Page<Item> {
  readonly items: Item[];
  readonly next: string | null;
}

/** What may be read of licences, by whom, ready to show. */
@Injectable()
export class LicencesReads {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly config: Config,
    private readonly people: PeopleService,
    private readonly terms: LicenceTerms,
    @Optional() @Inject(LICENCE_NEEDS) private readonly needsOf?: LicenceNeeds,
    @Optional() @Inject(LICENCE_MEMORY) private readonly memoryOf?: LicenceMemory,
  ) {}

  /** The actor's own licences and needs. */
  async wallet(actor: Actor): Promise<Record<string, unknown>> {
    const personId = personOf(actor);
    const tx = this.db.read;
    const needs = needsByCategory(this.needsOf ? await this.needsOf(tx, personId) : []);
    const stored = await listOwn(tx, personId);
    const memories = this.memoryOf ? await this.memoryOf(tx, personId, actor.zone) : [];
    const titles = await this.titles(tx, [
      ...stored.map(({ licence }) => licence.category),
      ...needs.map(({ category }) => category),
    ]);
    const model = walletPage(
      actor.language,
      stored.map((each) => ({ ...each, title: titleIn(titles, each.licence.category) })),
      needs.map((need) => ({ ...need, title: titleIn(titles, need.category) })),
      await this.terms.categories(tx),
      this.today(actor),
      memories,
    );
    const supervised = await listSupervised(tx, personId);
    return {
      ...model,
      mayDecide: canDecide(actor),
      isManager: canSeeReports(actor),
      supervised: supervised.map((permit) => t(actor.language, 'licences.supervised_line', { ...permit })),
    };
  }

  /** One licence; for the holder and HR. */
  async get(actor: Actor, id: string): Promise<StoredLicence> {
    const stored = await findLicence(this.db.read, id);
    if (!stored) throw notFound('licence');
    may(canSee(actor, stored.licence.personId));
    return stored;
  }

  /** The card; for the holder and HR. Only the holder gets the buttons of the public link. */
  async card(actor: Actor, id: string, form?: Record<string, unknown>): Promise<Record<string, unknown>> {
    const stored = await this.get(actor, id);
    const tx = this.db.read;
    const { licence, code } = stored;
    const holder = await this.holder(tx, licence.personId);
    const siblings = await listStandings(tx, [licence.personId]);
    const known = (await this.terms.categories(tx)).map(({ category }) => category);
    const categories = heldCategories(known, siblings);
    const url = code === null ? null : this.config.publicUrl + licencesPaths.verify({ code });
    const issuer = this.config.get(kernelConfig).ORGANISATION;
    return {
      id,
      card: licenceCard(actor.language, licence, holder, issuer, categories, url),
      line: presenter.untilLine(actor.language, licence, this.today(actor)),
      sentences: presenter.sentences(actor.language, licence).map(({ sentence }) => sentence),
      url,
      mayShare: canShare(actor, licence.personId),
      mayDecide: canDecide(actor),
      ...(await this.decision(actor, licence)),
      endorsements: await this.endorsementNames(actor.language, licence.endorsements),
      supervisor: await this.supervisorLine(actor.language, licence.supervisorId),
      form: form ?? null,
    };
  }

  /** HR's words for what holds now, and what the holder can do about it. */
  private async decision(actor: Actor, licence: Licence): Promise<Record<string, unknown>> {
    if (decidedOn(licence) === null) return { decision: null };
    const until = appealUntil(licence, this.config.get(licencesConfig).LICENCES_APPEAL_DAYS);
    const isHolder = canShare(actor, licence.personId);
    const words = await lastDecision(this.db.read, licence.licenceId);
    const say = (key: string, args = {}): string => t(actor.language, key, args);
    const asked =
      licence.appeal && say(`licences.appeal_${licence.appeal.outcome}`, { on: licence.appeal.on });
    const isOpen = until !== null && this.today(actor) <= until;
    return {
      decision: {
        reason: words?.reason ?? say('licences.reason_gone'),
        appeal: asked ?? (isOpen ? say('licences.appeal_until', { until }) : say('licences.appeal_over')),
        mayAppeal: isHolder && isOpen,
      },
    };
  }

  private async endorsementNames(language: Language, codes: readonly string[]): Promise<string[]> {
    if (codes.length === 0) return [];
    const kinds = new Map((await listEndorsements(this.db.read)).map(({ code, name }) => [code, name]));
    return codes.map((code) => kinds.get(code)?.[language] ?? code);
  }

  private async supervisorLine(language: Language, supervisorId: string | null): Promise<string | null> {
    if (supervisorId === null) return null;
    const { displayName } = await this.people.getPerson(this.db.read, supervisorId);
    return t(language, 'licences.supervisor_line', { name: displayName });
  }

  /** HR's page of one licence with its whole history. */
  async show(actor: Actor, id: string): Promise<Record<string, unknown>> {
    may(canDecide(actor));
    const stored = await this.get(actor, id);
    const tx = this.db.read;
    const { personId, category } = stored.licence;
    const holder = await this.holder(tx, personId);
    const title = await this.terms.titleOf(tx, category);
    const changes = await listChanges(tx, id);
    const doers = changes.flatMap(({ actor: doer }) => /^person:(.+)$/.exec(doer)?.[1] ?? []);
    const names = await this.names(doers);
    const today = this.today(actor);
    const shown = presenter.licencePage(
      actor.language,
      actor.zone,
      stored,
      holder,
      title,
      changes,
      names,
      today,
    );
    const { endorsements, validFrom, validUntil, supervisorId } = stored.licence;
    const language = actor.language;
    const kinds = (await listEndorsements(tx)).filter((kind) => kind.category === category);
    const option = (code: string): { value: string; label: string } => ({
      value: code,
      label: kinds.find((kind) => kind.code === code)?.name[language] ?? code,
    });
    return {
      ...shown,
      supervisor: await this.supervisorLine(language, supervisorId),
      validFrom,
      validUntil,
      held: endorsements.map(option),
      toAdd: kinds.filter(({ code }) => !endorsements.includes(code)).map(({ code }) => option(code)),
    };
  }

  /** The ledger of one licence, for HR. */
  async changes(actor: Actor, id: string): Promise<ReturnType<typeof presenter.presentChange>[]> {
    may(canDecide(actor));
    await this.get(actor, id);
    return (await listChanges(this.db.read, id)).map(presenter.presentChange);
  }

  /** HR's list of all licences, by number. */
  async register(actor: Actor, filter: RegisterFilter): Promise<Page<Record<string, unknown>>> {
    may(canDecide(actor));
    const page = await this.filtered(filter, undefined);
    const names = await this.names(page.items.map(({ licence }) => licence.personId));
    const row = (each: StoredLicence): Record<string, unknown> =>
      presenter.registerRow(actor.language, each, names.get(each.licence.personId) ?? '', this.today(actor));
    return { items: page.items.map(row), next: page.next };
  }

  /** The categories somebody can earn now. */
  categories(): Promise<CategoryWords[]> {
    return this.terms.categories(this.db.read);
  }

  /** The API's list: one's own, the status of one's reports (states and dates only), or all of them for HR. */
  async list(actor: Actor, filter: LicenceFilter): Promise<Page<LicenceItem>> {
    if (filter.of === 'reports') return this.reports(actor, filter);
    if (filter.of === 'all') may(canDecide(actor));
    const personIds = filter.of === 'own' ? [personOf(actor)] : undefined;
    const page = await this.filtered(filter, personIds);
    return {
      items: page.items.map(({ licence }) => presenter.presentItem(licence, licence.number)),
      next: page.next,
    };
  }

  /** What an outsider learns from a code. Unknown, mistyped and closed links look exactly alike. */
  async verify(typed: string, language: Language): Promise<Verification> {
    const now = this.clock.now();
    const checkedAt = now.toString({ fractionalSecondDigits: 3 });
    const code = readCode(typed);
    const stored = code === null ? undefined : await findByCode(this.db.read, code);
    if (!stored) return { ...UNKNOWN, checkedAt };
    const { licence } = stored;
    const person = await this.people.getPerson(this.db.read, licence.personId);
    const verdict = verdictOn(licence, now, person.zone);
    const title = await this.terms.titleOf(this.db.read, licence.category);
    return {
      verdict,
      checkedAt,
      holder: publicName(person.givenName, person.familyName),
      category: licence.category,
      categoryTitle: title[language],
      number: licence.number,
      validUntil: verdict === 'revoked' ? null : licence.validUntil,
      permit: licence.periods === 0,
    };
  }

  private async reports(actor: Actor, filter: LicenceFilter): Promise<Page<LicenceItem>> {
    may(canSeeReports(actor));
    const ids = await this.people.listReports(this.db.read, personOf(actor), this.today(actor), filter.depth);
    const after = decodeCursor(filter.after)?.join(' ');
    const standings = (await listStandings(this.db.read, ids))
      .filter(({ category }) => filter.category === undefined || category === filter.category)
      .filter(({ state }) => filter.state === undefined || state === filter.state)
      .filter(({ validUntil }) => filter.until === undefined || validUntil <= filter.until)
      .filter(({ personId, category }) => after === undefined || `${personId} ${category}` > after);
    const items = standings.slice(0, filter.limit).map((standing) => presenter.presentItem(standing, null));
    const last = items[items.length - 1];
    const more = standings.length > items.length && last;
    return { items, next: more ? encodeCursor([last.personId, last.category]) : null };
  }

  private async filtered(
    filter: RegisterFilter,
    personIds: string[] | undefined,
  ): Promise<Page<StoredLicence>> {
    const [afterNumber] = decodeCursor(filter.after) ?? [];
    const found = await listFiltered(this.db.read, {
      ...filter,
      personIds,
      afterNumber: typeof afterNumber === 'string' ? afterNumber : undefined,
      limit: filter.limit + 1,
    });
    const items = found.slice(0, filter.limit);
    const last = items[items.length - 1];
    return { items, next: found.length > items.length && last ? encodeCursor([last.licence.number]) : null };
  }

  private async holder(tx: Tx, personId: string): Promise<Holder> {
    const person = await this.people.getPerson(tx, personId);
    const on = localDay(this.clock.now(), person.zone);
    const [placement] = await rows<{ team: string }>(
      tx,
      'SELECT team_name AS team FROM person_facts($1) WHERE person_id = $2 ORDER BY employment_start, placement_id LIMIT 1',
      [on, personId],
    );
    const { number, displayName, initials } = person;
    return { personId, number, displayName, initials, team: placement?.team ?? null };
  }

  private async names(personIds: readonly string[]): Promise<Map<string, string>> {
    const found = await rows<{ id: string; name: string }>(
      this.db.read,
      'SELECT id, display_name AS name FROM person WHERE id = ANY($1::uuid[])',
      [personIds],
    );
    return new Map(found.map(({ id, name }) => [id, name]));
  }

  private async titles(tx: Tx, categories: readonly string[]): Promise<Map<string, Title>> {
    const titles = new Map<string, Title>();
    for (const category of new Set(categories)) titles.set(category, await this.terms.titleOf(tx, category));
    return titles;
  }

  private today(actor: Actor): Day {
    return localDay(this.clock.now(), actor.zone);
  }
}

function titleIn(titles: ReadonlyMap<string, Title>, category: string): Title {
  return titles.get(category) ?? { nl: category, en: category };
}
