import path from 'node:path';

const NAME = /^[a-z0-9]+(-[a-z0-9]+)*(--[a-z0-9_-]+)*(\.[a-z0-9-]+)*\.(ts|mjs)$/;
const AVOIDED = /(^|[-.])(manager|helpers?|utils?|common|misc|handle|base)([-.]|$)/;
/** The kit calls its template helpers by Handlebars' own word. */
const ALLOWED = new Set(['helpers.ts', 'helpers.spec.ts']);

/** Our own rules. */
export const house = {
  rules: {
    'file-name': {
      meta: {
        type: 'problem',
        schema: [],
        messages: {
          kebab: 'File names are kebab-case with a role: revoke-licence.spec.ts.',
          avoided: 'This name says nothing: call the file after the thing it holds.',
        },
      },
      create(context) {
        const name = path.basename(context.filename);
        return {
          Program(node) {
            if (!NAME.test(name)) context.report({ node, messageId: 'kebab' });
            else if (AVOIDED.test(name) && !ALLOWED.has(name)) context.report({ node, messageId: 'avoided' });
          },
        };
      },
    },
  },
};
