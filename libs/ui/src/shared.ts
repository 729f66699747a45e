import type { Nav } from './nav.js';
import type { Language, WordArgs } from './words.js';

export type Tone = 'ok' | 'warn' | 'bad' | 'info';

/** What every page knows besides its own model: who reads it, in which language, on which URL, with which nonce. */
export interface Shared {
  readonly lang: Language;
  /** Null follows the reader's device. */
  readonly theme: 'light' | 'dark' | null;
  /** False when the reader switched single-key shortcuts off. */
  readonly keysOn: boolean;
  readonly actor: {
    readonly kind: 'person' | 'system' | 'anonymous';
    readonly name: string;
    readonly zone: string;
  };
  readonly nonce: string;
  readonly csrf: string;
  readonly nav: Nav;
  readonly flash: { readonly tone: Tone; readonly key: string; readonly args?: WordArgs } | null;
  /** The page's own title, ready text. */
  readonly title: string;
  /** Path and query of this request. */
  readonly path: string;
  /** True where anybody may become anybody: the demo bar shows. */
  readonly demo: boolean;
  /** The day that the clock was moved to, or null when it runs as usual. */
  readonly clockShifted: string | null;
  /** How many unread messages the bell shows. */
  readonly unread?: number;
  /** What doesn't work right now, on every page of who is signed in. */
  readonly incidents?: readonly { readonly href: string; readonly title: string }[];
}
