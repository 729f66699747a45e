import { Global, Module } from '@nestjs/common';
import { medianMinutes, solvedBetween } from '#asks';
import { Clock } from '#kernel';
import { CardOutcomes, KnowledgeModule, RUNG_MINUTES, type MeasuredRungs } from '#knowledge';
import { PEER_SOLVES, SELF_SOLVES, type Solves, TicketsModule, TicketsService } from '#tickets';

/** Tells tickets what was solved with a card or a colleague, and the front door how long each way of help really takes. */
@Global()
@Module({
  imports: [KnowledgeModule, TicketsModule],
  providers: [
    {
      provide: SELF_SOLVES,
      inject: [CardOutcomes],
      useFactory:
        (outcomes: CardOutcomes): Solves =>
        async (tx, from, until) =>
          (await outcomes.between(tx, from, until)).flatMap(({ personId, skill, outcome, at }) =>
            outcome === 'no' ? [] : [{ personId, skill, at, isConfirmed: outcome === 'solved' }],
          ),
    },
    {
      provide: PEER_SOLVES,
      // Only the asker can say that an ask is solved.
      useValue: (async (tx, from, until) =>
        (await solvedBetween(tx, from, until)).map((solve) => ({
          ...solve,
          isConfirmed: true,
        }))) satisfies Solves,
    },
    {
      provide: RUNG_MINUTES,
      inject: [Clock, TicketsService],
      useFactory:
        (clock: Clock, tickets: TicketsService): MeasuredRungs =>
        async (tx) => {
          const [colleague, it] = await Promise.all([
            medianMinutes(tx, clock.now().toString()),
            tickets.answerMinutes(tx),
          ]);
          return [
            ...(colleague === null ? [] : [{ rung: 'colleague' as const, ...colleague }]),
            ...(it === null ? [] : [{ rung: 'it' as const, ...it }]),
          ];
        },
    },
  ],
  exports: [SELF_SOLVES, PEER_SOLVES, RUNG_MINUTES],
})
export class SolvesModule {}
