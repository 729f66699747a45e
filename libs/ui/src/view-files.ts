import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';

export interface ViewFile {
  /** 'licences/licences' for licences.page.hbs, 'licences/_row' for _row.hbs, 'layout/app' for a layout. */
  readonly name: string;
  /** Path from the repository's root, for messages. */
  readonly path: string;
  readonly source: string;
  readonly changedAt: number;
}

/** Every view: `libs/<lib>/src/views/*.hbs` under the lib's name, layouts under `layout`, the home pages under `home`. */
export function readViews(root: string): ViewFile[] {
  return viewFolders(root).flatMap(({ prefix, folder }) =>
    readdirSync(folder)
      .filter((file) => file.endsWith('.hbs'))
      .sort()
      .map((file) => {
        const path = join(folder, file);
        return {
          name: `${prefix}/${file.replace(/(\.page)?\.hbs$/, '')}`,
          path: relative(root, path),
          source: readFileSync(path, 'utf8'),
          changedAt: statSync(path).mtimeMs,
        };
      }),
  );
}

/** A number that changes when any view is added, removed or saved; for re-reading during development. */
export function viewsStamp(root: string): string {
  return viewFolders(root)
    .flatMap(({ folder }) => readdirSync(folder).map((file) => statSync(join(folder, file)).mtimeMs))
    .join(' ');
}

function viewFolders(root: string): { prefix: string; folder: string }[] {
  const libs = readdirSync(join(root, 'libs'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => ({ prefix: entry.name, folder: join(root, 'libs', entry.name, 'src', 'views') }));
  return [
    ...libs,
    { prefix: 'layout', folder: join(root, 'libs', 'ui', 'src', 'views', 'layout') },
    { prefix: 'home', folder: join(root, 'apps', 'web', 'src', 'home', 'views') },
  ].filter(({ folder }) => existsSync(folder));
}
