import { matchColumns as match, missingColumns } from './match-columns.js';

const matchColumns = (...given: Parameters<typeof match>) => match(...given).mapping;

describe('matching columns with what they mean', () => {
  it('knows the columns of a Dutch export', () => {
    const header = [
      'Personeelsnr.',
      'Roepnaam',
      'Tussenvoegsel',
      'Achternaam',
      'E-mailadres',
      'Datum in dienst',
      'Functie',
      'Schaal',
      'Afdeling',
      'Leidinggevende',
    ];
    const mapping = matchColumns(header);
    expect(mapping).toEqual({
      number: 'Personeelsnr.',
      givenName: 'Roepnaam',
      infix: 'Tussenvoegsel',
      familyName: 'Achternaam',
      email: 'E-mailadres',
      startsOn: 'Datum in dienst',
      job: 'Functie',
      grade: 'Schaal',
      teamName: 'Afdeling',
      managerNumber: 'Leidinggevende',
    });
    expect(missingColumns(mapping)).toEqual([]);
  });

  it('knows the columns of an English export', () => {
    const mapping = matchColumns([
      'Employee ID',
      'Full name',
      'Hire Date',
      'Termination date',
      'Job title',
      'Department code',
      'Department',
      'Line manager',
    ]);
    expect(mapping).toMatchObject({
      number: 'Employee ID',
      fullName: 'Full name',
      startsOn: 'Hire Date',
      endsOn: 'Termination date',
      teamCode: 'Department code',
      teamName: 'Department',
    });
    expect(missingColumns(mapping)).toEqual([]);
  });

  it('gives the exact word precedence over a looser one', () => {
    expect(matchColumns(['Nummer', 'Personeelsnummer']).number).toBe('Personeelsnummer');
    expect(matchColumns(['Begindatum', 'In dienst']).startsOn).toBe('In dienst');
  });

  it('follows what was chosen last time, as far as the columns are still there', () => {
    const remembered = { number: 'Kenmerk', givenName: 'Weg', familyName: 'Naam 2' };
    const mapping = matchColumns(['Kenmerk', 'Personeelsnummer', 'Voornaam', 'Naam 2', 'Achternaam'], {
      remembered,
    });
    expect(mapping).toMatchObject({ number: 'Kenmerk', givenName: 'Voornaam', familyName: 'Naam 2' });
  });

  it('uses no column twice, and says what is still needed', () => {
    const mapping = matchColumns(['Naam', 'Functie']);
    expect(new Set(Object.values(mapping)).size).toBe(Object.values(mapping).length);
    expect(missingColumns(mapping)).toEqual(['number', 'startsOn', 'team']);
    expect(missingColumns(matchColumns(['Nummer', 'Voornaam', 'In dienst', 'Functie', 'Team']))).toEqual([
      'name',
    ]);
  });
});
