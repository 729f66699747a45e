/**
 * One load for everybody who asks before it begins. While a load runs, those who come wait together for the next one,
 * so each gets an answer that was begun after they asked, and a crowd costs as many loads as fit behind each other.
 */
export class SharedLoad<T> {
  private readonly running = new Map<string, Promise<T>>();
  private readonly waiting = new Map<string, Promise<T>>();

  /** The answer of a load for `key` that begins after this call. */
  of(key: string, load: () => Promise<T>): Promise<T> {
    const joined = this.waiting.get(key);
    if (joined) return joined;
    const begin = (): Promise<T> => {
      this.waiting.delete(key);
      this.running.set(key, next);
      return load();
    };
    // A failed load is told to those who asked for it; those behind them start their own.
    const next: Promise<T> = (this.running.get(key) ?? Promise.resolve()).then(begin, begin);
    this.waiting.set(key, next);
    return next;
  }
}
