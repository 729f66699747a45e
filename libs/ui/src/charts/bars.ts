import { formatNumber, type Language } from '../words.js';
import type { ChartTable } from './burn-up.js';
import { px } from './scale.js';

export interface StackedBarsInput {
  readonly language: Language;
  readonly headline: string;
  readonly rowWord: string;
  /** The parts every bar has, in order: how they are called and what they mean. */
  readonly parts: readonly {
    readonly label: string;
    readonly tone: 'ok' | 'warn' | 'bad' | 'info' | 'none';
  }[];
  readonly rows: readonly {
    readonly label: string;
    readonly values: readonly number[];
    readonly href?: string;
  }[];
}

interface Segment {
  readonly x: number;
  readonly width: number;
  readonly tone: string;
}
export interface StackedBarsChart {
  readonly headline: string;
  readonly parts: StackedBarsInput['parts'];
  readonly rows: readonly {
    label: string;
    href?: string;
    total: string;
    sentence: string;
    segments: readonly Segment[];
  }[];
  readonly width: number;
  readonly table: ChartTable;
}

const WIDTH = 320;
/** One bar per row, cut into parts in proportion. A row without anything shows an empty bar. */
export function stackedBars(input: StackedBarsInput): StackedBarsChart {
  const print = (value: number): string => formatNumber(input.language, value);
  return {
    headline: input.headline,
    parts: input.parts,
    width: WIDTH,
    rows: input.rows.map(({ label, values, href }) => {
      const total = values.reduce((sum, value) => sum + value, 0);
      let start = 0;
      const segments = values.flatMap((value, index): Segment[] => {
        const width = total === 0 ? 0 : (value / total) * WIDTH;
        const segment = {
          x: px(start),
          width: px(width),
          tone: input.parts[index]?.tone ?? 'none',
        };
        start += width;
        return width > 0 ? [segment] : [];
      });
      const sentence = values
        .map((value, index) => `${print(value)} ${input.parts[index]?.label ?? ''}`)
        .join(' · ');
      return {
        label,
        total: print(total),
        sentence,
        segments,
        ...(href ? { href } : {}),
      };
    }),
    table: {
      heads: [input.rowWord, ...input.parts.map(({ label }) => label)],
      rows: input.rows.map(({ label, values }) => [label, ...values.map(print)]),
    },
  };
}
