import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { PoolItem, TestRules } from '#assessment';
import { Clock, Db, notFound, one } from '#kernel';
import type { AttemptKind } from './attempt.entity.js';

/** What a test was agreed to be when it started. */
export interface BlueprintTerms {
  readonly rules: TestRules;
  /** Null: no limit. */
  readonly minutes: number | null;
  readonly cooldownDays: number;
}

/** An item as pinned: which version, and the parameters that were believed then. */
export interface BlueprintItem extends PoolItem {
  readonly version: number;
}

export interface Blueprint {
  readonly id: string;
  readonly terms: BlueprintTerms;
  readonly pool: readonly BlueprintItem[];
  /** The calibration in use when it was pinned; null for authors' ratings, and where it was not yet written down. */
  readonly calibrationId: string | null;
}

const SELECT = 'SELECT id, terms, pool, calibration_id AS "calibrationId" FROM attempt_blueprint';

/**
 * Pins rules, item versions and parameters of a test. Equal content gives the same row, so all who start between two
 * publications share one; a row never changes, so it is kept in memory once read.
 */
@Injectable()
export class Blueprints {
  private readonly byId = new Map<string, Blueprint>();
  private readonly byFingerprint = new Map<string, Blueprint>();

  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
  ) {}

  /** The blueprint with this content. Written outside the caller's transaction: it is a fact, not part of an attempt. */
  async pin(
    kind: AttemptKind,
    category: string,
    terms: BlueprintTerms,
    pool: readonly BlueprintItem[],
    calibrationId: string | null = null,
  ): Promise<Blueprint> {
    const origin = calibrationId === null ? [] : [calibrationId];
    const content = JSON.stringify([kind, category, terms, pool, ...origin]);
    const fingerprint = createHash('sha256').update(content).digest('hex');
    const known = this.byFingerprint.get(fingerprint);
    if (known) return known;
    await this.db.read.query(
      `INSERT INTO attempt_blueprint (fingerprint, kind, category, terms, pool, calibration_id, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (fingerprint) DO NOTHING`,
      [
        ...[fingerprint, kind, category, JSON.stringify(terms), JSON.stringify(pool), calibrationId],
        this.clock.now().toString(),
      ],
    );
    const found = await one<Blueprint>(this.db.read, `${SELECT} WHERE fingerprint = $1`, [fingerprint]);
    if (!found) throw notFound('attempt');
    this.byFingerprint.set(fingerprint, found);
    this.byId.set(found.id, found);
    return found;
  }

  async get(id: string): Promise<Blueprint> {
    const known = this.byId.get(id);
    if (known) return known;
    const found = await one<Blueprint>(this.db.read, `${SELECT} WHERE id = $1`, [id]);
    if (!found) throw notFound('attempt');
    this.byId.set(id, found);
    return found;
  }
}
