import { stackedBars } from './charts/bars.js';
import { burnUp } from './charts/burn-up.js';
import { dumbbell } from './charts/dumbbell.js';
import { sparkline } from './charts/spark.js';
import { ICONS } from './icons.js';

/** Three finder squares and a diagonal: the look of a QR code, for a card that leads nowhere. */
const SAMPLE_QR = {
  size: 25,
  path:
    ['0 0', '18 0', '0 18'].map((at) => `M${at}h7v7h-7zm1 1v5h5v-5zm1 1h3v3h-3z`).join('') +
    Array.from({ length: 90 }, (_, i) => `M${8 + ((i * 7) % 10)} ${(i * 11) % 25}h1v1h-1z`).join(''),
};

const fields = [
  { no: '1', label: 'Naam', value: 'Chaima El Idrissi' },
  { no: '2', label: 'Afdeling', value: 'Crediteuren' },
  { no: '4a', label: 'Afgegeven', value: '21 nov. 2026' },
  { no: '4b', label: 'Geldig tot', value: '21 nov. 2028' },
  { no: '5', label: 'Nummer', value: 'DNV-A-2026-000123' },
];
const card = {
  heading: 'IT-rijbewijs',
  issuer: 'Demo NV',
  name: 'Chaima El Idrissi',
  initials: 'CE',
  fields,
  categories: [
    { code: 'A', held: true },
    { code: 'B', held: false },
    { code: 'C', held: false },
  ],
};

/** Everything the style guide shows: each partial in all its states, with the people of the demo company. */
export function styleguideModel(): Record<string, unknown> {
  return {
    icons: Object.keys(ICONS),
    tones: ['ok', 'warn', 'bad', 'info'],
    crumbs: [
      { label: 'Beleid', href: '#' },
      { label: 'Regels', href: '#' },
      { label: 'Finance werkt veilig' },
    ],
    tabs: [
      { label: 'Direct', href: '#direct', current: true, count: 6 },
      { label: 'Alles eronder', href: '#all', count: 34 },
      { label: 'Alleen wat aandacht vraagt', href: '#due' },
    ],
    facts: [
      { term: 'Personeelsnummer', text: '1003' },
      { term: 'Team', text: 'Crediteuren', href: '#team' },
      { term: 'In dienst sinds', text: '1 feb. 2021' },
    ],
    spark: sparkline({ values: [52, 54, 53, 58, 63, 66, 71], label: 'In orde, van 52% naar 71%' }),
    choices: [
      { value: 'nl', label: 'Nederland' },
      { value: 'pt', label: 'Portugal', hint: 'Lissabon' },
      { value: 'cw', label: 'Curaçao', hint: 'Willemstad' },
    ],
    chosen: ['nl', 'pt'],
    sure: [
      { value: 'unsure', label: 'Gok' },
      { value: 'fairly', label: 'Vrij zeker' },
      { value: 'sure', label: 'Zeker' },
    ],
    presets: [
      { value: '2026-12-31', label: 'Eind van het kwartaal' },
      { value: '2027-03-01', label: '1 maart' },
    ],
    errors: {
      email: 'Vul een e-mailadres in, zoals naam@demo.example',
      agree: 'Zet een vinkje om door te gaan',
    },
    errorLabels: { email: 'E-mailadres' },
    noErrors: {},
    order: ['Kijk of het aan staat', 'Zoek op het intranet', 'Vraag een collega', 'Maak een melding'].map(
      (label, i) => ({
        name: `answer.${i + 1}`,
        label,
      }),
    ),
    steps: [
      { label: 'Bestand', state: 'done', href: '#file' },
      { label: 'Kolommen', state: 'done' },
      { label: 'Controle', state: 'current' },
      { label: 'Toepassen', state: 'todo' },
    ],
    road: [
      { title: 'Kijk naar de afzender', meta: '4 min', state: 'exempt', stateLabel: 'Dit kun je al' },
      {
        title: 'Links zonder te klikken',
        meta: '3 min',
        state: 'done',
        stateLabel: 'Klaar',
        href: '#lesson',
      },
      {
        title: 'Haast als truc',
        meta: '4 min',
        state: 'current',
        stateLabel: 'Hier ben je',
        href: '#lesson',
      },
      { title: 'Melden wat je ziet', meta: '3 min', state: 'todo' },
      { title: 'Examen A', meta: '20 min', state: 'locked', stateLabel: 'Opent na les 4' },
      { title: 'IT-rijbewijs A', state: 'station', meta: 'nodig vóór 1 mrt. 2027' },
    ],
    say: { 600: 'Nog 10 minuten', 60: 'Nog 1 minuut' },
    timeline: [
      { title: 'Rijbewijs A behaald', meta: '21 nov. 2026', tone: 'ok', icon: 'check' },
      { title: 'Verlenging geopend', meta: '21 sep. 2028', tone: 'info', icon: 'refresh' },
      {
        title: 'Geschorst door HR',
        meta: '1 okt. 2028',
        tone: 'warn',
        icon: 'pause',
        text: 'Op verzoek van Karim Haddad.',
      },
    ],
    heads: [
      { label: 'Naam', href: '#sort', sort: 'ascending' },
      { label: 'Team', href: '#sort' },
      { label: 'Status' },
      { label: 'Dagen', num: true },
      { label: 'Acties', hidden: true },
    ],
    people: [
      { name: 'Daan Visser', team: 'Finance', tone: 'ok', status: 'Geldig', icon: 'check', days: 412 },
      { name: 'Emília Santos', team: 'Support', tone: 'warn', status: 'Verloopt', icon: 'clock', days: 12 },
      { name: 'Ivo Kuipers', team: 'Logistiek', tone: 'bad', status: 'Verlopen', icon: 'alert', days: -3 },
    ],
    diff: [
      { label: 'Team', from: 'Crediteuren', to: 'Debiteuren' },
      { label: 'Uren per week', from: '24', to: '32' },
      { label: 'Leidinggevende', from: '', to: 'Bram Janssen' },
    ],
    heat: {
      columns: [
        { label: 'A', title: 'Basis' },
        { label: 'B', title: 'Samenwerken' },
        { label: 'C', title: 'Veilig werken' },
      ],
      rows: [
        [
          'Chaima El Idrissi',
          'Crediteuren',
          'ok|✓|in orde',
          'warn|12 d|verloopt over 12 dagen',
          'info|60%|bezig, 60 procent',
        ],
        ['Daan Visser', 'Crediteuren', 'ok|✓|in orde', 'ok|✓|in orde', 'none|–|niet nodig'],
        ['Femke Wouters', 'afwezig tot 1 mrt.', 'bad|!|te laat', 'none|–|niet nodig', 'none|–|niet nodig'],
      ].map(([label, sub, ...cells]) => ({
        label,
        sub,
        href: '#person',
        cells: cells.map((cell) => {
          const [tone, text, words] = cell.split('|');
          return { tone, text, label: `${label}: ${words}`, href: '#cell' };
        }),
      })),
    },
    burnUp: burnUp({
      language: 'nl',
      headline: 'Nog 38 te gaan; op dit tempo klaar op 12 februari',
      done: [0, 4, 9, 21, 30, 52, 70, 81, 102].map((value, i) => ({
        on: `2026-${i < 4 ? '10' : '11'}-${String(((i % 4) + 1) * 5 + (i === 8 ? 15 : 0)).padStart(2, '0')}`,
        value,
      })),
      plan: [
        { on: '2026-10-05', value: 0 },
        { on: '2026-12-31', value: 140 },
      ],
      target: 140,
      words: { done: 'Behaald', plan: 'Plan', target: 'Doel', day: 'Dag' },
    }),
    dumbbell: dumbbell({
      language: 'nl',
      headline: 'IT denkt dat 83% menselijk contact wil; van de medewerkers wil 44% dat',
      sides: ['IT', 'Medewerkers'],
      topicWord: 'Onderwerp',
      tooFew: 'te weinig antwoorden',
      rows: [
        { label: 'Tevreden', values: [0.72, 0.54] },
        { label: 'Ontevreden over snelheid', values: [0.05, 0.2] },
        { label: 'Wil menselijk contact', values: [0.83, 0.44] },
      ],
    }),
    bars: stackedBars({
      language: 'nl',
      headline: 'Finance ligt voor, Logistiek vraagt aandacht',
      rowWord: 'Team',
      parts: [
        { label: 'in orde', tone: 'ok' },
        { label: 'verloopt', tone: 'warn' },
        { label: 'te laat', tone: 'bad' },
      ],
      rows: [
        { label: 'Finance', values: [28, 3, 1], href: '#finance' },
        { label: 'Logistiek', values: [12, 6, 9], href: '#logistics' },
      ],
    }),
    cards: [
      { ...card, state: 'valid', stateLabel: 'Geldig', tone: 'ok', qr: SAMPLE_QR },
      { ...card, state: 'renewal', stateLabel: 'Verloopt over 12 dagen', tone: 'warn' },
      { ...card, state: 'expired', stateLabel: 'Verlopen', tone: 'bad' },
    ],
    sampleText:
      'Een **echte afzender** herken je aan het *deel na de apenstaart*.\n\n- Lees van rechts naar links\n- Twijfel je? Bel de afzender\n\n> Haast is vaak een truc.\n\n| Adres | Echt? |\n|---|---|\n| `ict@demo.example` | ja |\n| `ict@demo-example.help` | nee |',
  };
}
