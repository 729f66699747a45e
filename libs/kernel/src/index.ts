export {
  type Actor,
  anonymousActor,
  type Grant,
  GRANTS,
  hasGrant,
  isSelf,
  type Language,
  LANGUAGES,
  systemActor,
} from './actor.js';
export { audit, type AuditEntry } from './audit.js';
export { recordChange, type Telling } from './record-change.js';
export { column } from './sql-array.js';
export { Clock, FixedClock, SystemClock } from './clock.js';
export { type Fate, fateOf, isSigned, signature as signWebhook } from './sign-webhook.js';
export { setClock } from './clock-sync.js';
export { daysBetween } from './days.js';
export {
  Config,
  ConfigError,
  type ConfigSlice,
  defineConfig,
  environmentExample,
  kernelConfig,
  parseConfig,
} from './config.js';
export {
  among,
  createDataSource,
  type DatabaseOptions,
  Db,
  isDuplicate,
  one,
  rows,
  type Tx,
} from './database.js';
export { type Delivery, Dispatcher, type OutboxRow } from './dispatcher.js';
export {
  type Access,
  Api,
  API_ROUTE,
  type ApiOptions,
  CurrentActor,
  Page,
  PAGE_ROUTE,
  type PageOptions,
  type RequestSession,
} from './http/decorators.js';
export {
  fieldErrors,
  type FormErrors,
  invalidFrom,
  type ParsedForm,
  parseForm,
  type UploadedFile,
} from './http/forms.js';
export { decodeCursor, encodeCursor, pageOf, type PageQuery, pageQuery } from './http/paging.js';
export {
  download,
  type FileDownload,
  type Flash,
  fragment,
  type FragmentView,
  isFragment,
  isView,
  type Layout,
  page,
  type PageView,
  type Redirect,
  redirect,
  type View,
} from './http/views.js';
export { KERNEL_ENTITIES } from './kernel.entities.js';
export { InjectLogger, KernelModule, type KernelOptions, LOGGER } from './kernel.module.js';
export { createLogger, type Logger } from './logging.js';
export { type Mail, MailboxMailer, Mailer, SmtpMailer } from './mailer.js';
export { enqueue, publish } from './outbox.js';
export { definePaths, hasPath, type Paths, pathTo } from './paths.js';
export {
  defineProblem,
  forbidden,
  invalidInput,
  type InputError,
  listProblems,
  may,
  notFound,
  personOf,
  Problem,
  type ProblemDefinition,
  signInNeeded,
  tooManyRequests,
} from './problem.js';
export { postWebhook, type WebhookAnswer } from './post-webhook.js';
export { projectRoot } from './project-root.js';
export { ProcessEnd } from './process-end.js';
export { inThread } from './thread.js';
export { dumpSchema } from './schema-dump.js';
export { queueConnection, WorkerRuntime } from './queues.js';
export {
  type Erasure,
  type Job,
  type Listener,
  type ListenerContext,
  type Merge,
  type MergedTable,
  type Merging,
  Registry,
  type RunSummary,
  type Schedule,
} from './registry.js';
