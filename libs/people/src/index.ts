import { Deputy } from './deputy.entity.js';
import { DataOwner, PersonFinding } from './finding.entity.js';
import {
  ImportBefore,
  ImportMissing,
  ImportPart,
  ImportRefusal,
  ImportRow,
  ImportRun,
  ImportSource,
} from './import.entity.js';
import { PersonMatch, PersonMerge, PersonMovedRow } from './merge.entity.js';
import { Absence, Employment, FreeDay, Person, Placement, Site, Team } from './person.entity.js';

export { type AbsenceType } from './import/read-value.js';
export { type ImportFile, ImportsService } from './imports.service.js';
export { ImportsReads } from './imports.reads.js';
export { type ImportView } from './imports.schemas.js';
export { peopleConfig } from './people.config.js';
export { PeopleHttpModule, PeopleJobsModule, PeopleModule } from './people.module.js';
export { type PersonView, type SiteView, type TeamView } from './people.queries.js';
export { type StandIn } from './deputies.queries.js';
export { peoplePaths } from './people.paths.js';
export { type PersonLink, PersonLinks } from './person-links.js';
export { PeopleReads } from './people.reads.js';
export { PeopleService } from './people.service.js';
export { type FreeDayView } from './free-days.js';
export { publicHolidays, type WorkCalendar } from './work-calendar.js';

export const PEOPLE_ENTITIES = [
  Team,
  Site,
  FreeDay,
  Person,
  Employment,
  Placement,
  Absence,
  ImportSource,
  ImportRun,
  ImportPart,
  ImportRow,
  ImportMissing,
  ImportRefusal,
  ImportBefore,
  PersonMatch,
  PersonMerge,
  PersonMovedRow,
  Deputy,
  PersonFinding,
  DataOwner,
];
