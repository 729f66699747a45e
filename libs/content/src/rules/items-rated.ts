import { finding, type Finding, type Rule } from '../rule.js';
import { ENOUGH_READERS } from '../start-values.js';
import { itemsOf, type CourseFolder } from '../tree.js';

export const itemsRated: Rule = {
  name: 'items-rated',
  group: 'items',
  sentence:
    `Each active item of an active course has a level from at least ${ENOUGH_READERS} readers in ratings.yaml, for the version that ` +
    'stands in the items; every reader rates every item named there, is named once and is not the owner of the course.',
  check(tree) {
    return tree.courses.flatMap((course) => [...unrated(course), ...named(course), ...readersOf(course)]);
  },
};

function unrated(folder: CourseFolder): Finding[] {
  if (folder.course?.value.status !== 'active') return [];
  const levels = folder.ratings?.value.levels ?? {};
  return itemsOf(folder).flatMap((item) => {
    const { id, version, status } = item.value;
    const isRated = (levels[`${id}@${version}`] ?? []).length >= ENOUGH_READERS;
    return status !== 'active' || isRated
      ? []
      : [finding(item, ['id'], `no ${ENOUGH_READERS} readers rated ${id}@${version} in ratings.yaml`)];
  });
}

/** What ratings.yaml names: items that are there, in the version that stands there, rated by every reader. */
function named(folder: CourseFolder): Finding[] {
  const { ratings } = folder;
  if (!ratings) return [];
  const versions = new Map(itemsOf(folder).map(({ value }) => [value.id, value.version]));
  return Object.entries(ratings.value.levels).flatMap(([key, levels]) => {
    const [id = '', version] = key.split('@');
    const now = versions.get(id);
    const wrong =
      now === undefined
        ? `there is no item ${id} in this course`
        : Number(version) === now
          ? null
          : `${id} is in version ${now} now: read it again`;
    return [
      ...(wrong === null ? [] : [finding(ratings, ['levels', key], wrong)]),
      ...(levels.length === ratings.value.readers.length
        ? []
        : [
            finding(
              ratings,
              ['levels', key],
              `${levels.length} levels for ${ratings.value.readers.length} readers`,
            ),
          ]),
    ];
  });
}

function readersOf({ ratings, course }: CourseFolder): Finding[] {
  if (!ratings) return [];
  const { readers } = ratings.value;
  return readers.flatMap((reader, index) => {
    if (reader === course?.value.owner)
      return [
        finding(ratings, ['readers', index], `${reader} wrote the course; somebody else rates its items`),
      ];
    return readers.indexOf(reader) < index
      ? [finding(ratings, ['readers', index], `${reader} is named twice`)]
      : [];
  });
}
