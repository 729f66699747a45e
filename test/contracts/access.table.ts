import type { Access } from '#kernel';

export interface AccessEntry {
  readonly access: readonly Access[];
  /** The service looks closer: who passes the door may still be refused for this very thing. */
  readonly personal?: boolean;
  /** The path parameter that is a person's id: colleagues and other managers are refused. */
  readonly ofPerson?: string;
  /** The table whose rows the path's id names, each belonging to a person. */
  readonly ownedBy?: string;
  /** Visiting it would spoil the other visits. */
  readonly skip?: boolean;
}

/** Every route and who may knock. A new route without an entry fails, and so does a door that changed unnoticed. */
export const ACCESS: Readonly<Record<string, AccessEntry>> = {};
