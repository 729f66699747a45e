export { checkContent, checkFiles, problemLine, type CheckResult } from './check-course.js';
export {
  startValues,
  type Content,
  type ContentCard,
  type ContentCourse,
  type ContentLesson,
  type ContentMedia,
  type ContentPath,
} from './compile-content.js';
export {
  EMPLOYER_WORDS,
  fillEmployerWords,
  type EmployerNames,
  type EmployerWord,
} from './employer-words.js';
export { generatedFiles } from './manual.js';
export {
  outline,
  partsOf,
  PART_KINDS,
  type Outline,
  type Part,
  type PartKind,
  type PublishedPart,
} from './outline.js';
export { readCourses } from './reader.js';
export { writeGenerated } from './writer.js';
export { CARD_KINDS, type CardKind, type Problem, type SourceFile } from './tree.js';
export type {
  Item,
  ItemOption,
  MatchItem,
  MultipleItem,
  OrderItem,
  SingleItem,
  TextItem,
} from './schemas/item.schema.js';
export type { Licence } from './schemas/licence.schema.js';
export type { Skill } from './schemas/skills.schema.js';
export type { BothLanguages, DigComp, Language, LifeCycle } from './schemas/text.schema.js';
