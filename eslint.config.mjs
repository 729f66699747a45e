// Rules are errors or they are absent. Each is broken once on purpose in test/architecture/rules.spec.ts.
import tseslint from 'typescript-eslint';
import { house } from './test/architecture/eslint-rules.mjs';
import { MAY_IMPORT, PURE } from './test/architecture/boundaries.table.mjs';

const libNames = Object.keys(MAY_IMPORT);

const CLOCK_AND_DICE = [
  {
    selector: "MemberExpression[object.name='Date'][property.name='now']",
    message: 'Take now as an argument, or ask the Clock.',
  },
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'Take now as an argument, or ask the Clock.',
  },
  {
    selector: "MemberExpression[object.property.name='Now'][object.object.name='Temporal']",
    message: 'Take now as an argument, or ask the Clock.',
  },
  {
    selector: "MemberExpression[object.name='Math'][property.name='random']",
    message: 'Take a seeded generator as an argument.',
  },
];
const NO_ENVIRONMENT = {
  selector: "MemberExpression[object.name='process'][property.name='env']",
  message: 'Settings come from Config; only kernel/config.ts reads the environment.',
};
const NO_DEFAULT_EXPORT = { selector: 'ExportDefaultDeclaration', message: 'Named exports only.' };

/** One block per lib: what it may import, and that it goes through front doors. */
const boundaries = libNames.map((lib) => ({
  files: [`libs/${lib}/src/**/*.ts`],
  ignores: ['**/*.spec.ts', `libs/${lib}/src/testing/**`],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          {
            regex: `^#(?!(${[lib, ...MAY_IMPORT[lib]].join('|')})$)`,
            message: `libs/${lib} may not import this lib (test/architecture/boundaries.table.mjs).`,
          },
          {
            regex: '^(\\.\\./)+(libs/|apps/)|^(\\.\\./){3,}',
            message: 'Enter another lib by its front door: #name.',
          },
          ...(PURE.includes(lib)
            ? [
                {
                  group: [
                    '@nestjs/*',
                    'typeorm',
                    'bullmq',
                    'pg',
                    'ioredis',
                    ...(lib === 'content' ? [] : ['node:fs', 'node:fs/*']),
                  ],
                  message: `libs/${lib} is pure.`,
                },
              ]
            : []),
        ],
      },
    ],
    'no-restricted-syntax': [
      'error',
      NO_DEFAULT_EXPORT,
      ...CLOCK_AND_DICE,
      ...(lib === 'kernel' ? [] : [NO_ENVIRONMENT]),
    ],
  },
}));

export default tseslint.config(
  { ignores: ['dist/**', 'node_modules/**', 'coverage/**', '.data/**', 'libs/ui/src/assets/**'] },
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    plugins: { house },
    rules: {
      'house/file-name': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false },
      ],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-unsafe-enum-comparison': 'off',
      '@typescript-eslint/restrict-template-expressions': 'off',
      eqeqeq: 'error',
      'no-console': 'error',
      'no-restricted-syntax': ['error', NO_DEFAULT_EXPORT, ...CLOCK_AND_DICE, NO_ENVIRONMENT],
    },
  },
  ...boundaries,
  {
    // The one reader of the environment, the one reader of the machine's clock, and the programs that talk to a terminal.
    files: ['libs/kernel/src/config.ts'],
    rules: { 'no-restricted-syntax': ['error', NO_DEFAULT_EXPORT, ...CLOCK_AND_DICE] },
  },
  {
    files: [
      'libs/kernel/src/clock.ts',
      'libs/kernel/src/clock-sync.ts',
      'apps/web/src/http/rate-limit-store.ts',
    ],
    rules: { 'no-restricted-syntax': ['error', NO_DEFAULT_EXPORT, NO_ENVIRONMENT] },
  },
  { files: ['apps/*/src/main.ts', 'apps/cli/src/**/*.ts'], rules: { 'no-console': 'off' } },
  {
    files: ['**/*.spec.ts', 'test/**/*.ts', 'libs/*/src/testing/**/*.ts'],
    rules: {
      'no-restricted-syntax': ['error', NO_DEFAULT_EXPORT],
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/unbound-method': 'off',
      'no-console': 'off',
    },
  },
);
