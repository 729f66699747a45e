import { Module } from '@nestjs/common';

@Module({})
export class KnowledgeModule {}

@Module({ imports: [KnowledgeModule] })
export class KnowledgeHttpModule {}

@Module({ imports: [KnowledgeModule] })
export class KnowledgeJobsModule {}
