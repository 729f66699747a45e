export const LANGUAGES = ['nl', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];
export const GRANTS = ['hr', 'author', 'it', 'admin', 'works-council'] as const;
/** What HR or an administrator handed to a person; "manager" is no grant but an HR fact. */
export type Grant = (typeof GRANTS)[number];

/** Who acts: first argument of every use case. */
export interface Actor {
  readonly kind: 'person' | 'system' | 'anonymous';
  readonly personId: string | null;
  /** Display name of a person, or the part of the system that acts. */
  readonly name: string;
  readonly grants: readonly Grant[];
  /** Has reports today, by the HR record. */
  readonly isManager: boolean;
  /** Scopes of the API token in use; null for a browser session, which may do all the person may. */
  readonly scopes: readonly string[] | null;
  readonly language: Language;
  /** IANA zone of the person's main placement. */
  readonly zone: string;
}

/** Loud on purpose: a job or listener that acts without a person. */
export function systemActor(name: string): Actor {
  return {
    kind: 'system',
    personId: null,
    name,
    grants: [],
    isManager: false,
    scopes: null,
    language: 'nl',
    zone: 'Europe/Amsterdam',
  };
}

export const anonymousActor: Actor = {
  kind: 'anonymous',
  personId: null,
  name: 'anonymous',
  grants: [],
  isManager: false,
  scopes: null,
  language: 'nl',
  zone: 'Europe/Amsterdam',
};

/** True for a person who holds the grant, and for the system itself. */
export function hasGrant(actor: Actor, grant: Grant): boolean {
  return actor.kind === 'system' || actor.grants.includes(grant);
}

/** True when the actor is this very person. */
export function isSelf(actor: Actor, personId: string): boolean {
  return actor.personId !== null && actor.personId === personId;
}
