// Turns the mail sources into HTML with Handlebars placeholders: node libs/nudges/mail/compile.mjs [--check]
// MJML runs here and never in production; the result is committed. A spec runs --check.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import mjml from 'mjml';

const folder = fileURLToPath(new URL('../src/mail/', import.meta.url));
const sources = fs.readdirSync(folder).filter((name) => name.endsWith('.mjml') && !name.startsWith('_'));

/** The HTML of one source; throws on anything MJML does not understand. */
async function compile(name) {
  const source = fs.readFileSync(path.join(folder, name), 'utf8');
  const { html, errors } = await mjml(source, {
    filePath: path.join(folder, name),
    ignoreIncludes: false,
    includePath: folder,
    keepComments: false,
    validationLevel: 'strict',
    fonts: {},
  });
  if (errors.length > 0)
    throw new Error(`${name}: ${errors.map((error) => error.formattedMessage).join('\n')}`);
  return `${html.replace(/^\s*\n/gm, '').trim()}\n`;
}

let stale = 0;
for (const name of sources) {
  const target = path.join(folder, name.replace(/\.mjml$/, '.html.hbs'));
  const html = await compile(name);
  const known = fs.existsSync(target) ? fs.readFileSync(target, 'utf8') : '';
  if (known === html) continue;
  stale += 1;
  if (process.argv.includes('--check'))
    console.error(`${path.basename(target)} is older than ${name}: run node libs/nudges/mail/compile.mjs`);
  else {
    fs.writeFileSync(target, html);
    console.log(`${path.basename(target)}: ${html.length} bytes`);
  }
}
if (process.argv.includes('--check') && stale > 0) process.exitCode = 1;
