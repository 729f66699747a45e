import vm from 'node:vm';
import { ModuleMocker } from 'jest-mock';

/**
 * Jest compiles every module anew for each file of specs. What V8 made of a source is kept here for the next file of this
 * process that loads it. It is compiled for the process's own realm, see below.
 */
const compiled = new Map();
const compileFunction = vm.compileFunction;
vm.compileFunction = (source, parameters, { parsingContext: _realm, ...options } = {}) => {
  const known = compiled.get(options.filename);
  const isSame = known !== undefined && known.source === source;
  const made = compileFunction(source, parameters, {
    ...options,
    ...(isSame ? { cachedData: known.data } : { produceCachedData: true }),
  });
  if (made.cachedData && options.filename) compiled.set(options.filename, { source, data: made.cachedData });
  return made;
};

/** Where things stood before a file of specs, so that it leaves no trace for the next. */
const snapshot = () => ({
  names: new Set(Object.getOwnPropertyNames(globalThis)),
  variables: { ...process.env },
});

function restore({ names, variables }) {
  for (const name of Object.getOwnPropertyNames(globalThis)) if (!names.has(name)) delete globalThis[name];
  for (const name of Object.keys(process.env)) if (!(name in variables)) delete process.env[name];
  Object.assign(process.env, variables);
}

const { exit } = process;
/** Where Jest keeps the tests of a file and who hears of them, by the names of its symbols. */
const OF_A_FILE = new Set(['JEST_STATE_SYMBOL', 'EVENT_HANDLERS']);

/**
 * Specs run in the realm of the process itself: packages are loaded once for all of them (`runtime.cjs`), and an array or
 * a date of theirs must be an array or a date here.
 */
export default class OneRealm {
  global = globalThis;
  moduleMocker = new ModuleMocker(globalThis);
  /** Nobody fakes timers: the house asks its own clock. */
  fakeTimers = null;
  fakeTimersModern = null;

  constructor({ projectConfig }) {
    // Jest puts its own in the place of it for each file, around that of the file before.
    process.exit = exit;
    this.options = projectConfig.testEnvironmentOptions;
    Error.stackTraceLimit = 100;
  }

  async setup() {
    this.before = snapshot();
    // TypeORM gathers what its decorators say in one place for the whole process; each file of specs brings its own entities.
    delete globalThis.typeormMetadataArgsStorage;
    // What Jest keeps of the files before would hold all of their modules in memory.
    for (const symbol of Object.getOwnPropertySymbols(globalThis))
      if (OF_A_FILE.has(symbol.description)) globalThis[symbol] = undefined;
  }

  async teardown() {
    restore(this.before);
  }

  exportConditions() {
    return this.options.customExportConditions;
  }

  getVmContext() {
    return globalThis;
  }
}
