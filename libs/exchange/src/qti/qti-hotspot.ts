import { PICTURE, type Area } from '#content';
import type { DraftArea, Question, Words } from '../draft.js';
import { hasWords, wordsIn } from '../foreign-text.js';
import { NotImported } from '../ledger.js';
import { partIds } from '../part-ids.js';
import { below, type XmlElement } from '../xml-tree.js';
import type { QtiItem } from './qti-item.js';
import { withoutKind } from './qti-names.js';

type Hotspot = Extract<Question, { type: 'hotspot' }>;

/** A drawing that may stand in items/media under its own name. */
const DRAWING = /^[a-z0-9]+(-[a-z0-9]+)*(\.(nl|en))?\.svg$/;

/**
 * A picture to point at with one right place. Circles, ellipses and polygons become the rectangle around them; a picture
 * of another size is brought to ours; what is no drawing is told as lost.
 *
 * @throws NotImported when a place cannot be read, or there are fewer than two
 */
export function hotspotOf(item: QtiItem): Hotspot {
  const spots = item.choices('hotspotChoice');
  if (spots.length < 2) throw new NotImported('too-few-options', `there are ${spots.length} places`);
  const image = below(item.interaction).find(({ name }) => /^(img|object|image)$/.test(name));
  const scale = scaleOf(item, image);
  const ids = partIds(spots.map((spot) => withoutKind(idOf(spot))));
  const areas = spots.map((spot, index): DraftArea => {
    const identifier = idOf(spot);
    return {
      id: ids[index] ?? '',
      key: item.response.correct.includes(identifier),
      at: scale(areaOf(item, spot)),
      text: wordsIn(item.language, spot.attributes['hotspotLabel'] ?? ''),
      why: item.feedback(identifier),
    };
  });
  if (!areas.some(({ key }) => key)) throw new NotImported('no-right-option', 'no place is right');
  if (!areas.every(({ text }) => hasWords(text)))
    item.notes.lose('labels', 'places without a label: the list beside the picture needs one for each');
  const alt = wordsIn(item.language, image?.attributes['alt'] ?? '');
  return { type: 'hotspot', picture: pictureOf(item, image), alt, areas };
}

const idOf = ({ attributes }: XmlElement): string => attributes['identifier'] ?? '';

function pictureOf(item: QtiItem, image: XmlElement | undefined): Words {
  const address = image?.attributes['src'] ?? image?.attributes['data'] ?? '';
  const file = address.slice(address.lastIndexOf('/') + 1);
  if (DRAWING.test(file)) return { [item.language]: file };
  item.notes.lose('picture', `the picture ${file || 'has no name'}: draw it anew for items/media`);
  return {};
}

/** From the size of the file's picture to that of our drawings. */
function scaleOf(
  item: QtiItem,
  image: XmlElement | undefined,
): (area: Area) => [number, number, number, number] {
  const [wide, high] = [Number(image?.attributes['width']), Number(image?.attributes['height'])];
  const isKnown = wide > 0 && high > 0;
  const [across, down] = isKnown ? [PICTURE.width / wide, PICTURE.height / high] : [1, 1];
  if (!isKnown) item.notes.lose('areas', 'the size of the picture is unknown: look at its places again');
  else if (across !== 1 || down !== 1)
    item.notes.lose('areas', `the places were brought from ${wide} by ${high} to our size`);
  return ([x, y, width, height]) => [
    Math.max(0, Math.round(x * across)),
    Math.max(0, Math.round(y * down)),
    Math.max(1, Math.round(width * across)),
    Math.max(1, Math.round(height * down)),
  ];
}

/** The rectangle around a place, in the units of its file. */
function areaOf(item: QtiItem, spot: XmlElement): Area {
  const shape = spot.attributes['shape'] ?? 'rect';
  const numbers = (spot.attributes['coords'] ?? '').split(/[\s,]+/).map(Number);
  const [a = NaN, b = NaN, c = NaN, d = c] = numbers;
  const box = shape === 'circle' || shape === 'ellipse' ? [a - c, b - d, a + c, b + d] : around(numbers);
  const [left = NaN, top = NaN, right = NaN, bottom = NaN] = box;
  if (![left, top, right, bottom].every(Number.isFinite))
    throw new NotImported('unknown-shape', `a place of the shape ${shape} that cannot be read`);
  if (shape !== 'rect') item.notes.lose('shape', `a ${shape} became the rectangle around it`);
  return [left, top, right - left, bottom - top];
}

/** Around corners that are listed as x, y, x, y, …: two of a rectangle, or all of a polygon. */
function around(numbers: readonly number[]): number[] {
  const [xs, ys] = [0, 1].map((odd) => numbers.filter((_, index) => index % 2 === odd));
  if (numbers.length < 4 || numbers.length % 2 === 1) return [];
  return [Math.min(...(xs ?? [])), Math.min(...(ys ?? [])), Math.max(...(xs ?? [])), Math.max(...(ys ?? []))];
}
