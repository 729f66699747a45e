import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { projectRoot } from '#kernel';
import { createAssets, minifyCss } from './assets.js';

describe('the static files', () => {
  const assets = createAssets(projectRoot());
  const names = [
    'kit.css',
    'app.js',
    'htmx.js',
    'markdown-toolbar.js',
    'icons.svg',
    'favicon.svg',
    'manifest.webmanifest',
  ];

  it('carry their content in their name, and come back in every encoding', () => {
    for (const name of names) {
      const url = assets.url(name);
      expect(url).toMatch(
        new RegExp(`^/assets/${name.split('.')[0]}\\.[0-9a-f]{10}\\.${name.split('.')[1]}$`),
      );
      const asset = assets.find(url);
      expect(
        brotliDecompressSync(asset?.brotli ?? Buffer.alloc(0)).equals(asset?.body ?? Buffer.alloc(1)),
      ).toBe(true);
      expect(gunzipSync(asset?.gzip ?? Buffer.alloc(0)).equals(asset?.body ?? Buffer.alloc(1))).toBe(true);
    }
    expect(assets.find('/assets/kit.css')).toBeUndefined();
    expect(() => assets.url('gone.css')).toThrow('there is no asset "gone.css"');
  });

  it('stay within what a phone should have to load', () => {
    const size = (name: string): number => assets.find(assets.url(name))?.brotli.length ?? 0;
    expect(size('kit.css')).toBeLessThanOrEqual(9 * 1024);
    expect(size('app.js')).toBeLessThanOrEqual(4 * 1024);
    expect(size('htmx.js') + size('app.js')).toBeLessThanOrEqual(20 * 1024);
    expect(size('icons.svg')).toBeLessThanOrEqual(4 * 1024);
  });

  it('fetch nothing from elsewhere', () => {
    const text = names
      .slice(0, 2)
      .map((name) => assets.find(assets.url(name))?.body.toString())
      .join('');
    expect(text).not.toMatch(/https?:\/\/(?!www\.w3\.org)|@import|eval\(|new Function/);
  });
});

describe('taking the air out of a style sheet', () => {
  it('keeps texts in quotes, sums and descendant selectors as they are', () => {
    expect(minifyCss('/* a */ .a  .b ,\n .c { content: "x ; { y"; width: calc(1px + 2px); }')).toBe(
      '.a .b,.c{content:"x ; { y";width:calc(1px + 2px)}',
    );
    expect(minifyCss('a:is(.b, .c) :hover { margin: 0 -1px; }')).toBe('a:is(.b,.c) :hover{margin:0 -1px}');
  });
});
