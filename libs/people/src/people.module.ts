import { Module } from '@nestjs/common';
import { PeopleService } from './people.service.js';

@Module({ providers: [PeopleService], exports: [PeopleService] })
export class PeopleModule {}

@Module({ imports: [PeopleModule] })
export class PeopleHttpModule {}

@Module({ imports: [PeopleModule] })
export class PeopleJobsModule {}
