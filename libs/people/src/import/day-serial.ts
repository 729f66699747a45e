const DAY_IN_MS = 86_400_000;
/** Day 61 is 1 March 1900; Excel counts a 29 February 1900 that never was, so 60 is no day at all. */
const ORIGIN_1900 = Date.UTC(1899, 11, 30);
const ORIGIN_1904 = Date.UTC(1904, 0, 1);

/**
 * The day behind Excel's count of days since 1900 (or since 1904, as old Macs do), as 'YYYY-MM-DD', with the time when
 * the count has a fraction. Undefined before 1 March 1900 and after 31 December 2199.
 */
export function daySerial(serial: number, since1904 = false): string | undefined {
  const minutes = Math.round(serial * 1440);
  const from = since1904 ? ORIGIN_1904 + minutes * 60_000 : ORIGIN_1900 + minutes * 60_000;
  if (!Number.isFinite(serial) || serial < (since1904 ? 0 : 61)) return undefined;
  if (from >= Date.UTC(2200, 0, 1)) return undefined;
  const [day, time] = new Date(from).toISOString().split('T');
  return from % DAY_IN_MS === 0 ? day : `${day} ${time?.slice(0, 5)}`;
}
