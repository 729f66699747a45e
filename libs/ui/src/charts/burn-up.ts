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
    ticksX: dayTicks(axis, ticks, (on) => x(dayNumber(on))).map(({ on, at: middle, anchor }) => ({
      x: px(middle),
      y: height - 8,
      label: dayLabel(language, on),
      anchor,
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

const dayLabel = (language: Language, on: string): string => formatDate(language, on).replace(/ \d{4}$/, '');

/** The width that a label such as "23 nov." takes, with some air. */
const LABEL_WIDTH = 56;

/** Days to write under the axis: spread evenly, and never so close that two labels touch; the last day wins. */
function dayTicks(
  axis: readonly string[],
  count: number,
  at: (on: string) => number,
): { on: string; at: number; anchor: string }[] {
  const kept: { on: string; at: number; anchor: string }[] = [];
  const last = axis.length - 1;
  for (const { value: on, index } of spread(axis, count)) {
    const anchor = axis.length === 1 ? 'middle' : index === 0 ? 'start' : index === last ? 'end' : 'middle';
    const tick = { on, at: at(on), anchor };
    while (index === last && kept.length > 1 && isTooClose(kept[kept.length - 1], tick)) kept.pop();
    if (!isTooClose(kept[kept.length - 1], tick)) kept.push(tick);
  }
  return kept;
}

function isTooClose(
  before: { at: number; anchor: string } | undefined,
  tick: { at: number; anchor: string },
): boolean {
  if (!before) return false;
  const end = before.at + (before.anchor === 'start' ? LABEL_WIDTH : LABEL_WIDTH / 2);
  const start = tick.at - (tick.anchor === 'end' ? LABEL_WIDTH : LABEL_WIDTH / 2);
  return start < end;
}
