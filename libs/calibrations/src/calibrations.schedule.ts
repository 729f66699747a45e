import { Injectable, type OnModuleInit } from '@nestjs/common';
import { CatalogueService } from '#catalogue';
import { Db, Registry, type RunSummary, systemActor } from '#kernel';
import { CalibrationsService, type RunReport } from './calibrations.service.js';

/** Answers that a night must bring before its category is calibrated again. */
const FRESH_ANSWERS = 200;

/** Every night: a fresh candidate for every category with enough new answers. */
@Injectable()
export class CalibrationsSchedule implements OnModuleInit {
  constructor(
    private readonly registry: Registry,
    private readonly db: Db,
    private readonly catalogue: CatalogueService,
    private readonly calibrations: CalibrationsService,
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
    const reports: RunReport[] = [];
    for (const { category } of categories) {
      const actor = systemActor('calibrations.calibrate');
      reports.push(await this.calibrations.run(actor, category, { fresh: FRESH_ANSWERS, dry }));
    }
    const changed = reports.filter(({ kind }) => kind === 'stored').length;
    return {
      seen: reports.length,
      changed,
      skipped: reports.length - changed,
      notes: reports.map(sayReport),
    };
  }
}

/** One line about a run, for logs and the command line. */
export function sayReport(report: RunReport): string {
  const { category } = report;
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
