/** Small exports in the column sets of common HR systems; invented people, each file with a leader and two they lead. */
export const EXPORTS = {
  afas: [
    'Medewerker;Roepnaam;Voorvoegsel;Achternaam;E-mail werk;Datum in dienst;Datum uit dienst;Soort medewerker;Functie;Begindatum functie;Organisatorische eenheid;OE omschrijving;Bovenliggende OE;Werklocatie;Contracturen;Leidinggevende;Naam leidinggevende;Verzuimsoort;Begindatum verzuim;Einddatum verzuim',
    '000101;Ilse;van;Dam;ilse@example.nl;01-02-2015;;Personeelslid;Hoofd zorg;01-01-2020;ZRG;Zorg;DIR;Ede;36,00;;;;;',
    '000102;Omar;;Haddad;omar@example.nl;15-03-2019;;Personeelslid;Verpleegkundige;15-03-2019;ZRG-A;Zorg afdeling A;ZRG;Ede;32,00;000101;Dam, I. van;Ziekte;01-11-2026;',
    '000103;Sanne;de;Groot;sanne@example.nl;01-09-2021;31-12-2026;Stagiair;Leerling;01-09-2021;ZRG-A;Zorg afdeling A;ZRG;Ede;24,00;000101;Dam, I. van;;;',
  ].join('\r\n'),
  personio: [
    'ID,First name,Last name,Email,Status,Position,Department,Team,Office,Supervisor,Supervisor ID,Hire date,Termination date,Employment type,Weekly hours,Absence type,Absence start,Absence end',
    '101,Ilse,van Dam,ilse@example.eu,active,Head of Care,Care,,Ede,,,2015-02-01,,Internal employee,36,,,',
    '102,Omar,Haddad,omar@example.eu,active,Nurse,Care,Ward A,Ede,Ilse van Dam,101,2019-03-15,,Internal employee,32,Sick leave,2026-11-01,',
    '103,Sanne,de Groot,sanne@example.eu,active,Trainee,Care,Ward A,Ede,Ilse van Dam,101,2021-09-01,2026-12-31,Trainee,24,,,',
  ].join('\n'),
  bamboohr: [
    '"Employee #","First Name","Last Name","Work Email","Status","Hire Date","Termination Date","Employment Status","Job Title","Department","Division","Location","Reporting to","Supervisor EID","Time Off Type","Time Off Start","Time Off End"',
    '"101","Ilse","van Dam","ilse@example.com","Active","02/01/2015","","Full-Time","Head of Care","Care","Operations","Ede","","","","",""',
    '"102","Omar","Haddad","omar@example.com","Active","03/15/2019","","Part-Time","Nurse","Ward A","Care","Ede","Ilse van Dam","101","Sick leave","11/01/2026",""',
    '"103","Sanne","de Groot","sanne@example.com","Active","09/01/2021","12/31/2026","Intern","Trainee","Ward A","Care","Ede","Ilse van Dam","101","","",""',
  ].join('\r\n'),
  workday: [
    'All Active Workers,,,,,,,,,,,,,,,',
    'Employee ID,Worker,Legal First Name,Legal Last Name,Primary Work Email,Hire Date,Contract End Date,Worker Type,Business Title,Supervisory Organization,Supervisory Organization ID,Superior Organization ID,Location,Location Address - Country,Manager,Manager ID,Scheduled Weekly Hours,Leave Type,First Day of Leave,Estimated Last Day of Leave',
    '101,Ilse van Dam,Ilse,van Dam,ilse@example.org,2015-02-01,,Employee,Head of Care,Care (Ilse van Dam),ORG-1,ORG-0,Ede,Netherlands,,,36,,,',
    '102,Omar Haddad,Omar,Haddad,omar@example.org,2019-03-15,,Employee,Nurse,Ward A (Ilse van Dam),ORG-2,ORG-1,Ede,Netherlands,Ilse van Dam,101,32,Sick Leave,2026-11-01,',
    '103,Sanne de Groot,Sanne,de Groot,sanne@example.org,2021-09-01,2026-12-31,Contingent Worker,Trainee,Ward A (Ilse van Dam),ORG-2,ORG-1,Ede,Netherlands,Ilse van Dam,101,24,,,',
  ].join('\r\n'),
} as const;

/** What a connector of Personio answers: values inside attributes. */
export const PERSONIO_ANSWER = {
  success: true,
  data: EXPORTS.personio
    .split('\n')
    .slice(1)
    .map((line) => {
      const [id, first, last, email, , position, department, , office, , leader, hired, ended, type, hours] =
        line.split(',');
      const value = (of: unknown) => ({ value: of === '' ? null : of });
      return {
        type: 'Employee',
        attributes: {
          id: value(Number(id)),
          first_name: value(first),
          last_name: value(last),
          email: value(email),
          position: value(position),
          department: { value: { type: 'Department', attributes: { name: department } } },
          office: { value: { type: 'Office', attributes: { name: office } } },
          supervisor: { value: { attributes: { id: value(leader === '' ? '' : Number(leader)) } } },
          hire_date: value(`${hired}T00:00:00+01:00`),
          termination_date: value(ended === '' ? '' : `${ended}T00:00:00+01:00`),
          employment_type: value(type),
          weekly_working_hours: value(hours),
        },
      };
    }),
};
