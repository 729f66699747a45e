// What the tables look like to the code; a spec proves that migrations and entities agree.
import { ATTEMPTS_ENTITIES } from '#attempts';
import { POLICIES_ENTITIES } from '#policies';
import { ROADMAP_ENTITIES } from '#roadmap';
import { AUDIENCES_ENTITIES } from '#audiences';
import { AUTHORING_ENTITIES } from '#authoring';
import { CALIBRATIONS_ENTITIES } from '#calibrations';
import { CATALOGUE_ENTITIES } from '#catalogue';
import { DIGESTS_ENTITIES } from '#digests';
import { FACILITIES_ENTITIES } from '#facilities';
import { KERNEL_ENTITIES } from '#kernel';
import { LICENCES_ENTITIES } from '#licences';
import { NUDGES_ENTITIES } from '#nudges';
import { KNOWLEDGE_ENTITIES } from '#knowledge';
import { ASKS_ENTITIES } from '#asks';
import { TICKETS_ENTITIES } from '#tickets';
import { SURVEYS_ENTITIES } from '#surveys';
import { PATHS_ENTITIES } from '#paths';
import { PEOPLE_ENTITIES } from '#people';
import { SESSIONS_ENTITIES } from '#sessions';

export const ENTITIES = [
  ...KERNEL_ENTITIES,
  ...PEOPLE_ENTITIES,
  ...SESSIONS_ENTITIES,
  ...AUDIENCES_ENTITIES,
  ...CATALOGUE_ENTITIES,
  ...PATHS_ENTITIES,
  ...LICENCES_ENTITIES,
  ...FACILITIES_ENTITIES,
  ...CALIBRATIONS_ENTITIES,
  ...ATTEMPTS_ENTITIES,
  ...AUTHORING_ENTITIES,
  ...POLICIES_ENTITIES,
  ...ROADMAP_ENTITIES,
  ...NUDGES_ENTITIES,
  ...KNOWLEDGE_ENTITIES,
  ...ASKS_ENTITIES,
  ...TICKETS_ENTITIES,
  ...SURVEYS_ENTITIES,
  ...DIGESTS_ENTITIES,
];
