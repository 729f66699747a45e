import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { GATES } from '#assessment';
import { type CatalogueItem, CatalogueService } from '#catalogue';
import { type Actor, audit, Clock, Db, may, notFound, type Tx } from '#kernel';
import { AnswerSources, type ExamAnswer } from './answer-source.js';
import { type CalibrationOutcome, refusalOf, runCalibration } from './calibration.js';
import { checkVersion, hashOf, toBankItem, usableParameters } from './calibrated-bank.js';
import { canCalibrate } from './calibrations.access.js';
import { notACandidate, notActivatable } from './calibrations.problems.js';
import {
  activate,
  findCalibratedItem,
  findCalibration,
  insertCandidate,
  latestCalibration,
  listCalibratedItems,
  listCalibrations,
  listKnownItems,
  lockCategory,
} from './calibrations.queries.js';
import type { CalibrationDetail, CalibrationView, ItemReport } from './calibrations.schemas.js';

/** What a run came to. Only `stored` wrote anything. */
export type RunReport = { readonly category: string } & (
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

/** Below this many people the choices of an item are not shown: few answers could be somebody's. */
export const FEWEST_FOR_OPTIONS = 10;

/** Calibrations of exam items: made from answers, kept, and put to use by a person. */
@Injectable()
export class CalibrationsService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly catalogue: CatalogueService,
    private readonly sources: AnswerSources,
  ) {}

  /** Calibrates a category from all answers until now, and keeps it as its one candidate. Nothing else changes. */
  async run(actor: Actor, category: string, { fresh = 1, dry = false }: RunOptions = {}): Promise<RunReport> {
    may(canCalibrate(actor));
    await this.catalogue.getCategory(this.db.read, category);
    const [at, seed] = [this.clock.now().toString(), randomUUID()];
    const items = await this.catalogue.listItems(this.db.read, { category, use: 'exam' });
    const bankHash = hashOf(items);
    const answers = await this.sources.get().examAnswers(this.db.read, { category, before: at, seed });
    const last = await latestCalibration(this.db.read, category);
    if (last && last.bankHash === bankHash && answers.length - last.summary.read < fresh)
      return { category, kind: 'nothing-new', answers: answers.length };
    const wordings = await this.wordings(answers);
    const outcome = runCalibration({
      answers,
      bank: items.map(toBankItem),
      active: await listKnownItems(this.db.read, category),
      wordingOf: (itemId, version) => wordings.get(`${itemId}@${version}`),
    });
    if (outcome.kind !== 'made') return { category, ...outcome };
    const { result } = outcome;
    const shadow = await this.sources.get().rescore(this.db.read, {
      ...{ category, before: at, limit: GATES.shadowExams },
      parameters: usableParameters(result.items, wordings),
    });
    const made = { id: randomUUID(), category, at, seed, bankHash, shadow };
    checkVersion(made, result);
    const report = {
      ...{ category, id: made.id, people: result.people, items: result.items.length },
      passed: result.summary.passed,
    };
    if (dry) return { kind: 'would-store', ...report };
    await this.db.transaction(async (tx) => {
      await lockCategory(tx, category);
      await insertCandidate(tx, made, result);
      const { people, items: count, passed } = report;
      const changes = { category, people, items: count, passed };
      const subject = { type: 'calibration', id: made.id };
      await audit(tx, actor, { action: 'calibration.made', subject, changes }, at);
    });
    return { kind: 'stored', ...report };
  }

  /** From now on new exams take its parameters; exams that run keep what they pinned. */
  async activate(actor: Actor, id: string): Promise<CalibrationView> {
    return this.db.transaction(async (tx) => {
      may(canCalibrate(actor));
      const known = await findCalibration(tx, id);
      if (!known) throw notFound('calibration');
      await lockCategory(tx, known.category);
      const found = await this.find(tx, id, { lock: true });
      if (found.state !== 'candidate') throw notACandidate();
      if (refusalOf(found)) throw notActivatable();
      const at = this.clock.now().toString();
      await activate(tx, id, found.category, at);
      const changes = { category: found.category, passed: found.summary.passed };
      const subject = { type: 'calibration', id };
      await audit(tx, actor, { action: 'calibration.activated', subject, changes }, at);
      return this.find(tx, id);
    });
  }

  list(actor: Actor): Promise<CalibrationView[]> {
    may(canCalibrate(actor));
    return listCalibrations(this.db.read);
  }

  async get(actor: Actor, id: string): Promise<CalibrationDetail> {
    may(canCalibrate(actor));
    const found = await this.find(this.db.read, id);
    return { ...found, items: await listCalibratedItems(this.db.read, id) };
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
    if (body.type !== 'single' && body.type !== 'multiple') return null;
    const versions: number[] = [];
    for (let each = 1; each <= version; each += 1) {
      const own = await this.catalogue.getItem(this.db.read, id, each);
      if (own.body.version === body.version) versions.push(each);
    }
    const query = { itemId: id, versions, before: calibration.window.to };
    const counts = await this.sources.get().optionCounts(this.db.read, query);
    const people = new Map(counts.map(({ option, people: n }) => [option, n]));
    if (counts.reduce((sum, { people: n }) => sum + n, 0) < FEWEST_FOR_OPTIONS) return null;
    const chosen = (option: string | null, isKey: boolean) => ({
      ...{ option, isKey },
      people: people.get(option) ?? 0,
    });
    return [...body.options.map((option) => chosen(option.id, option.key === true)), chosen(null, false)];
  }

  private async find(tx: Tx, id: string, options: { lock?: boolean } = {}): Promise<CalibrationView> {
    const found = await findCalibration(tx, id, options);
    if (!found) throw notFound('calibration');
    return found;
  }

  /** The author's version of every version of an item that was answered, by `<item id>@<version>`. */
  private async wordings(answers: readonly ExamAnswer[]): Promise<ReadonlyMap<string, number>> {
    const known = new Map<string, number>();
    for (const { itemId, itemVersion } of answers) {
      const key = `${itemId}@${itemVersion}`;
      if (known.has(key)) continue;
      known.set(key, (await this.catalogue.getItem(this.db.read, itemId, itemVersion)).body.version);
    }
    return known;
  }
}
