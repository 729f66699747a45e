// How a spec's modules are loaded: our own files by Jest, anew for each file of specs; packages by Node, once per process.
// Two thirds of the three thousand modules of the product are packages, and loading them again took most of a second a file.
const { createRequire, isBuiltin } = require('node:module');
const path = require('node:path');
const { default: Runtime } = require('jest-runtime');

const requires = new Map();
const requireFrom = (file) => {
  const folder = path.dirname(file);
  if (!requires.has(folder)) requires.set(folder, createRequire(file));
  return requires.get(folder);
};

/** Jest gives its own packages to a spec itself. */
const OF_JEST = /^(?:@jest\/globals|jest-|expect$)/;
const isPackage = (name) =>
  /^[^./#]/.test(name) && !path.isAbsolute(name) && !isBuiltin(name) && !OF_JEST.test(name);

module.exports = class PackagesOnce extends Runtime {
  requireModuleOrMock(from, name) {
    return isPackage(name) ? requireFrom(from)(name) : super.requireModuleOrMock(from, name);
  }
};
