import { Module } from '@nestjs/common';

@Module({})
export class SurveysModule {}

@Module({ imports: [SurveysModule] })
export class SurveysHttpModule {}

@Module({ imports: [SurveysModule] })
export class SurveysJobsModule {}
