import { Injectable } from '@nestjs/common';
import * as oidc from 'openid-client';
import { Clock, Config, Db, kernelConfig, one, rows, type Tx } from '#kernel';
import { sessionsConfig } from './sessions.config.js';
import { listByEmail } from './sessions.queries.js';
import { signInFailed, unknownIdentity } from './sessions.problems.js';
import { type NewSession, SessionsService } from './sessions.service.js';
import { hashOf, newToken } from './token.js';

/** Single sign-on by OpenID Connect (authorisation code with PKCE), when the employer's provider is set. */
@Injectable()
export class OidcService {
  private discovered: Promise<oidc.Configuration> | undefined;

  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly config: Config,
    private readonly sessions: SessionsService,
  ) {}

  get enabled(): boolean {
    return this.config.get(kernelConfig).OIDC_ISSUER !== undefined;
  }

  /** The provider's page to send the browser to. */
  async begin(returnTo: string, callback: string): Promise<string> {
    const provider = await this.provider();
    const state = newToken();
    const nonce = newToken();
    const verifier = oidc.randomPKCECodeVerifier();
    await rows(
      this.db.read,
      'INSERT INTO oidc_sign_in (state_hash, nonce, verifier, return_to, expires_at) VALUES ($1, $2, $3, $4, $5)',
      [hashOf(state), nonce, verifier, returnTo, this.clock.now().add({ minutes: 10 }).toString()],
    );
    return oidc
      .buildAuthorizationUrl(provider, {
        redirect_uri: callback,
        scope: 'openid email profile',
        state,
        nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      })
      .toString();
  }

  /** Finishes what `begin` started and signs the person in. */
  async finish(callback: URL): Promise<NewSession & { returnTo: string }> {
    const state = callback.searchParams.get('state') ?? '';
    const started = await one<{ nonce: string; verifier: string; return_to: string }>(
      this.db.read,
      `WITH used AS (DELETE FROM oidc_sign_in WHERE state_hash = $1 RETURNING *)
       SELECT nonce, verifier, return_to FROM used WHERE expires_at > $2::timestamptz`,
      [hashOf(state), this.clock.now().toString()],
    );
    if (!started) throw signInFailed();
    const claims = await this.claimsOf(callback, state, started);
    return this.db.transaction(async (tx) => {
      const personId = await this.personOf(tx, claims);
      return { ...(await this.sessions.start(tx, personId, 'oidc')), returnTo: started.return_to };
    });
  }

  private async claimsOf(
    callback: URL,
    state: string,
    started: { nonce: string; verifier: string },
  ): Promise<oidc.IDToken & Record<string, unknown>> {
    const tokens = await oidc
      .authorizationCodeGrant(await this.provider(), callback, {
        expectedState: state,
        expectedNonce: started.nonce,
        pkceCodeVerifier: started.verifier,
      })
      .catch((error: unknown) => {
        // A refused or forged answer of the provider is the visitor's to retry; anything else is ours.
        if (
          error instanceof oidc.AuthorizationResponseError ||
          error instanceof oidc.ResponseBodyError ||
          error instanceof oidc.ClientError
        )
          throw signInFailed();
        throw error;
      });
    const claims = tokens.claims();
    if (!claims) throw signInFailed();
    return claims;
  }

  /** Known identity, else the personnel number the provider gives, else a verified address that one person has. */
  private async personOf(tx: Tx, claims: oidc.IDToken & Record<string, unknown>): Promise<string> {
    const known = await one<{ personId: string }>(
      tx,
      'SELECT person_id AS "personId" FROM identity WHERE issuer = $1 AND subject = $2',
      [claims.iss, claims.sub],
    );
    if (known) return known.personId;
    const number = claims[this.config.get(sessionsConfig).OIDC_NUMBER_CLAIM];
    const byNumber =
      typeof number === 'string' || typeof number === 'number'
        ? await one<{ id: string }>(
            tx,
            'SELECT coalesce(merged_into, id) AS id FROM person WHERE number = $1',
            [String(number)],
          )
        : undefined;
    const { email, email_verified: verified } = claims;
    const byEmail =
      !byNumber && typeof email === 'string' && verified === true ? await listByEmail(tx, email) : [];
    const personId = byNumber?.id ?? (byEmail.length === 1 ? byEmail[0]?.id : undefined);
    if (!personId) throw unknownIdentity();
    await rows(tx, 'INSERT INTO identity (issuer, subject, person_id, linked_at) VALUES ($1, $2, $3, $4)', [
      claims.iss,
      claims.sub,
      personId,
      this.clock.now().toString(),
    ]);
    return personId;
  }

  private provider(): Promise<oidc.Configuration> {
    const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET } = this.config.get(kernelConfig);
    if (!OIDC_ISSUER || !OIDC_CLIENT_ID) throw new Error('Single sign-on is not set up.');
    const issuer = new URL(OIDC_ISSUER);
    const local = ['localhost', '127.0.0.1', '[::1]'].includes(issuer.hostname);
    this.discovered ??= oidc
      .discovery(
        issuer,
        OIDC_CLIENT_ID,
        OIDC_CLIENT_SECRET,
        undefined,
        local ? { execute: [oidc.allowInsecureRequests] } : {},
      )
      .catch((error: unknown) => {
        this.discovered = undefined;
        throw error;
      });
    return this.discovered;
  }
}
