import Handlebars from 'handlebars';
import type { Assets } from './assets.js';

/** An icon of the sprite: decorative, or with a name of its own when `label` is given. Throws on an unknown name. */
export function iconMarkup(assets: Assets, name: string, label?: string): string {
  if (!assets.hasIcon(name)) throw new Error(`no icon "${name}" in the sprite`);
  const meaning = label
    ? `role="img" aria-label="${Handlebars.escapeExpression(label)}"`
    : 'aria-hidden="true"';
  return `<svg class="icon" ${meaning}><use href="${assets.url('icons.svg')}#${name}"/></svg>`;
}
