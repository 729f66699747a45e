import { definePaths } from '#kernel';

export const licencesPaths = definePaths('licences', {
  wallet: '/licences',
  register: '/licences/register',
  rules: '/licences/rules',
  permits: '/licences/permits',
  desk: '/licences/desk',
  evidence: '/licences/evidence',
  evidenceClaims: '/licences/evidence-claims',
  evidenceClaimDecision: '/licences/evidence-claims/:id/decision',
  endorsementKinds: '/licences/endorsements',
  correctionDecision: '/licences/corrections/:id/decision',
  correction: '/licences/:id/correction',
  appeal: '/licences/:id/appeal',
  appealDecision: '/licences/:id/appeal/decision',
  endorsements: '/licences/:id/endorsements',
  endorsementRemoval: '/licences/:id/endorsements/removal',
  lapses: '/licences/lapses',
  held: '/licences/held',
  exports: '/licences/exports',
  export: '/licences/exports/:id',
  exportFile: '/licences/exports/:id/file',
  show: '/licences/:id',
  card: '/licences/:id/card',
  suspension: '/licences/:id/suspension',
  reinstatement: '/licences/:id/reinstatement',
  revocation: '/licences/:id/revocation',
  publicLink: '/licences/:id/public-link',
  publicLinkRemoval: '/licences/:id/public-link/removal',
  verify: '/v/:code',
  /** Who can do what on a day, for managers; served by facilities. */
  cover: '/facilities/cover',
  /** What may I, what do I need; served by facilities. */
  facilities: '/facilities',
  /** Rounds of practice, served by attempts. */
  practice: '/practice',
  /** The exam intro, served by attempts. */
  exam: '/exams/:category',
});
