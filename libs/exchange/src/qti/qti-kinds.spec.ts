import { readBank } from '../read-bank.js';

const response = (id: string, right: readonly string[], cardinality = 'single'): string =>
  `<qti-response-declaration identifier="${id}" cardinality="${cardinality}" base-type="identifier"><qti-correct-response>${right.map((each) => `<qti-value>${each}</qti-value>`).join('')}</qti-correct-response></qti-response-declaration>`;

const read = (declared: string, body: string, rest = '') =>
  readBank(
    Buffer.from(
      `<qti-assessment-item xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0" identifier="x" title="x" adaptive="false" time-dependent="false" xml:lang="en">${declared}<qti-item-body>${body}</qti-item-body>${rest}</qti-assessment-item>`,
    ),
    { language: 'nl' },
  );

const reasons = (reading: ReturnType<typeof read>): string[] =>
  reading.reports.map(({ reason }) => reason).sort();

describe('a picture to point at, from another program', () => {
  const spots = (image: string, ...places: readonly string[]) =>
    `<p>Where?</p><qti-hotspot-interaction response-identifier="R" max-choices="1"><img ${image}/>${places.join('')}</qti-hotspot-interaction>`;
  const place = (id: string, shape: string, coords: string, label?: string): string =>
    `<qti-hotspot-choice identifier="${id}" shape="${shape}" coords="${coords}"${label === undefined ? '' : ` hotspot-label="${label}"`}/>`;

  it('keeps rectangles as they are on a drawing of our size', () => {
    const body = spots(
      'src="../media/desk.svg" alt="A desk" width="640" height="360"',
      place('A', 'rect', '10,20,110,120', 'Screen'),
      place('B', 'rect', '200,20,300,90', 'Cup'),
    );
    const reading = read(response('R', ['B']), body);
    expect(reading.reports).toEqual([]);
    expect(reading.drafts[0]).toMatchObject({
      stem: { en: 'Where?' },
      question: {
        type: 'hotspot',
        picture: { en: 'desk.svg' },
        alt: { en: 'A desk' },
        areas: [
          { at: [10, 20, 100, 100], key: false, text: { en: 'Screen' } },
          { at: [200, 20, 100, 70], key: true, text: { en: 'Cup' } },
        ],
      },
    });
  });

  it('draws a rectangle around circles and polygons, brings them to our size, and tells so', () => {
    const body = spots(
      'src="photo.png" width="1280" height="720"',
      place('A', 'circle', '200,200,100', 'Sun'),
      place('B', 'poly', '400,100,600,300,500,420', 'Roof'),
    );
    const reading = read(response('R', ['A']), body);
    expect(reading.drafts[0]?.question).toMatchObject({
      picture: {},
      areas: [{ at: [50, 50, 100, 100] }, { at: [200, 50, 100, 160] }],
    });
    expect(reasons(reading)).toEqual(['areas', 'picture', 'shape', 'shape']);
  });

  it('stays out when a place has no shape that can be read or no place is right', () => {
    const image = 'src="desk.svg" width="640" height="360"';
    const whole = spots(image, place('A', 'default', '', 'All'), place('B', 'rect', '0,0,9,9', 'Part'));
    expect(reasons(read(response('R', ['A']), whole))).toEqual(['unknown-shape']);
    const fine = spots(image, place('A', 'rect', '0,0,9,9', 'One'), place('B', 'rect', '9,0,18,9', 'Two'));
    expect(reasons(read(response('R', ['C']), fine))).toEqual(['no-right-option']);
  });

  it('tells of places without a label, which the list beside the picture needs', () => {
    const image = 'src="desk.svg" width="640" height="360"';
    const body = spots(image, place('A', 'rect', '0,0,9,9'), place('B', 'rect', '9,0,18,9', 'Two'));
    const reading = read(response('R', ['A']), body);
    expect(reasons(reading)).toEqual(['labels']);
    expect(reading.drafts).toHaveLength(1);
  });

  it('becomes a list of labels when several places are right', () => {
    const body = spots(
      'src="desk.svg" width="640" height="360"',
      ...['A', 'B', 'C'].map((id, at) => place(id, 'rect', `${at * 10},0,${at * 10 + 9},9`, `Part ${id}`)),
    );
    const reading = read(response('R', ['A', 'B'], 'multiple'), body);
    expect(reading.drafts[0]?.question.type).toBe('multiple');
    expect(reasons(reading)).toEqual(['picture']);
  });
});

describe('several choices in one item, from another program', () => {
  const ask = (id: string, prompt: string, shuffle: boolean): string =>
    `<qti-choice-interaction response-identifier="${id}" shuffle="${shuffle}" max-choices="1"><qti-prompt>${prompt}</qti-prompt><qti-simple-choice identifier="A">Yes</qti-simple-choice><qti-simple-choice identifier="B">No</qti-simple-choice></qti-choice-interaction>`;
  const body = `<p>Ravi is at the desk.</p>${ask('RESPONSE1', 'Does he lock?', true)}<p>Later he is back.</p>${ask('RESPONSE2', 'Does he share?', false)}`;
  const declared = response('RESPONSE1', ['A']) + response('RESPONSE2', ['B']);

  it('are the steps of a scenario, each with the text before it', () => {
    const reading = read(declared, body);
    expect(reading.reports).toEqual([]);
    expect(reading.drafts[0]).toMatchObject({
      stem: { en: 'Ravi is at the desk.' },
      question: {
        type: 'scenario',
        scoring: 'partial',
        steps: [
          { text: { en: 'Does he lock?' }, shuffle: true, options: [{ key: true }, { key: false }] },
          {
            text: { en: 'Later he is back.\nDoes he share?' },
            shuffle: false,
            options: [{ key: false }, { key: true }],
          },
        ],
      },
    });
  });

  it('count as a whole when the item says that all must be right', () => {
    const both = ['RESPONSE1', 'RESPONSE2'].map(
      (id) => `<qti-match><qti-variable identifier="${id}"/><qti-correct identifier="${id}"/></qti-match>`,
    );
    const processing = `<qti-response-processing><qti-response-condition><qti-response-if><qti-and>${both.join('')}</qti-and><qti-set-outcome-value identifier="SCORE"><qti-base-value base-type="float">1</qti-base-value></qti-set-outcome-value></qti-response-if></qti-response-condition></qti-response-processing>`;
    expect(read(declared, body, processing).drafts[0]?.question).toMatchObject({ scoring: 'all' });
  });

  it('stay out when one of them is of another kind, or does not say what is right', () => {
    const typed = '<p><qti-text-entry-interaction response-identifier="RESPONSE2"/></p>';
    expect(reasons(read(declared, ask('RESPONSE1', 'What?', true) + typed))).toEqual(['composite']);
    expect(reasons(read(response('RESPONSE1', ['A']), body))).toEqual(['no-response']);
  });
});
