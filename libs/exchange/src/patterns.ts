import { normaliseText } from '#assessment';

/** A regular expression, as `text` items have them, that accepts one answer; `*` stands for any run of signs. */
export function wildcardPattern(answer: string): string {
  const pieces = answer.split(/(\\\*|\*)/).map((piece) => {
    if (piece === '*') return '.*';
    return escapePattern(piece === '\\*' ? '*' : piece);
  });
  return `^${pieces.join('')}$`;
}

/** A regular expression that accepts one answer as it is written; stars are stars. */
export const literalPattern = (answer: string): string => `^${escapePattern(normaliseText(answer))}$`;

const escapePattern = (text: string): string =>
  text.replace(/[\u2018\u2019]/g, "'").replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

/** Above this many answers a list says less than the pattern. */
const MOST = 200;
const [START, END] = ['\u0002', '\u0003'];

/**
 * The answers that a regular expression accepts, as a list in which `*` stands for any run of signs and `\*` for a star;
 * undefined when they are more than 200 or the expression looks ahead, repeats or leaves signs out.
 */
export function answersOf(pattern: string): string[] | undefined {
  const reader = new PatternReader(pattern);
  const found = reader.alternatives();
  if (found === undefined || !reader.atEnd()) return undefined;
  const answers = found.map((text) => {
    const front = text.startsWith(START) ? text.slice(1) : `*${text}`;
    return (front.endsWith(END) ? front.slice(0, -1) : `${front}*`).replace(/\*{2,}/g, '*');
  });
  if (answers.some((answer) => answer.includes(START) || answer.includes(END))) return undefined;
  const unique = [...new Set(answers)];
  return unique.length > MOST ? undefined : unique;
}

/** Reads the part of regular expressions that a list of answers can say; undefined anywhere means it cannot. */
class PatternReader {
  private at = 0;

  constructor(private readonly pattern: string) {}

  atEnd(): boolean {
    return this.at === this.pattern.length;
  }

  alternatives(): string[] | undefined {
    const all = this.sequence();
    if (all === undefined) return undefined;
    while (this.take('|')) {
      const next = this.sequence();
      if (next === undefined) return undefined;
      all.push(...next);
    }
    return all.length > MOST ? undefined : all;
  }

  private sequence(): string[] | undefined {
    let all = [''];
    while (!this.atEnd() && !this.sees('|') && !this.sees(')')) {
      const next = this.repeated();
      if (next === undefined) return undefined;
      all = all.flatMap((head) => next.map((tail) => head + tail));
      if (all.length > MOST) return undefined;
    }
    return all;
  }

  private repeated(): string[] | undefined {
    for (const anything of ['[\\s\\S]*', '.*']) if (this.take(anything)) return ['*'];
    const atom = this.atom();
    if (atom === undefined) return undefined;
    if (this.take('?')) return ['', ...atom];
    return this.sees('*') || this.sees('+') || this.sees('{') ? undefined : atom;
  }

  private atom(): string[] | undefined {
    if (this.take('^')) return [START];
    if (this.take('$')) return [END];
    if (this.take('(?:') || (!this.sees('(?') && this.take('('))) {
      const inside = this.alternatives();
      return inside !== undefined && this.take(')') ? inside : undefined;
    }
    if (this.take('[')) return this.oneOf();
    if (this.take('\\')) return /[a-z0-9]/i.test(this.pattern[this.at] ?? 'x') ? undefined : this.literal();
    return /[(.*+?{}]/.test(this.pattern[this.at] ?? '(') ? undefined : this.literal();
  }

  private oneOf(): string[] | undefined {
    const end = this.pattern.indexOf(']', this.at);
    const inside = end < 0 ? '' : this.pattern.slice(this.at, end);
    if (inside === '' || /[\\^-]/.test(inside)) return undefined;
    this.at = end + 1;
    return [...inside];
  }

  private literal(): string[] {
    const sign = this.pattern[this.at] ?? '';
    this.at += 1;
    return [sign === '*' ? '\\*' : sign];
  }

  private sees(text: string): boolean {
    return this.pattern.startsWith(text, this.at);
  }

  private take(text: string): boolean {
    if (!this.sees(text)) return false;
    this.at += text.length;
    return true;
  }
}
