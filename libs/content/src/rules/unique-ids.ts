import { choiceLists } from '../item-texts.js';
import { finding, type Finding, type Rule } from '../rule.js';
import { draftsOf, itemsOf, type FieldPath, type Parsed } from '../tree.js';

export const uniqueIds: Rule = {
  name: 'unique-ids',
  group: 'files',
  sentence: 'Every id and every course code is used once over all courses.',
  check(tree) {
    const courses = tree.courses.flatMap(({ course }) => course ?? []);
    const lessons = tree.courses.flatMap(({ lessons }) => lessons.flatMap(({ lesson }) => lesson ?? []));
    return [
      ...repeated([...courses, ...lessons, ...tree.paths].map((parsed) => [parsed, parsed.value.id])),
      ...repeated(
        courses.map((parsed) => [parsed, parsed.value.code]),
        ['code'],
      ),
      ...repeated(
        tree.courses
          .flatMap((course) => [...itemsOf(course), ...draftsOf(course)])
          .map((parsed) => [parsed, parsed.value.id]),
      ),
      ...repeated(tree.cards.map((parsed) => [parsed, parsed.value.id])),
      ...repeated(tree.skills.map((parsed) => [parsed, parsed.value.id])),
      ...repeated(
        tree.licences.map((parsed) => [parsed, parsed.value.category]),
        ['category'],
      ),
      ...tree.courses.flatMap(itemsOf).flatMap(partsTwice),
    ];
  },
};

function repeated(
  ids: readonly (readonly [Parsed<unknown>, string])[],
  field: FieldPath = ['id'],
): Finding[] {
  const first = new Map<string, Parsed<unknown>>();
  return ids.flatMap(([parsed, id]) => {
    const before = first.get(id);
    if (!before) {
      first.set(id, parsed);
      return [];
    }
    return [finding(parsed, field, `${id} is also used in ${before.file}:${before.at(field).line}`)];
  });
}

/** Options, steps, parts and areas in one list of an item that share an id. */
function partsTwice(parsed: ReturnType<typeof itemsOf>[number]): Finding[] {
  const item = parsed.value;
  const lists: [FieldPath, readonly { id: string }[]][] = choiceLists(item).map(({ path, choices }) => [
    path,
    choices,
  ]);
  if (item.type === 'order' || item.type === 'scenario') lists.push([['steps'], item.steps]);
  if (item.type === 'match') lists.push([['left'], item.left], [['right'], item.right]);
  return lists.flatMap(([field, parts]) =>
    parts.flatMap((part, index) =>
      parts.findIndex((other) => other.id === part.id) < index
        ? [finding(parsed, [...field, index, 'id'], `${part.id} is used twice in this item`)]
        : [],
    ),
  );
}
