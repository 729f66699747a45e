import { formatDate, formatNumber, type Language } from '../words.js';
import { linear, linePath, px, roundTop, spread } from './scale.js';

export interface BurnUpInput {
  readonly language: Language;
  /** States the finding: "Nog 38 te gaan; op dit tempo klaar op 12 feb." */
  readonly headline: string;
  /** What was done up to and including each day, oldest first. */
  readonly done: readonly { readonly on: string; readonly value: number }[];
  /** What was planned, when there is a plan. */
  readonly plan?: readonly { readonly on: string; readonly value: number }[];
  /** How many there are to do in all. */
  readonly target: number;
  readonly words: {
    readonly done: string;
    readonly plan: string;
    readonly target: string;
    readonly day: string;
  };
}

interface Geometry {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly line: string;
  readonly area: string;
  readonly plan: string;
  readonly targetY: number;
  readonly ticksX: readonly { x: number; y: number; label: string; anchor: string }[];
  readonly ticksY: readonly { y: number; label: string }[];
  readonly last: { x: number; y: number; label: string; labelY: number; anchor: string } | null;
}

export interface ChartTable {
  readonly heads: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export interface BurnUpChart {
  readonly headline: string;
  readonly targetLabel: string;
  readonly planLabel: string;
  readonly sizes: readonly Geometry[];
  readonly table: ChartTable;
}

/**
 * Done against plan and target over time, as positions ready to draw: one drawing for wide screens and one for phones,
 * so that letters keep their size. Days are spaced by the calendar, not by their number.
 */
export function burnUp(input: BurnUpInput): BurnUpChart {
  const { language, done, plan = [], words } = input;
  const planned = new Map(plan.map(({ on, value }) => [on, value]));
  return {
    headline: input.headline,
    targetLabel: `${words.target} ${formatNumber(language, input.target)}`,
    planLabel: plan.length > 0 ? words.plan : '',
    sizes: [draw(input, 640, 250, 5), draw(input, 340, 230, 3)],
    table: {
      heads: [words.day, words.done, ...(plan.length > 0 ? [words.plan] : [])],
      rows: done.map(({ on, value }) => {
        const aim = planned.get(on);
        const cells = [formatDate(language, on), formatNumber(language, value)];
        return plan.length > 0 ? [...cells, aim === undefined ? '–' : formatNumber(language, aim)] : cells;
      }),
    },
  };
}

const dayNumber = (on: string): number =>
  Date.UTC(+on.slice(0, 4), +on.slice(5, 7) - 1, +on.slice(8, 10)) / 86_400_000;

function draw(
  { language, done, plan = [], target }: BurnUpInput,
  width: number,
  height: number,
  ticks: number,
): Geometry {
  const [left, right, top, bottom] = [40, width - 12, 18, height - 28];
  const days = [...done, ...plan].map(({ on }) => dayNumber(on));
  const x = linear([Math.min(...days), Math.max(...days)], [left, right]);
  const highest = roundTop(
    Math.max(target, ...done.map(({ value }) => value), ...plan.map(({ value }) => value)),
  );
  const y = linear([0, highest], [bottom, top]);
  const at = ({ on, value }: { on: string; value: number }) => ({ x: x(dayNumber(on)), y: y(value) });
  const points = done.map(at);
  const first = points[0];
  const end = points[points.length - 1];
  const lastDone = done[done.length - 1];
  const axis = [...new Set([...done, ...plan].map(({ on }) => on))].sort();
  return {
    width,
    height,
    left,
    right,
    line: linePath(points),
    area: first && end ? `${linePath(points)}L${px(end.x)} ${bottom}L${px(first.x)} ${bottom}Z` : '',
    plan: linePath(plan.map(at)),
    targetY: px(y(target)),
    ticksX: spread(axis, ticks).map(({ value, index }) => ({
      x: px(x(dayNumber(value))),
      y: height - 8,
      label: formatDate(language, value).replace(/ \d{4}$/, ''),
      anchor: index === 0 ? 'start' : index === axis.length - 1 ? 'end' : 'middle',
    })),
    ticksY: [0, highest / 2, highest].map((value) => ({
      y: px(y(value)),
      label: formatNumber(language, value),
    })),
    last:
      end && lastDone
        ? {
            x: px(end.x),
            y: px(end.y),
            label: formatNumber(language, lastDone.value),
            labelY: px(Math.max(end.y - 10, 12)),
            anchor: end.x > right - 24 ? 'end' : 'middle',
          }
        : null,
  };
}
