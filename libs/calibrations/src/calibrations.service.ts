import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { GATES } from '#assessment';
import { type CatalogueItem, CatalogueService } from '#catalogue';
import { type Actor, audit, Clock, Db, may, ProcessEnd, notFound, type Tx } from '#kernel';
import { type Acceptance, activationOf, movedItems } from './activation.js';
import { AnswerSources } from './answer-source.js';
import { calibrateApart } from './arithmetic.js';
import { type CalibrationOutcome, type CalibrationUse, refusalOf } from './calibration.js';
import { checkVersion, hashOf, toBankItem, usableParameters } from './calibrated-bank.js';
import { canCalibrate } from './calibrations.access.js';
import { choicesPerAnswer, itemChoices } from './item-choices.js';
import { notACandidate, notActivatable, nothingToSign, shiftUnsigned } from './calibrations.problems.js';
import {
  activate,
  findCalibratedItem,
  findCalibration,
  insertAcceptances,
  insertCandidate,
  latestCalibration,
  listAcceptances,
  listCalibratedItems,
  listCalibrations,
  listKnownItems,
  lockCategory,
} from './calibrations.queries.js';
import { afterGates, type ItemLife } from './item-lives.js';
import { insertMoves, listLives } from './item-lives.queries.js';
import { wordingsOf } from './wordings.js';
import type { CalibrationDetail, CalibrationView, ItemReport } from './calibrations.schemas.js';

/** What a run came to. Only `stored` wrote anything. */
export type RunReport = { readonly category: string; readonly use: CalibrationUse } & (
  | {
      readonly kind: 'stored' | 'would-store';
      readonly id: string;
      readonly people: number;
      readonly items: number;
      readonly passed: number;
    }
  | { readonly kind: 'nothing-new'; readonly answers: number }
  | Exclude<CalibrationOutcome, { kind: 'made' }>
);

export interface RunOptions {
  /** Answers that must have come in since the last calibration of the same questions; default 1. */
  readonly fresh?: number;
  /** Find everything out and store nothing. */
  readonly dry?: boolean;
}

const retiredOf = (lives: readonly ItemLife[]): ReadonlySet<string> =>
  new Set(lives.flatMap(({ itemId, state }) => (state === 'retired' ? [itemId] : [])));

/** Below this many people the choices of an item are not shown: few answers could be somebody's. */
export const FEWEST_FOR_OPTIONS = 10;

/** Calibrations: those of exam items are made here; all are shown here, and put to use by a person. */
@Injectable()
export class CalibrationsService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly catalogue: CatalogueService,
    private readonly sources: AnswerSources,
    private readonly end: ProcessEnd,
  ) {}

  /** Calibrates the exam items of a category from all answers until now, and keeps it as its one candidate. Nothing else changes. */
  async run(actor: Actor, category: string, { fresh = 1, dry = false }: RunOptions = {}): Promise<RunReport> {
    may(canCalibrate(actor));
    await this.catalogue.getCategory(this.db.read, category);
    const about = { category, use: 'exam' } as const;
    const [at, seed] = [this.clock.now().toString(), randomUUID()];
    const retired = retiredOf(await listLives(this.db.read, category));
    const published = await this.catalogue.listItems(this.db.read, { category, use: 'exam' });
    const items = published.filter(({ id }) => !retired.has(id));
    const bankHash = hashOf(items);
    const answers = await this.sources.get().examAnswers(this.db.read, { category, before: at, seed });
    const last = await latestCalibration(this.db.read, category, 'exam');
    if (last && last.bankHash === bankHash && answers.length - last.summary.read < fresh)
      return { ...about, kind: 'nothing-new', answers: answers.length };
    const wordings = await wordingsOf(this.db.read, this.catalogue, answers);
    const active = await listKnownItems(this.db.read, category, 'exam');
    const outcome = await calibrateApart(
      { answers, bank: items.map(toBankItem), active, wordings },
      this.end.signal,
    );
    if (outcome.kind !== 'made') return { ...about, ...outcome };
    const { result } = outcome;
    const shadow = await this.sources.get().rescore(this.db.read, {
      ...{ category, before: at, limit: GATES.shadowExams },
      parameters: usableParameters(result.items, wordings),
    });
    const made = { id: randomUUID(), category, use: 'exam' as const, at, seed, bankHash, shadow };
    checkVersion(made, result);
    const report = {
      ...{ ...about, id: made.id, people: result.people, items: result.items.length },
      passed: result.summary.passed,
    };
    if (dry) return { kind: 'would-store', ...report };
    await this.db.transaction(async (tx) => {
      await lockCategory(tx, category);
      await insertCandidate(tx, made, result);
      const lives = new Map((await listLives(tx, category)).map((life) => [life.itemId, life]));
      await insertMoves(tx, actor, category, afterGates(result.items, lives), at);
      const { people, items: count, passed } = report;
      const changes = { category, people, items: count, passed };
      const subject = { type: 'calibration', id: made.id };
      await audit(tx, actor, { action: 'calibration.made', subject, changes }, at);
    });
    return { kind: 'stored', ...report };
  }

  /**
   * From now on new exams take its parameters; exams that run keep what they pinned. `accept` holds a reason for each
   * item whose difficulty moved too far to be taken over unseen.
   */
  async activate(actor: Actor, id: string, accept: readonly Acceptance[] = []): Promise<CalibrationView> {
    return this.db.transaction(async (tx) => {
      may(canCalibrate(actor));
      const known = await findCalibration(tx, id);
      if (!known) throw notFound('calibration');
      await lockCategory(tx, known.category);
      const found = await this.find(tx, id, { lock: true });
      if (found.state !== 'candidate') throw notACandidate();
      if (refusalOf(found)) throw notActivatable();
      const lives = new Map((await listLives(tx, found.category)).map((life) => [life.itemId, life]));
      const items = await listCalibratedItems(tx, id);
      const agreed = activationOf(items, lives, accept, actor.personId ?? actor.name);
      if (agreed.kind === 'unsigned') throw shiftUnsigned({ items: agreed.items.join(', ') });
      if (agreed.kind === 'nothing-to-sign') throw nothingToSign({ items: agreed.items.join(', ') });
      const made = { id, category: found.category, use: found.use, at: this.clock.now().toString() };
      await activate(tx, made, [...agreed.states.keys()]);
      await insertAcceptances(tx, actor, made, agreed.accepted);
      // Only exam items have a history: of practice items the calibrations themselves are one.
      if (found.use === 'exam') await insertMoves(tx, actor, made.category, agreed.moves, made.at);
      const changes = {
        category: found.category,
        use: found.use,
        passed: found.summary.passed,
        accepted: agreed.accepted,
      };
      const subject = { type: 'calibration', id };
      await audit(tx, actor, { action: 'calibration.activated', subject, changes }, made.at);
      return this.find(tx, id);
    });
  }

  list(actor: Actor): Promise<CalibrationView[]> {
    may(canCalibrate(actor));
    return listCalibrations(this.db.read);
  }

  /** Licences that have exams, whose items have a life to read. */
  async categories(actor: Actor): Promise<string[]> {
    may(canCalibrate(actor));
    return (await this.catalogue.listCategories(this.db.read)).map(({ category }) => category);
  }

  async get(actor: Actor, id: string): Promise<CalibrationDetail> {
    may(canCalibrate(actor));
    const found = await this.find(this.db.read, id);
    const items = await listCalibratedItems(this.db.read, id);
    const retired = retiredOf(await listLives(this.db.read, found.category));
    const accepted = await listAcceptances(this.db.read, id);
    return { ...found, items, accepted, moved: movedItems(items, retired) };
  }

  /** One item of a calibration, with how often each of its options was chosen. */
  async itemReport(
    actor: Actor,
    id: string,
    itemId: string,
  ): Promise<{ calibration: CalibrationView; item: CatalogueItem; report: ItemReport }> {
    may(canCalibrate(actor));
    const calibration = await this.find(this.db.read, id);
    const found = await findCalibratedItem(this.db.read, id, itemId);
    if (!found) throw notFound('item');
    const item = await this.catalogue.getItem(this.db.read, itemId, found.itemVersion);
    return { calibration, item, report: { ...found, options: await this.options(calibration, item) } };
  }

  private async options(calibration: CalibrationView, item: CatalogueItem): Promise<ItemReport['options']> {
    const { body, id, version } = item;
    const choices = itemChoices(body);
    if (choices.length === 0) return null;
    const versions: number[] = [];
    for (let each = 1; each <= version; each += 1) {
      const own = await this.catalogue.getItem(this.db.read, id, each);
      if (own.body.version === body.version) versions.push(each);
    }
    const query = { itemId: id, versions, use: calibration.use, before: calibration.window.to };
    const counts = await this.sources.get().optionCounts(this.db.read, query);
    const people = new Map(counts.map(({ option, people: n }) => [option, n]));
    const answers = counts.reduce((sum, { people: n }) => sum + n, 0) / choicesPerAnswer(body);
    if (answers < FEWEST_FOR_OPTIONS) return null;
    const chosen = (option: string | null, isKey: boolean) => ({
      ...{ option, isKey },
      people: people.get(option) ?? 0,
    });
    return [...choices.map(({ name, isKey }) => chosen(name, isKey)), chosen(null, false)];
  }

  private async find(tx: Tx, id: string, options: { lock?: boolean } = {}): Promise<CalibrationView> {
    const found = await findCalibration(tx, id, options);
    if (!found) throw notFound('calibration');
    return found;
  }
}
