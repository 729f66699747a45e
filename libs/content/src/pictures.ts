import type { Language } from './schemas/text.schema.js';

/** The size of every drawing, in units of its viewBox; the rule safe-drawings sees to it. */
export const PICTURE = { width: 640, height: 360 } as const;

/** A place on a drawing: [x, y, width, height] in its units. */
export type Area = readonly [number, number, number, number];

type PictureNames = string | { readonly [language in Language]: string };

/** The drawing of a hotspot in each language; both name the same one when it holds no words. */
export const perLanguage = (picture: PictureNames): { readonly [language in Language]: string } =>
  typeof picture === 'string' ? { nl: picture, en: picture } : picture;

/** Where the drawing of an item stands, relative to `courses/`. @param folder the course's folder */
export const picturePath = (folder: string, file: string): string => `${folder}/items/media/${file}`;
