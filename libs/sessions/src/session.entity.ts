import { Column, Entity, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';

/** A signed-in browser. The cookie holds the token, the table only its SHA-256. */
@Entity('session')
@Index('session_person', ['personId'])
export class Session {
  @PrimaryColumn('bytea', { name: 'token_hash', primaryKeyConstraintName: 'session_pkey' }) tokenHash: Buffer;
  @Column('uuid', { name: 'person_id' }) personId: string;
  @Column('text', { name: 'csrf_secret' }) csrfSecret: string;
  @Column('timestamptz', { name: 'created_at' }) createdAt: Date;
  @Column('timestamptz', { name: 'seen_at' }) seenAt: Date;
  @Column('timestamptz', { name: 'expires_at' }) expiresAt: Date;
}

/** A link that signs one person in, once. Without a person it makes the first administrator. */
@Entity('sign_in_link')
export class SignInLink {
  @PrimaryColumn('bytea', { name: 'token_hash', primaryKeyConstraintName: 'sign_in_link_pkey' })
  tokenHash: Buffer;
  @Column('uuid', { name: 'person_id', nullable: true }) personId: string | null;
  @Column('timestamptz', { name: 'expires_at' }) expiresAt: Date;
  @Column('timestamptz', { name: 'used_at', nullable: true }) usedAt: Date | null;
}

/** Lets a script act for a person, within scopes and until a moment. */
@Entity('api_token')
@Index('api_token_hash', ['tokenHash'], { unique: true })
@Index('api_token_person', ['personId'])
export class ApiToken {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'api_token_pkey',
  })
  id: string;
  @Column('bytea', { name: 'token_hash' }) tokenHash: Buffer;
  @Column('uuid', { name: 'person_id' }) personId: string;
  @Column('text', { array: true }) scopes: string[];
  @Column('timestamptz', { name: 'created_at' }) createdAt: Date;
  @Column('timestamptz', { name: 'expires_at' }) expiresAt: Date;
}

/** HR, author, administrator, works council: handed out, not derived from HR facts. */
@Entity('person_grant')
export class PersonGrant {
  @PrimaryColumn('uuid', { name: 'person_id', primaryKeyConstraintName: 'person_grant_pkey' })
  personId: string;
  @PrimaryColumn('text', { name: 'granted', primaryKeyConstraintName: 'person_grant_pkey' }) granted: string;
  @Column('timestamptz', { name: 'granted_at' }) grantedAt: Date;
}

/** How a person likes the product to look; absent means "as HR recorded" and "as the device does". */
@Entity('preference')
export class Preference {
  @PrimaryColumn('uuid', { name: 'person_id', primaryKeyConstraintName: 'preference_pkey' }) personId: string;
  @Column('text', { nullable: true }) language: string | null;
  @Column('text', { nullable: true }) theme: string | null;
  @Column('boolean', { name: 'keys_on', default: true }) keysOn: boolean;
}

/** Which person an identity at the employer's identity provider is. */
@Entity('identity')
export class Identity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'identity_pkey' }) issuer: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'identity_pkey' }) subject: string;
  @Column('uuid', { name: 'person_id' }) personId: string;
  @Column('timestamptz', { name: 'linked_at' }) linkedAt: Date;
}

/** A sign-in that is on its way to the identity provider and back. */
@Entity('oidc_sign_in')
export class OidcSignIn {
  @PrimaryColumn('bytea', { name: 'state_hash', primaryKeyConstraintName: 'oidc_sign_in_pkey' })
  stateHash: Buffer;
  @Column('text') nonce: string;
  @Column('text') verifier: string;
  @Column('text', { name: 'return_to' }) returnTo: string;
  @Column('timestamptz', { name: 'expires_at' }) expiresAt: Date;
}

export const SESSIONS_ENTITIES = [
  Session,
  SignInLink,
  ApiToken,
  PersonGrant,
  Preference,
  Identity,
  OidcSignIn,
];
