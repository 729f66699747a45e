import { Global, Module } from '@nestjs/common';
import { systemActor } from '#kernel';
import { KnowledgeModule, SERVICE_AWARENESS, type ServiceAwareness, ServicesService } from '#knowledge';
import { MILESTONE_AWARENESS, type MilestoneAwareness, RoadmapModule, RoadmapReads } from '#roadmap';
import { AwarenessReads, PROBE_TOPICS, type ProbeTopics, SurveysModule } from '#surveys';

/**
 * Lets probes ask about services and announcements, and shows what they found at both: surveys, the front door and the
 * roadmap don't know each other.
 */
@Global()
@Module({
  imports: [KnowledgeModule, RoadmapModule, SurveysModule],
  providers: [
    {
      provide: PROBE_TOPICS,
      inject: [ServicesService, RoadmapReads],
      useFactory:
        (services: ServicesService, roadmap: RoadmapReads): ProbeTopics =>
        async (tx) => [
          ...(await services.all(systemActor('probes')))
            .filter(({ isRetired }) => !isRetired)
            .map(({ slug, body }) => ({
              ...{ kind: 'service' as const, id: slug },
              name: { nl: body.nl.name, en: body.en.name },
            })),
          ...(await roadmap.announced(tx)).map(({ id, title }) => ({
            ...{ kind: 'announcement' as const, id, name: title },
          })),
        ],
    },
    {
      provide: MILESTONE_AWARENESS,
      inject: [AwarenessReads],
      useFactory:
        (reads: AwarenessReads): MilestoneAwareness =>
        async (tx) =>
          new Map((await reads.latest(tx)).map(({ id, share }) => [id, share])),
    },
    {
      provide: SERVICE_AWARENESS,
      inject: [AwarenessReads],
      useFactory:
        (reads: AwarenessReads): ServiceAwareness =>
        async (tx) =>
          (await reads.latest(tx)).flatMap(({ kind, id, share, n }) =>
            kind === 'service' ? [{ service: id, share: share.value, n }] : [],
          ),
    },
  ],
  exports: [PROBE_TOPICS, MILESTONE_AWARENESS, SERVICE_AWARENESS],
})
export class ProbesModule {}
