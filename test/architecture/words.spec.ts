import fs from 'node:fs';
import path from 'node:path';
import { parse, TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser';
import { projectRoot } from '#kernel';
import { createWords, wordFolders } from '#ui';

/** The placeholders of an ICU message, with their kinds. */
function placeholders(elements: readonly MessageFormatElement[]): string[] {
  return [
    ...new Set(
      elements.flatMap((element): string[] => {
        switch (element.type) {
          case TYPE.literal:
          case TYPE.pound:
            return [];
          case TYPE.select:
          case TYPE.plural:
            return [
              `${element.value}:${TYPE[element.type]}`,
              ...Object.values(element.options).flatMap(({ value }) => placeholders(value)),
            ];
          case TYPE.tag:
            return placeholders(element.children);
          default:
            return [element.value];
        }
      }),
    ),
  ].sort();
}

describe('the words of the product', () => {
  const root = projectRoot();
  const words = createWords(root);
  const nl = words.entries('nl');
  const en = words.entries('en');

  it('are there in Dutch and in English', () => {
    expect([...nl.keys()].sort()).toEqual([...en.keys()].sort());
    expect(nl.size).toBeGreaterThan(100);
  });

  it('have the same placeholders in both languages and no empty text', () => {
    const different = [...nl].flatMap(([key, text]) => {
      const other = en.get(key) ?? '';
      if (text.trim() === '' || other.trim() === '') return [`${key}: empty`];
      const [left, right] = [
        placeholders(parse(text, { ignoreTag: true })),
        placeholders(parse(other, { ignoreTag: true })),
      ];
      const names = (list: string[]) =>
        [...new Set(list.map((entry) => entry.split(':')[0]))].sort().join(',');
      return names(left) === names(right) ? [] : [`${key}: ${left.join(',')} | ${right.join(',')}`];
    });
    expect(different).toEqual([]);
  });

  it('start with the name of their lib', () => {
    const strays = wordFolders(root).flatMap((folder) => {
      const lib = folder.includes(path.join('apps', 'web'))
        ? 'home'
        : path.basename(path.resolve(folder, '..', '..'));
      const keys = Object.keys(JSON.parse(fs.readFileSync(path.join(folder, 'nl.json'), 'utf8')) as object);
      return keys.filter((key) => !key.startsWith(`${lib}.`)).map((key) => `${lib}: ${key}`);
    });
    expect(strays).toEqual([]);
  });

  it('are all used', () => {
    const sources = sourceTexts(root);
    // Some keys are put together from a fixed beginning: `t(language, \`licences.state_${state}\`)`.
    const beginnings = [...sources.matchAll(/[`'"]([a-z-]+\.[a-z0-9_]*_)(?=\$\{|['"`])/g)].map(
      ([, start]) => start as string,
    );
    const unused = [...nl.keys()].filter((key) => {
      const plain = key.replace(/_detail$/, '');
      return (
        !sources.includes(key) &&
        !sources.includes(plain) &&
        !beginnings.some((start) => key.startsWith(start))
      );
    });
    expect(unused).toEqual([]);
  });

  it('exist for every key that code or a view names', () => {
    const libs = wordFolders(root).map((folder) =>
      folder.includes('home') ? 'home' : path.basename(path.resolve(folder, '..', '..')),
    );
    const named = new RegExp(`\\bt\\([a-zA-Z.]+, '((?:${libs.join('|')})\\.[a-z0-9_]+)'`, 'g');
    const missing = [...sourceTexts(root).matchAll(named)]
      .map(([, key]) => key as string)
      .filter((key) => !nl.has(key));
    expect([...new Set(missing)]).toEqual([]);
  });
});

function sourceTexts(root: string): string {
  const texts: string[] = [];
  const walk = (folder: string): void => {
    for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
      const full = path.join(folder, entry.name);
      if (entry.isDirectory()) walk(full);
      else if (/\.(ts|hbs|mjml|mjs)$/.test(entry.name) && !entry.name.endsWith('.spec.ts'))
        texts.push(fs.readFileSync(full, 'utf8'));
    }
  };
  for (const folder of ['libs', 'apps']) walk(path.join(root, folder));
  return texts.join('\n');
}
