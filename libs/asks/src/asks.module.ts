import { Module } from '@nestjs/common';

@Module({})
export class AsksModule {}

@Module({ imports: [AsksModule] })
export class AsksHttpModule {}

@Module({ imports: [AsksModule] })
export class AsksJobsModule {}
