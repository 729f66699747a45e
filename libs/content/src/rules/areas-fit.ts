import { PICTURE, type Area } from '../pictures.js';
import { finding, type Finding, type Rule } from '../rule.js';
import type { HotspotItem, Item } from '../schemas/item.schema.js';
import { itemsOf, LANGUAGES, type Parsed } from '../tree.js';

/** On a narrow phone the picture is this wide, in CSS pixels. */
const NARROW = 320;
/** WCAG 2.2, success criterion 2.5.8 (target size, minimum), in CSS pixels. */
const TARGET = 24;
const LEAST = (TARGET * PICTURE.width) / NARROW;

export const areasFit: Rule = {
  name: 'areas-fit',
  group: 'items',
  sentence:
    `The areas of a picture lie inside it (${PICTURE.width} by ${PICTURE.height} units), none overlaps another, and each is at least ` +
    `${LEAST} by ${LEAST} units: ${TARGET} CSS pixels on a picture ${NARROW} wide (WCAG 2.2, 2.5.8); the alternative text does not hold ` +
    'the text of the right area.',
  check(tree) {
    return tree.courses
      .flatMap(itemsOf)
      .filter(isHotspot)
      .flatMap((parsed) => [...areas(parsed), ...telling(parsed)]);
  },
};

const isHotspot = (parsed: Parsed<Item>): parsed is Parsed<HotspotItem> => parsed.value.type === 'hotspot';

function areas(parsed: Parsed<HotspotItem>): Finding[] {
  const list = parsed.value.areas;
  return list.flatMap(({ at }, index) => {
    const say = (message: string): Finding[] => [finding(parsed, ['areas', index, 'at'], message)];
    const [x, y, width, height] = at;
    if (x + width > PICTURE.width || y + height > PICTURE.height) return say('sticks out of the picture');
    if (width < LEAST || height < LEAST)
      return say(`is ${width} by ${height} units; at least ${LEAST} by ${LEAST}`);
    const other = list.slice(0, index).find((before) => overlap(before.at, at));
    return other ? say(`overlaps area ${other.id}`) : [];
  });
}

const overlap = ([x, y, width, height]: Area, [left, top, wide, high]: Area): boolean =>
  x < left + wide && left < x + width && y < top + high && top < y + height;

function telling(parsed: Parsed<HotspotItem>): Finding[] {
  const key = parsed.value.areas.find((area) => area.key);
  return LANGUAGES.flatMap((language) =>
    key && parsed.value.alt[language].toLowerCase().includes(key.text[language].toLowerCase())
      ? [finding(parsed, ['alt', language], 'holds the text of the right area')]
      : [],
  );
}
