import { Injectable } from '@nestjs/common';
import { checkWeights, DEFAULT_WEIGHTS, type MemoryWeights } from '#assessment';
import { Clock, rows, type Tx } from '#kernel';

/** Weights of the memory model with their id; null is the id of the published ones. */
export interface KnownWeights {
  readonly id: string | null;
  readonly weights: MemoryWeights;
}

/** Weights that ever were in use. */
export interface WeightsBook {
  /** With which reviews are done now. */
  readonly inUse: KnownWeights;
  /** @throws Error for an id that was never in use: a card cannot have it. */
  readonly of: (id: string | null) => MemoryWeights;
}

/** So long a process goes on with what it read; every card says which weights moved it, so nothing goes wrong by it. */
const KEPT_MS = 60_000;
const PUBLISHED: KnownWeights = { id: null, weights: DEFAULT_WEIGHTS };

/** Which weights memory works with, without asking the database at every answer. */
@Injectable()
export class WeightsInUse {
  private kept: {
    readonly book: WeightsBook;
    readonly ids: ReadonlySet<string>;
    readonly at: number;
  } | null = null;

  constructor(private readonly clock: Clock) {}

  /** The book, which holds at least the ids named. Read on `tx`, so that nobody who holds a connection asks for another. */
  async book(tx: Tx, ids: readonly (string | null)[] = []): Promise<WeightsBook> {
    const { kept } = this;
    const isFresh = kept !== null && this.clock.now().epochMilliseconds - kept.at < KEPT_MS;
    if (isFresh && ids.every((id) => id === null || kept.ids.has(id))) return kept.book;
    return this.read(tx);
  }

  /** Somebody changed what is in use: the next answer reads it. */
  forget(): void {
    this.kept = null;
  }

  private async read(tx: Tx): Promise<WeightsBook> {
    const found = await rows<{ id: string; isActive: boolean; weights: number[] }>(
      tx,
      `SELECT id, state = 'active' AS "isActive", weights FROM review_weights WHERE activated_at IS NOT NULL`,
    );
    for (const { weights } of found) checkWeights(weights);
    const byId = new Map(found.map(({ id, weights }) => [id, weights]));
    const of = (id: string | null): MemoryWeights => {
      const weights = id === null ? DEFAULT_WEIGHTS : byId.get(id);
      if (!weights) throw new Error(`no weights of memory have the id ${id}`);
      return weights;
    };
    const book = { inUse: found.find(({ isActive }) => isActive) ?? PUBLISHED, of };
    this.kept = { book, ids: new Set(byId.keys()), at: this.clock.now().epochMilliseconds };
    return book;
  }
}
