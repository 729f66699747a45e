import { definePaths } from '#kernel';

export const licencesPaths = definePaths('licences', {
  wallet: '/licences',
  register: '/licences/register',
  rules: '/licences/rules',
  permits: '/licences/permits',
  show: '/licences/:id',
  card: '/licences/:id/card',
  suspension: '/licences/:id/suspension',
  reinstatement: '/licences/:id/reinstatement',
  revocation: '/licences/:id/revocation',
  publicLink: '/licences/:id/public-link',
  publicLinkRemoval: '/licences/:id/public-link/removal',
  verify: '/v/:code',
  /** What may I, what do I need; served by facilities. */
  facilities: '/facilities',
  /** Rounds of practice, served by attempts. */
  practice: '/practice',
  /** The exam intro, served by attempts. */
  exam: '/exams/:category',
});
