import { Injectable } from '@nestjs/common';
import { levelBand, levelOf } from '#assessment';
import { CatalogueService } from '#catalogue';
import { Db, type Language } from '#kernel';
import { t } from '#ui';
import type { AttemptRow } from './attempts.queries.js';
import type { ExamResult, PlacementResult } from './finish-attempt.js';
import { ProgressService } from './progress.service.js';
import { bandWords } from './why-now.js';

export interface SkillName {
  readonly skill: string;
  readonly name: string;
}

/** What a finished test means, in words: skills and minutes, never scores. */
@Injectable()
export class ResultsService {
  constructor(
    private readonly db: Db,
    private readonly catalogue: CatalogueService,
    private readonly progress: ProgressService,
  ) {}

  /**
   * Skills that may be skipped, skills to learn, and the minutes of the lessons that fall away; the level over all skills
   * in words, with how far the truth may lie from them.
   */
  async placement(
    attempt: AttemptRow,
    language: Language,
  ): Promise<{ known: SkillName[]; toLearn: SkillName[]; minutesSaved: number; level: string }> {
    const { exempt, theta, standardError } = attempt.result as PlacementResult;
    const category = await this.catalogue.getCategory(this.db.read, attempt.category);
    const names = await this.progress.skillNames();
    const minutes = await this.progress.minutesBySkill(attempt.category);
    const named = category.skills.map((skill) => ({ skill, name: names.get(skill)?.[language] ?? skill }));
    const known = named.filter(({ skill }) => exempt.includes(skill));
    return {
      known,
      toLearn: named.filter(({ skill }) => !exempt.includes(skill)),
      minutesSaved: known.reduce((sum, { skill }) => sum + (minutes.get(skill) ?? 0), 0),
      level: levelWords({ theta, standardError }, category.exam.cut, language),
    };
  }

  /** Topics to practise after an exam that was not passed. */
  async exam(attempt: AttemptRow, language: Language): Promise<{ topics: SkillName[]; incomplete: boolean }> {
    const { topics, incomplete } = attempt.result as ExamResult;
    const names = await this.progress.skillNames();
    return {
      incomplete,
      topics: topics.map((skill) => ({ skill, name: names.get(skill)?.[language] ?? skill })),
    };
  }

  async categoryTitle(category: string, language: Language): Promise<string> {
    return (await this.catalogue.getCategory(this.db.read, category)).title[language];
  }
}

function levelWords(
  { theta, standardError }: Pick<PlacementResult, 'theta' | 'standardError'>,
  cut: number,
  language: Language,
): string {
  const band = levelBand({ mean: theta, variance: standardError ** 2 }, cut);
  return `${t(language, `attempts.level_${levelOf(theta, cut)}`)} ${bandWords(band, language)}`;
}
