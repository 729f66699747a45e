import { formatPercent, type Language } from '../words.js';
import type { ChartTable } from './burn-up.js';
import { linear, px } from './scale.js';

export interface DumbbellInput {
  readonly language: Language;
  /** States the finding: "IT denkt 83%, medewerkers zeggen 44%". */
  readonly headline: string;
  /** The names of both sides; the first is drawn as a square, the second as a circle. */
  readonly sides: readonly [string, string];
  readonly topicWord: string;
  /** Shares between 0 and 1. A row with too few answers has null for that side. */
  readonly rows: readonly {
    readonly label: string;
    readonly values: readonly [number | null, number | null];
  }[];
  readonly tooFew: string;
}

interface Mark {
  readonly x: number;
  readonly label: string;
  readonly labelX: number;
  readonly anchor: string;
}
interface DumbbellRow {
  readonly label: string;
  readonly labelY: number;
  readonly y: number;
  readonly from: number;
  readonly to: number;
  readonly square: (Mark & { squareX: number; squareY: number }) | null;
  readonly circle: Mark | null;
  readonly missing: string;
}
export interface DumbbellChart {
  readonly headline: string;
  readonly sides: readonly [string, string];
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly rows: readonly DumbbellRow[];
  readonly table: ChartTable;
}

const WIDTH = 340;
const ROW = 56;

/**
 * Two answers to the same questions, side by side. One narrow drawing serves phones and desks: the label stands above
 * its line, so letters never shrink.
 */
export function dumbbell(input: DumbbellInput): DumbbellChart {
  const [left, right] = [44, WIDTH - 44];
  const x = linear([0, 1], [left, right]);
  const print = (value: number | null): string =>
    value === null ? input.tooFew : formatPercent(input.language, value);
  const mark = (value: number | null, other: number | null): Mark | null => {
    if (value === null) return null;
    const isLow = other === null || value < other;
    return {
      x: px(x(value)),
      label: print(value),
      labelX: px(x(value) + (isLow ? -11 : 11)),
      anchor: isLow ? 'end' : 'start',
    };
  };
  return {
    headline: input.headline,
    sides: input.sides,
    width: WIDTH,
    height: input.rows.length * ROW + 8,
    left,
    right,
    rows: input.rows.map(({ label, values: [first, second] }, index) => {
      const y = index * ROW + 38;
      const square = mark(first, second);
      return {
        label,
        labelY: y - 18,
        y,
        from: px(x(first ?? second ?? 0)),
        to: px(x(second ?? first ?? 0)),
        square: square && { ...square, squareX: px(square.x - 6), squareY: y - 6 },
        circle: mark(second, first),
        missing: first === null || second === null ? input.tooFew : '',
      };
    }),
    table: {
      heads: [input.topicWord, ...input.sides],
      rows: input.rows.map(({ label, values }) => [label, print(values[0]), print(values[1])]),
    },
  };
}
