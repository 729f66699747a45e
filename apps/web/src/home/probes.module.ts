import { Global, Module } from '@nestjs/common';
import { MILESTONE_AWARENESS, type MilestoneAwareness, RoadmapModule, RoadmapReads } from '#roadmap';
import { AwarenessReads, PROBE_TOPICS, type ProbeTopics, SurveysModule } from '#surveys';

/** Lets probes ask about announcements, and shows what they found at the milestones: surveys and roadmap don't know each other. */
@Global()
@Module({
  imports: [RoadmapModule, SurveysModule],
  providers: [
    {
      provide: PROBE_TOPICS,
      inject: [RoadmapReads],
      useFactory:
        (roadmap: RoadmapReads): ProbeTopics =>
        async (tx) =>
          (await roadmap.announced(tx)).map(({ id, title }) => ({ kind: 'announcement', id, name: title })),
    },
    {
      provide: MILESTONE_AWARENESS,
      inject: [AwarenessReads],
      useFactory:
        (reads: AwarenessReads): MilestoneAwareness =>
        async (tx) =>
          new Map((await reads.latest(tx)).map(({ id, share }) => [id, share])),
    },
  ],
  exports: [PROBE_TOPICS, MILESTONE_AWARENESS],
})
export class ProbesModule {}
