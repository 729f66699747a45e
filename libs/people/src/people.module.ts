import { Module } from '@nestjs/common';
import { ImportsReads } from './imports.reads.js';
import { ImportsService } from './imports.service.js';
import { PeopleService } from './people.service.js';

@Module({ providers: [PeopleService, ImportsService, ImportsReads], exports: [PeopleService, ImportsService] })
export class PeopleModule {}

@Module({ imports: [PeopleModule] })
export class PeopleHttpModule {}

@Module({ imports: [PeopleModule] })
export class PeopleJobsModule {}
