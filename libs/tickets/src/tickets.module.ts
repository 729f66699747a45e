import { Module } from '@nestjs/common';

@Module({})
export class TicketsModule {}

@Module({ imports: [TicketsModule] })
export class TicketsHttpModule {}

@Module({ imports: [TicketsModule] })
export class TicketsJobsModule {}
