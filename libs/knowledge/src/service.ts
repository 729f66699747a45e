/** How somebody likes to be helped. */
export const WISHES = ['chat', 'phone', 'visit', 'self'] as const;
export type ChannelWish = (typeof WISHES)[number];
/** How a service is reached. */
export const CHANNELS = ['chat', 'phone', 'visit', 'self', 'mail'] as const;
export type Channel = (typeof CHANNELS)[number];

export interface ServiceText {
  readonly name: string;
  readonly what: string;
  readonly how: string;
  readonly hours: string;
}

export interface ServiceBody {
  readonly nl: ServiceText;
  readonly en: ServiceText;
}
