/** An id that our parts may have. */
const PART_ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** a, b, … z, then p27, p28, … */
export const letterId = (index: number): string =>
  index < 26 ? String.fromCharCode(97 + index) : `p${index + 1}`;

/** Ids for parts: the file's own where they are short, lower case and different, and letters for all otherwise. */
export function partIds(own: readonly (string | undefined)[]): string[] {
  const fit =
    own.every((id) => id !== undefined && id.length <= 40 && PART_ID.test(id)) &&
    new Set(own).size === own.length;
  return own.map((id, index) => (fit && id !== undefined ? id : letterId(index)));
}
