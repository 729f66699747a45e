import { Injectable, type OnModuleInit } from '@nestjs/common';
import { CatalogueService } from '#catalogue';
import { Db, Registry, type RunSummary, systemActor } from '#kernel';
import { CalibrationsService, type RunReport } from './calibrations.service.js';
import { ItemLives, type LookReport } from './item-lives.service.js';
import { PracticeCalibrations } from './practice-calibrations.service.js';

/** Answers that a night must bring before its category is calibrated again. */
const FRESH_ANSWERS = 200;

/** Every night: items in use are looked after, and fresh candidates are made of exam and practice items with enough new answers. */
@Injectable()
export class CalibrationsSchedule implements OnModuleInit {
  constructor(
    private readonly registry: Registry,
    private readonly db: Db,
    private readonly catalogue: CatalogueService,
    private readonly calibrations: CalibrationsService,
    private readonly practice: PracticeCalibrations,
    private readonly lives: ItemLives,
  ) {}

  onModuleInit(): void {
    this.registry.schedule({
      name: 'calibrations.calibrate',
      cron: '40 2 * * *',
      tz: 'Europe/Amsterdam',
      run: ({ dry }) => this.calibrateAll(dry),
    });
  }

  private async calibrateAll(dry: boolean): Promise<RunSummary> {
    const categories = await this.catalogue.listCategories(this.db.read);
    const actor = systemActor('calibrations.calibrate');
    const notes: string[] = [];
    let changed = 0;
    for (const { category } of categories) {
      const look = await this.lives.look(actor, category, { dry });
      const report = await this.calibrations.run(actor, category, { fresh: FRESH_ANSWERS, dry });
      const practice = await this.practice.run(actor, category, { fresh: FRESH_ANSWERS, dry });
      notes.push(sayReport(report), sayReport(practice), sayLook(look));
      const isStored = report.kind === 'stored' || practice.kind === 'stored';
      if (!dry && (isStored || look.moves > 0)) changed += 1;
    }
    return { seen: categories.length, changed, skipped: categories.length - changed, notes };
  }
}

/** One line about a run, for logs and the command line. */
export function sayReport(report: RunReport): string {
  const category = report.use === 'exam' ? report.category : `${report.category}, practice`;
  switch (report.kind) {
    case 'stored':
    case 'would-store':
      return `${category}: ${report.kind === 'stored' ? `candidate ${report.id}` : 'would keep a candidate'}, ${report.people} people, ${report.passed} of ${report.items} items passed`;
    case 'nothing-new':
      return `${category}: nothing stored, too little is new since the last calibration (${report.answers} answers in all)`;
    case 'too-few-answers':
      return `${category}: nothing stored, too few answers: the most answered item has ${report.most} of ${report.needed}`;
    case 'not-linkable':
      return `${category}: nothing stored, the scale of the active calibration cannot be kept (${report.reason})`;
  }
}

/** One line about what the night saw of the items in use. */
function sayLook({ category, items, watched, proposed, moves }: LookReport): string {
  return `${category}: ${items} items looked at, ${watched} to be watched, ${proposed} proposed for retirement, ${moves} lines of history`;
}
