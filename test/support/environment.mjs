import vm from 'node:vm';
import { TestEnvironment } from 'jest-environment-node';

/**
 * Jest compiles every module anew for each file of specs, a second of work each time. What V8 made of a source is kept
 * here for the next file of this process that loads it.
 */
const compiled = new Map();
const compileFunction = vm.compileFunction;
vm.compileFunction = (source, parameters, options) => {
  const known = compiled.get(options?.filename);
  const isSame = known !== undefined && known.source === source;
  const made = compileFunction(source, parameters, {
    ...options,
    ...(isSame ? { cachedData: known.data } : { produceCachedData: true }),
  });
  if (made.cachedData && options?.filename) compiled.set(options.filename, { source, data: made.cachedData });
  return made;
};

export default TestEnvironment;
