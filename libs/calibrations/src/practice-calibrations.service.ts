import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { CatalogueService } from '#catalogue';
import { type Actor, audit, Clock, Db, may, ProcessEnd } from '#kernel';
import { AnswerSources } from './answer-source.js';
import { practiceSkillApart } from './arithmetic.js';
import type { BankItem, CalibrationOutcome } from './calibration.js';
import { checkVersion, hashOf, toBankItem } from './calibrated-bank.js';
import { canCalibrate } from './calibrations.access.js';
import { insertCandidate, latestCalibration, listKnownItems, lockCategory } from './calibrations.queries.js';
import type { RunOptions, RunReport } from './calibrations.service.js';
import { practiceOutcome, type SkillCalibration } from './practice-calibration.js';
import { wordingsOf } from './wordings.js';

/** Nobody's exam hangs on practice items, so there is none to decide again. */
const NO_EXAMS = { exams: 0, changed: 0 };

/** Calibrations of practice items, from answers to questions that chance chose: made here, activated like all others. */
@Injectable()
export class PracticeCalibrations {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly catalogue: CatalogueService,
    private readonly sources: AnswerSources,
    private readonly end: ProcessEnd,
  ) {}

  /** Calibrates the practice items of a category until now and keeps that as a candidate. Nothing else changes. */
  async run(actor: Actor, category: string, { fresh = 1, dry = false }: RunOptions = {}): Promise<RunReport> {
    may(canCalibrate(actor));
    const about = { category, use: 'practice' } as const;
    const tx = this.db.read;
    const { skills } = await this.catalogue.getCategory(tx, category);
    const [at, seed] = [this.clock.now().toString(), randomUUID()];
    const published = await this.catalogue.listItems(tx, { category, use: 'practice' });
    const bankHash = hashOf(published);
    const counts = await this.sources.get().drawnCounts(tx, { skills, before: at });
    const last = await latestCalibration(tx, category, 'practice');
    if (last && last.bankHash === bankHash && counts.answers - last.summary.read < fresh)
      return { ...about, kind: 'nothing-new', answers: counts.answers };
    const bank = published.map(toBankItem);
    const found: SkillCalibration[] = [];
    // Skill after skill: the answers of a large house to one skill fit into memory, those to all of them may not.
    for (const skill of skills) found.push(await this.calibrate(category, skill, bank, { before: at, seed }));
    const outcome: CalibrationOutcome = practiceOutcome(found, bank, counts);
    if (outcome.kind !== 'made') return { ...about, ...outcome };
    const { result } = outcome;
    const made = { ...about, id: randomUUID(), at, seed, bankHash, shadow: NO_EXAMS };
    checkVersion(made, result);
    const { people } = result;
    const report = { id: made.id, people, items: result.items.length, passed: result.summary.passed };
    if (dry) return { ...about, kind: 'would-store', ...report };
    await this.db.transaction(async (own) => {
      await lockCategory(own, category);
      await insertCandidate(own, made, result);
      const { items, passed } = report;
      const subject = { type: 'calibration', id: made.id };
      const changes = { ...about, people, items, passed };
      await audit(own, actor, { action: 'calibration.made', subject, changes }, at);
    });
    return { ...about, kind: 'stored', ...report };
  }

  private async calibrate(
    category: string,
    skill: string,
    all: readonly BankItem[],
    query: { readonly before: string; readonly seed: string },
  ): Promise<SkillCalibration> {
    const tx = this.db.read;
    const answers = await this.sources.get().practiceAnswers(tx, { ...query, skill });
    const bank = all.filter((item) => item.skill === skill);
    const wordings = await wordingsOf(tx, this.catalogue, answers);
    const active = await listKnownItems(tx, category, 'practice');
    return practiceSkillApart({ answers, bank, active, wordings }, this.end.signal);
  }
}
