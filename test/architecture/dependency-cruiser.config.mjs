// What ESLint sees file by file, seen over the whole house: cycles, orphans, undeclared packages, specs in code.
import { MAY_IMPORT } from './boundaries.table.mjs';

const libs = Object.keys(MAY_IMPORT);

const boundaries = libs.map((lib) => ({
  name: `boundary-${lib}`,
  severity: 'error',
  comment: `libs/${lib} imports only what the table allows`,
  from: { path: `^libs/${lib}/src`, pathNot: '(\\.spec\\.ts$|/testing/)' },
  to: { path: `^libs/(?!${[lib, ...MAY_IMPORT[lib]].join('/|')}/)` },
}));

export default {
  forbidden: [
    ...boundaries,
    {
      name: 'no-cycles',
      severity: 'error',
      from: { path: '^(apps|libs)' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'front-door',
      severity: 'error',
      comment: 'another lib is entered by its index.ts, and by testing/ from specs',
      from: { path: '^libs/([^/]+)/' },
      to: { path: '^libs/([^/]+)/', pathNot: '^libs/($1/|[^/]+/src/(index\\.ts|testing/))' },
    },
    {
      name: 'apps-use-front-doors',
      severity: 'error',
      from: { path: '^apps/' },
      to: { path: '^libs/', pathNot: '^libs/[^/]+/src/index\\.ts' },
    },
    {
      name: 'apps-apart',
      severity: 'error',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'no-specs-in-code',
      severity: 'error',
      from: { path: '^(apps|libs)', pathNot: '(\\.spec\\.ts$|/testing/)' },
      to: { path: '(\\.spec\\.ts$|/testing/|^test/)' },
    },
    {
      name: 'declared-packages',
      severity: 'error',
      comment: 'what the product runs on is a dependency, not a development tool',
      from: { path: '^(apps|libs|migrations)', pathNot: '(\\.spec\\.ts$|/testing/|/mail/compile\\.mjs$)' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    { name: 'no-unresolved', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'no-orphans',
      severity: 'error',
      from: {
        orphan: true,
        path: '^(apps|libs)',
        pathNot: '(\\.d\\.ts$|/main\\.ts$|prepare\\.(ts|mjs)$|/assets/)',
      },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      conditionNames: ['source', 'import', 'node', 'default'],
      exportsFields: ['exports'],
      extensions: ['.ts', '.js', '.mjs', '.json'],
    },
  },
};
