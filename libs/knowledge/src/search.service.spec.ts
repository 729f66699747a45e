import { type Actor, FixedClock, one, rows } from '#kernel';
import { testDatabase, type TestDatabase } from '../../../test/support/database.js';
import { makeLearner } from '../../attempts/src/testing/index.js';
import { putDocuments } from './search-docs.js';
import { suggestCard } from './suggest-card.js';
import { publishedHouse } from './testing/index.js';

describe('the search at the front door', () => {
  let database: TestDatabase;
  let house: Awaited<ReturnType<typeof publishedHouse>>;
  let chaima: Actor;
  let daan: Actor;

  beforeAll(async () => {
    database = await testDatabase();
    house = await publishedHouse(database.db, new FixedClock('2026-11-23T09:00:00Z'));
    chaima = { ...(await makeLearner(database.db, '1003')), language: 'nl' };
    daan = { ...(await makeLearner(database.db, '1004')), language: 'en' };
  });
  afterAll(() => database.close());

  const cardsOf = async (actor: Actor, question: string): Promise<string[]> =>
    (await house.search.find(actor, question)).results.flatMap(({ kind, hit }) =>
      kind === 'card' && hit ? [hit.ref] : [],
    );

  it('publishes every card file, once', async () => {
    expect(house.receipt).toMatchObject({ added: 40, changed: 0, kept: [] });
    expect(house.content.cards).toHaveLength(40);
  });

  it.each([
    ['printer doet niks', 'printer-no-print'],
    ['pritner drukt niet af', 'printer-no-print'],
    ['wi-fi valt weg', 'wifi-drops'],
    ['paswoord vergeten', 'password-forgotten'],
    ['mijn beeldscherm blijft zwart', 'screen-external'],
    ['de beamer geeft geen beeld', 'screen-external'],
    ['ik heb op een foute link geklikt', 'clicked-link'],
    ['gsm kwijt', 'lost-device'],
    ['I forgot my pasword', 'password-forgotten'],
    ['laptop is freezing', 'program-hangs'],
  ])('answers "%s" with the card %s among the first three', async (question, slug) => {
    expect((await cardsOf(chaima, question)).slice(0, 3)).toContain(slug);
  });

  it('answers a Dutch question of a reader of English with the English card', async () => {
    const { results } = await house.search.find(daan, 'wachtwoord vergeten');
    const [card] = results.filter(({ kind }) => kind === 'card');
    expect(card?.hit).toMatchObject({ ref: 'password-forgotten', language: 'en' });
  });

  it('counts what it cannot answer as a gap, without addresses, numbers and names of colleagues', async () => {
    const person = await one<{ given: string; family: string }>(
      database.db.read,
      'SELECT given_name AS given, family_name AS family FROM person WHERE id = $1',
      [chaima.personId],
    );
    const question = `koffieautomaat van ${person?.given} ${person?.family} (jan@voorbeeld.example, 0612345678) lekt`;
    expect((await house.search.find(daan, question)).isGap).toBe(true);
    await house.search.find(chaima, question);
    const gaps = await house.search.gaps({ ...chaima, grants: ['it'] });
    expect(gaps).toEqual([expect.objectContaining({ text: 'koffieautomaat van lekt', count: 2 })]);
    const columns = await rows<{ name: string }>(
      database.db.read,
      `SELECT column_name AS name FROM information_schema.columns WHERE table_name = 'search_gap'`,
    );
    expect(columns.map(({ name }) => name)).not.toContain('person_id');
    await house.search.closeGap({ ...chaima, grants: ['it'] }, 'koffieautomaat van lekt');
    expect(await house.search.gaps({ ...chaima, grants: ['it'] })).toEqual([]);
    await expect(house.search.gaps(chaima)).rejects.toMatchObject({ status: 403 });
  });

  it('shows what belongs to one person to nobody else', async () => {
    await putDocuments(database.db.read, [
      {
        ...{ kind: 'ticket', ref: 'T-1', language: 'nl', personId: chaima.personId, skill: null, weight: 1 },
        ...{ title: 'Mijn wasmachientje zoemt', summary: '', said: '', text: '' },
      },
    ]);
    const tickets = async (actor: Actor) =>
      (await house.search.find(actor, 'wasmachientje zoemt')).results.filter(({ kind }) => kind === 'ticket');
    expect(await tickets(chaima)).toHaveLength(1);
    expect(await tickets(daan)).toEqual([]);
    expect(
      await one(database.db.read, `SELECT 1 FROM search_word WHERE word = 'wasmachientje'`),
    ).toBeUndefined();
  });

  it('proposes a card for what somebody wrote to IT, but not the one they tried, and none when it only looks alike', async () => {
    const propose = (texts: string[], exceptSlug: string | null = null) =>
      suggestCard(database.db.read, texts, { language: 'nl', exceptSlug });
    expect(await propose(['De printer drukt niet af'])).toBe('printer-no-print');
    expect(await propose(['De printer drukt niet af'], 'printer-no-print')).not.toBe('printer-no-print');
    expect(await propose(['Het lukt niet', 'Het lukt niet. Ik ben mijn wachtwoord vergeten.'])).toBe(
      'password-forgotten',
    );
    expect(await propose(['Mijn stoel piept', 'Mijn stoel piept. Kan er een nieuwe komen?'])).toBeNull();
  });

  it('suggests at most three answers while somebody types, with their steps, and counts no gap', async () => {
    const gaps = () => house.search.gaps({ ...chaima, grants: ['it'] });
    const before = await gaps();
    const typed = 'Ik wil een verslag afdrukken De printer doet niks en er staat een fout op het scherm';
    const [first, ...others] = await house.suggestions.of(chaima, typed);
    expect(first).toMatchObject({ card: 'printer-no-print', language: 'nl' });
    expect(first?.steps.length).toBeGreaterThan(1);
    expect(others.length).toBeLessThan(3);
    for (const other of ['De koffieautomaat lekt', 'Vakantiedagen aanvragen', 'Een draaitabel maken'])
      expect(await house.suggestions.of(chaima, other)).toEqual([]);
    expect(await house.suggestions.of(chaima, '')).toEqual([]);
    expect(await gaps()).toEqual(before);
  });

  it('lets IT add a word that nobody thought of', async () => {
    const it: Actor = { ...chaima, grants: ['it'] };
    expect(await cardsOf(chaima, 'frutselding')).toEqual([]);
    await house.search.setSynonyms(it, [...(await house.search.synonyms(it)), ['frutselding', 'printer']]);
    expect(await cardsOf(chaima, 'frutselding')).toContain('printer-no-print');
  });

  it('keeps a card that was edited here when its file changes, and says so', async () => {
    const it: Actor = { ...chaima, grants: ['it', 'author'] };
    const [first, second] = house.content.cards;
    const shelf = await house.cards.shelf(it);
    const mine = shelf.find(({ key }) => key === first!.id)!;
    const { nl, en } = mine.body;
    await house.cards.save(it, mine.id, {
      ...{ skill: mine.skill, minutes: 2, reviewBy: '2027-01-01', state: 'published' },
      ...{ nl: { ...nl!, title: 'Onze eigen titel' }, en },
    });
    const changed = house.content.cards.map((card) =>
      card === first || card === second ? { ...card, minutes: 9 } : card,
    );
    expect(await house.publishing.publish(it, changed)).toMatchObject({ changed: 1, kept: [first!.id] });
    const versions = await house.cards.open(it, mine.id);
    expect(versions.card.body.nl?.title).toBe('Onze eigen titel');
    expect(versions.versions.map(({ version }) => version)).toEqual([2, 1]);
    expect(await house.publishing.publish(it, changed.slice(2))).toMatchObject({ retired: 1 });
    expect((await cardsOf(chaima, 'Onze eigen titel'))[0]).toBe(mine.slug);
  });
});
