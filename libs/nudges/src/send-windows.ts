/** A stretch of the day in which messages may go out: minutes since local midnight, the end not included. */
export interface SendWindow {
  readonly from: number;
  readonly to: number;
}

/** What HR decides for everybody; a person may only choose less. */
export interface NudgeRules {
  /** Messages per person in any 7 × 24 hours, over all sources. */
  readonly perWeek: number;
  /** Hours between two messages to one person. */
  readonly gapHours: number;
  readonly windows: readonly SendWindow[];
  /** For people on night shift, on the day on which the shift starts. */
  readonly nightWindows: readonly SendWindow[];
  /** For what is told at once: the working day, outside of which it is quiet. On night shift the night windows hold. */
  readonly directWindows: readonly SendWindow[];
  /** The digest goes out so many minutes after the first window opens: 09:15 with a window from 09:00. */
  readonly digestAfter: number;
  /** Reasons in one message at most. */
  readonly maxLines: number;
}

export const WINDOWS_PATTERN = /^\d{2}:\d{2}-\d{2}:\d{2}(,\d{2}:\d{2}-\d{2}:\d{2})*$/;

export const DEFAULT_RULES: NudgeRules = {
  perWeek: 3,
  gapHours: 20,
  windows: parseWindows('09:00-11:30,13:30-16:00'),
  nightWindows: parseWindows('22:00-23:30'),
  directWindows: parseWindows('08:30-17:30'),
  digestAfter: 15,
  maxLines: 3,
};

/** '09:00-11:30,13:30-16:00' as windows, in order. Throws on a window that ends before it starts or on overlap. */
export function parseWindows(text: string): SendWindow[] {
  if (!WINDOWS_PATTERN.test(text))
    throw new RangeError(`"${text}" is not a list of windows like 09:00-11:30.`);
  const windows = text
    .split(',')
    .map((part) => {
      const [from = '', to = ''] = part.split('-');
      return { from: minutesOf(from), to: minutesOf(to) };
    })
    .sort((a, b) => a.from - b.from);
  windows.forEach(({ from, to }, index) => {
    const next = windows[index + 1];
    if (to <= from || (next && next.from < to))
      throw new RangeError(`The windows "${text}" overlap or end too early.`);
  });
  return windows;
}

function minutesOf(time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  if (hour > 24 || minute > 59 || hour * 60 + minute > 1440)
    throw new RangeError(`"${time}" is not a time of day.`);
  return hour * 60 + minute;
}
