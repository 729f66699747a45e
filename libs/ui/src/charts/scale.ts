/** Maps a value linearly from a domain to pixels. A domain of one point maps to the middle. */
export function linear(
  domain: readonly [number, number],
  range: readonly [number, number],
): (value: number) => number {
  const [from, to] = domain;
  const [start, end] = range;
  if (to === from) return () => (start + end) / 2;
  return (value) => start + ((value - from) / (to - from)) * (end - start);
}

/** The smallest of 1, 2, 3, 4, 5, 6, 8 × 10^n that is at least the value: a round top for an axis that starts at nought. */
export function roundTop(value: number): number {
  if (value <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [1, 2, 3, 4, 5, 6, 8, 10].find((factor) => factor * power >= value - 1e-9) ?? 10;
  return step * power;
}

/** `count` values spread evenly over a list, the first and the last included. */
export function spread<T>(values: readonly T[], count: number): { value: T; index: number }[] {
  if (values.length <= count) return values.map((value, index) => ({ value, index }));
  const picks = Array.from({ length: count }, (_, i) => Math.round((i * (values.length - 1)) / (count - 1)));
  return [...new Set(picks)].map((index) => ({ value: values[index] as T, index }));
}

/** Pixels with at most one decimal, so that pages stay small. */
export const px = (value: number): number => Math.round(value * 10) / 10;

export const linePath = (points: readonly { x: number; y: number }[]): string =>
  points.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${px(x)} ${px(y)}`).join('');
