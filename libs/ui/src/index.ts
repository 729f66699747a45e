export { createAssets, type Asset, type Assets } from './assets.js';
export { stackedBars, type StackedBarsChart, type StackedBarsInput } from './charts/bars.js';
export { burnUp, type BurnUpChart, type BurnUpInput } from './charts/burn-up.js';
export { dumbbell, type DumbbellChart, type DumbbellInput } from './charts/dumbbell.js';
export { sparkline, type SparkChart } from './charts/spark.js';
export { renderMarkdown } from './markdown.js';
export { navFor, type Nav, type NavActor, type NavItem } from './nav.js';
export { productWords, setStrictWords, t } from './product-words.js';
export { createRenderer, type Renderer } from './renderer.js';
export type { Shared, Tone } from './shared.js';
export { styleguideModel } from './styleguide.js';
export type { Fault } from './view-check.js';
export {
  createWords,
  formatDate,
  formatDateTime,
  formatFixed,
  formatNumber,
  formatPercent,
  formatTime,
  wordFolders,
  type DateStyle,
  type Language,
  type WordArgs,
  type Words,
} from './words.js';
