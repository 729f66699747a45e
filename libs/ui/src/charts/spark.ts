import { linear, linePath, px } from './scale.js';

export interface SparkChart {
  readonly label: string;
  readonly width: number;
  readonly height: number;
  readonly line: string;
  readonly area: string;
  readonly last: { readonly x: number; readonly y: number } | null;
}

/** A trend of at least two values in the size of a word; `label` says in words what it shows. */
export function sparkline({ values, label }: { values: readonly number[]; label: string }): SparkChart {
  const [width, height] = [96, 28];
  const x = linear([0, values.length - 1], [2, width - 5]);
  const y = linear([Math.min(...values), Math.max(...values)], [height - 4, 4]);
  const points = values.map((value, index) => ({ x: x(index), y: y(value) }));
  const [first, last] = [points[0], points[points.length - 1]];
  const isTrend = points.length > 1 && first && last;
  return {
    label,
    width,
    height,
    line: isTrend ? linePath(points) : '',
    area: isTrend ? `${linePath(points)}L${px(last.x)} ${height}L${px(first.x)} ${height}Z` : '',
    last: last ? { x: px(last.x), y: px(last.y) } : null,
  };
}
