export { bankReport, type BankReport, type Parity, type SkillReport } from './bank-report.js';
export { checkContent, problemLine, type CheckResult } from './check-course.js';
export {
  type Content,
  type ContentAnswer,
  type ContentCourse,
  type ContentItem,
  type ContentLesson,
  type ContentMedia,
  type ContentPath,
} from './compile-content.js';
export { fillEmployerWords, type EmployerNames } from './employer-words.js';
export { itemNotes, type ItemNote } from './item-notes.js';
export { canonical, fingerprint } from './fingerprint.js';
export { PICTURE, perLanguage, type Area } from './pictures.js';
export { newCourse, withLesson, withSkill } from './new/new-course.js';
export { lessonSlug, newLesson, type NewFile } from './new/new-lesson.js';
export { outline, type Outline, type Part, type PartKind, type PublishedPart } from './outline.js';
export { startValues, type RatedItem } from './start-values.js';
export { reviewItem, reviewLesson, type PartProblem, type TextReview } from './text-review.js';
export { writeCourseFiles, writeGenerated } from './writer.js';
export { draftsOf, itemsOf, type Tree } from './tree.js';
export { draftItem, draftLacks, type DraftItem } from './schemas/draft.schema.js';
export { item as itemSchema, type Item } from './schemas/item.schema.js';
export type { Licence } from './schemas/licence.schema.js';
export type { Skill } from './schemas/skills.schema.js';
export { COMPETENCES, type ItemChange, type Language, type LessonChange } from './schemas/text.schema.js';
