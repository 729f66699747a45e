// Jest compiles our TypeScript to CommonJS; at run time the product itself is ESM.
import os from 'node:os';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '');
const parserOf = (syntax) => ({ syntax, ...(syntax === 'typescript' ? { decorators: true } : {}) });
const swc = (syntax) => [
  '@swc/jest',
  {
    swcrc: false,
    sourceMaps: true,
    module: { type: 'commonjs' },
    jsc: {
      target: 'es2022',
      keepClassNames: true,
      parser: parserOf(syntax),
      ...(syntax === 'typescript'
        ? { transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false } }
        : {}),
    },
  },
];

// A far-away zone: code that leans on the machine's own zone fails here first.
process.env.TZ = 'Pacific/Auckland';

export default {
  rootDir: root,
  runtime: '<rootDir>/test/support/runtime.cjs',
  testEnvironment: '<rootDir>/test/support/environment.mjs',
  testMatch: ['<rootDir>/{apps,libs,test}/**/*.spec.ts'],
  moduleFileExtensions: ['ts', 'js', 'mjs', 'cjs', 'json'],
  transform: { '^.+\\.ts$': swc('typescript'), '^.+\\.m?js$': swc('ecmascript') },
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  testEnvironmentOptions: { customExportConditions: ['source', 'node', 'node-addons'] },
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/.data/'],
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/.data'],
  globalSetup: '<rootDir>/test/support/global-setup.mjs',
  globalTeardown: '<rootDir>/test/support/global-teardown.mjs',
  testSequencer: '<rootDir>/test/support/sequencer.mjs',
  testTimeout: 30_000,
  // Stories with processes and browsers of their own wait for those: one file more than there are cores keeps two cores busy.
  maxWorkers: Math.ceil(1.5 * os.availableParallelism()),
  cacheDirectory: '<rootDir>/node_modules/.cache/jest',
};
