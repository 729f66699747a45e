import { Injectable } from '@nestjs/common';
import { holdingChanged } from '#events';
import { publish } from '#kernel';
import type { Tx } from '#kernel';
import { PeopleService } from '#people';
import { t } from '#ui';
import {
  countExpiring,
  countMembers,
  countWithout,
  failedTests,
  listExpiring,
  listMembers,
  previewRule,
  recordHolding,
} from './audiences.queries.js';
import type { HoldingFact, RuleTestResult } from './audiences.queries.js';
import { presentPreview } from './audiences.presenter.js';
import type { RulePreview } from './audiences.presenter.js';
import { presentBuilder } from './rule-builder.presenter.js';
import type { BuilderModel, BuilderOptions } from './rule-builder.presenter.js';
import type { DraftGroup } from './rule-form.js';
import type { Rule } from './rule.js';
import { sentence } from './sentence.js';
import type { Language, RuleNames, Say } from './sentence.js';

/** Answers who belongs to an audience, in words, numbers and names. */
@Injectable()
export class AudiencesService {
  constructor(private readonly people: PeopleService) {}

  /** Ids of everybody who belongs on this day ('YYYY-MM-DD'). */
  members(tx: Tx, rule: Rule, on: string): Promise<string[]> {
    return listMembers(tx, rule, on);
  }

  count(tx: Tx, rule: Rule, on: string): Promise<number> {
    return countMembers(tx, rule, on);
  }

  /** How many of the audience do not hold this licence category. */
  countWithout(tx: Tx, rule: Rule, category: string, on: string): Promise<number> {
    return countWithout(tx, rule, category, on);
  }

  /** The tests kept with a rule that do not hold on this day: people by HR's number who must belong, or must not. */
  failedTests(
    tx: Tx,
    rule: Rule,
    on: string,
    tests: { in: readonly string[]; out: readonly string[] },
  ): Promise<RuleTestResult[]> {
    return failedTests(tx, rule, on, tests);
  }

  /** The rule as a sentence in both languages: "Iedereen die in Finance werkt". */
  async sentences(tx: Tx, rule: Rule): Promise<Record<Language, string>> {
    const names = await this.names(tx);
    return { nl: sentence(rule, 'nl', sayIn('nl'), names), en: sentence(rule, 'en', sayIn('en'), names) };
  }

  /** How many people, the first names, and who is just outside by which single condition. */
  async preview(tx: Tx, rule: Rule, on: string, language: Language, limit = 10): Promise<RulePreview> {
    const found = await previewRule(tx, rule, on, limit);
    return presentPreview(rule, found, language, sayIn(language), await this.names(tx));
  }

  /** View model of partial audiences/_rule-builder. */
  async builder(
    tx: Tx,
    language: Language,
    options: {
      draft: DraftGroup;
      errors?: Readonly<Record<string, string>>;
      categories: { value: string; label: string }[];
      on: string;
    },
  ): Promise<BuilderModel> {
    const [teams, sites, jobs] = await Promise.all([
      this.people.listTeams(tx),
      this.people.listSites(tx),
      this.people.listJobs(tx, options.on),
    ]);
    const choices: BuilderOptions = {
      teams: teams.map(({ code, name, path }) => ({
        value: code,
        label: name,
        depth: path.split('/').length - 3,
      })),
      sites: sites.map(({ name }) => ({ value: name, label: name })),
      jobs,
      categories: options.categories,
    };
    return presentBuilder(options.draft, options.errors ?? {}, choices, sayIn(language));
  }

  countExpiring(tx: Tx, on: string, withinDays: number): Promise<number> {
    return countExpiring(tx, on, withinDays);
  }

  listExpiring(tx: Tx, on: string, withinDays: number): ReturnType<typeof listExpiring> {
    return listExpiring(tx, on, withinDays);
  }

  /** Takes over what a licence event said, and tells on when somebody gained or lost a category by it. */
  async recordHolding(tx: Tx, fact: HoldingFact, outboxId: string): Promise<void> {
    const changed = await recordHolding(tx, fact, outboxId);
    if (!changed) return;
    const { personId, category, held } = fact;
    await publish(tx, holdingChanged({ items: [{ personId, category, held }] }));
  }

  private async names(tx: Tx): Promise<RuleNames> {
    const teams = await this.people.listTeams(tx);
    return { teams: new Map(teams.map(({ code, name }) => [code, name])) };
  }
}

function sayIn(language: Language): Say {
  return (key, args) => t(language, key, args);
}
