import { Temporal } from 'temporal-polyfill';
import type { AudiencesService } from '#audiences';
import { type Actor, one, type Tx } from '#kernel';
import type { MilestoneInput } from './roadmap.schemas.js';
import { addMilestoneIn, writeVisionIn } from './roadmap.service.js';
import { homeToday } from './take-snapshots.js';

const VISION = {
  nl: `**Iedereen bij Demo NV kan zelf verder met IT.** Niet omdat de servicedesk geen tijd heeft, maar omdat het prettiger werkt als je niet hoeft te wachten.

Een leaseauto krijg je met een rijbewijs. Zo gaat het voortaan ook met laptops, toegang op afstand en gevoelige gegevens: eerst laten zien dat je er veilig mee omgaat, dan krijg je de sleutels. Wat je al kunt, hoef je niet opnieuw te leren.

We doen het niet allemaal tegelijk. Finance begint, daarna volgt klantenservice en pas dan de rest. Op deze pagina zie je welke stap wanneer komt en wat die voor jou betekent.`,
  en: `**Everyone at Demo NV can carry on with IT by themselves.** Not because the service desk has no time, but because work is more pleasant when you don’t have to wait.

You get a lease car with a driving licence. From now on the same goes for laptops, remote access and sensitive data: first show that you handle them safely, then you get the keys. What you already know, you don’t have to learn again.

We are not doing everything at once. Finance starts, customer service follows, and only then the rest. This page shows which step comes when and what it means for you.`,
};

/** The steps of the demo company, counted in days from the day it is loaded. */
function steps(today: string): MilestoneInput[] {
  const inDays = (days: number) => Temporal.PlainDate.from(today).add({ days }).toString();
  return [
    {
      title: { nl: 'Finance rijdt voorop', en: 'Finance leads the way' },
      text: {
        nl: 'Finance krijgt de meeste valse facturen binnen. Daarom halen collega’s van Finance als eersten rijbewijs A. Reken op een paar lessen van vijf minuten en een examen. Wie het al kan, begint met de instaptoets en slaat de lessen over.',
        en: 'Finance receives most of the fake invoices. That is why colleagues in Finance are the first to earn licence A. Count on a few five-minute lessons and an exam. If you know it already, start with the placement test and skip the lessons.',
      },
      category: 'A',
      rule: { team: { code: 'FIN', below: true } },
      target: 80,
      dueOn: inDays(25),
      announcement: {
        nl: 'Finance begint met rijbewijs A. Op de routekaart lees je wat dat voor jou betekent en hoe je begint. Loop je ergens op vast, vraag het dan aan Bram of aan HR.',
        en: 'Finance is starting with licence A. The roadmap tells you what that means for you and how to begin. If you get stuck, ask Bram or HR.',
        on: today,
      },
    },
    {
      title: { nl: 'Klantenservice helpt zichzelf verder', en: 'Customer service solves it first' },
      text: {
        nl: 'In Amsterdam en Lissabon lost klantenservice kleine storingen voortaan eerst zelf op. Met rijbewijs A weet je wat je veilig kunt proberen en wanneer je beter stopt. Teamleiders plannen er tijd voor in, ook in de late dienst.',
        en: 'In Amsterdam and Lisbon, customer service will first try to solve small problems itself. With licence A you know what is safe to try and when to stop. Team leaders set time aside for it, also in the late shift.',
      },
      category: 'A',
      rule: { team: { code: 'SAL-KS', below: true } },
      target: 75,
      dueOn: inDays(95),
      announcement: {
        nl: 'Na Finance is klantenservice aan de beurt. Je hoeft nu nog niets te doen. Je teamleider plant binnenkort tijd met je in om te leren.',
        en: 'After Finance it is customer service’s turn. You don’t have to do anything yet. Your team leader will soon plan learning time with you.',
        on: inDays(14),
      },
    },
    {
      title: { nl: 'Heel Demo NV heeft de basis', en: 'All of Demo NV has the basics' },
      text: {
        nl: 'Ook productie, logistiek en kantoor halen rijbewijs A. Wie vooral met een gedeelde computer of telefoon werkt, kan op het werk leren. We spreken eerst met de ondernemingsraad af hoe we dat in de roosters regelen.',
        en: 'Production, logistics and the offices earn licence A too. If you mainly work with a shared computer or phone, you can learn at work. We will first agree with the works council how this fits into the rosters.',
      },
      category: 'A',
      rule: { everyone: true },
      target: 90,
      dueOn: inDays(230),
      // On purpose: HR sees what a milestone looks like that nobody will hear of.
      announcement: null,
    },
  ];
}

/**
 * What HR of the demo company has written: the vision and three milestones, the first announced today. Does nothing
 * when there is a vision or a milestone already.
 */
export async function seedRoadmap(
  tx: Tx,
  { audiences, actor, now }: { audiences: AudiencesService; actor: Actor; now: Temporal.Instant },
): Promise<void> {
  const used = await one(tx, 'SELECT 1 FROM vision UNION ALL SELECT 1 FROM milestone LIMIT 1');
  if (used) return;
  await writeVisionIn(tx, actor, { text: VISION, version: 0 }, now);
  for (const step of steps(homeToday(now))) await addMilestoneIn(tx, audiences, actor, step, now);
}
