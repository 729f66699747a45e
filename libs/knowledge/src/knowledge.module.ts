import { Module } from '@nestjs/common';
import { KnowledgeErasure } from './knowledge.erasure.js';
import { TrailsService } from './trails.service.js';

const services = [TrailsService];

@Module({ providers: services, exports: services })
export class KnowledgeModule {}

@Module({ imports: [KnowledgeModule] })
export class KnowledgeHttpModule {}

@Module({ imports: [KnowledgeModule], providers: [KnowledgeErasure] })
export class KnowledgeJobsModule {}
