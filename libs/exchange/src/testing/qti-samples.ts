import { writeZip } from '#files';

const QTI2 = 'xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1"';
const QTI3 = 'xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0"';

/** QTI 2.1, with a mapping, a prompt, feedback beside the choices and one that nobody shows. */
export const CHOICE_2 = `<?xml version="1.0" encoding="UTF-8"?>
<assessmentItem ${QTI2} identifier="Q-1" title="Kies" adaptive="false" timeDependent="false" xml:lang="nl-NL">
  <responseDeclaration identifier="RESPONSE" cardinality="multiple" baseType="identifier">
    <correctResponse><value>A1</value><value>C1</value></correctResponse>
    <mapping defaultValue="0"><mapEntry mapKey="A1" mappedValue="1"/><mapEntry mapKey="B1" mappedValue="-1"/><mapEntry mapKey="C1" mappedValue="3"/></mapping>
  </responseDeclaration>
  <outcomeDeclaration identifier="FEEDBACK" cardinality="multiple" baseType="identifier"/>
  <stylesheet href="style.css" type="text/css"/>
  <itemBody>
    <rubricBlock view="scorer"><p>Alleen voor wie nakijkt.</p></rubricBlock>
    <p>Tarik krijgt
       een mail.</p>
    <p><img src="mail.png" alt="mail"/></p>
    <choiceInteraction responseIdentifier="RESPONSE" shuffle="true" maxChoices="2">
      <prompt>Wat doet hij? Kies er <strong>2</strong>.</prompt>
      <simpleChoice identifier="A1">Melden<feedbackInline outcomeIdentifier="FEEDBACK" identifier="A1" showHide="show">Goed.</feedbackInline></simpleChoice>
      <simpleChoice identifier="B1">Antwoorden &amp; klikken</simpleChoice>
      <simpleChoice identifier="C1">Weggooien</simpleChoice>
    </choiceInteraction>
  </itemBody>
  <responseProcessing template="http://www.imsglobal.org/question/qti_v2p1/rptemplates/map_response"/>
  <modalFeedback outcomeIdentifier="FEEDBACK" identifier="klaar" showHide="show">Tot de volgende keer.</modalFeedback>
</assessmentItem>`;

const ORDER_3 = (
  language: 'nl' | 'en',
  steps: readonly string[],
): string => `<?xml version="1.0" encoding="UTF-8"?>
<qti-assessment-item ${QTI3} identifier="order-1-${language}" title="Order" adaptive="false" time-dependent="false" xml:lang="${language}">
  <qti-response-declaration identifier="R" cardinality="ordered" base-type="identifier">
    <qti-correct-response><qti-value>save</qti-value><qti-value>lock</qti-value><qti-value>go</qti-value></qti-correct-response>
  </qti-response-declaration>
  <qti-item-body>
    <qti-order-interaction response-identifier="R" shuffle="true">
      <qti-prompt>${steps[3]}</qti-prompt>
      <qti-simple-choice identifier="go">${steps[2]}</qti-simple-choice>
      <qti-simple-choice identifier="save">${steps[0]}</qti-simple-choice>
      <qti-simple-choice identifier="lock">${steps[1]}</qti-simple-choice>
    </qti-order-interaction>
  </qti-item-body>
  <qti-response-processing template="https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/match_correct.xml"/>
</qti-assessment-item>`;

const item3 = (identifier: string, declaration: string, body: string): string =>
  `<qti-assessment-item ${QTI3} identifier="${identifier}" title="${identifier}" adaptive="false" time-dependent="false">${declaration}<qti-item-body>${body}</qti-item-body></qti-assessment-item>`;

const declared = (cardinality: string, type: string, values: readonly string[]): string =>
  `<qti-response-declaration identifier="RESPONSE" cardinality="${cardinality}" base-type="${type}"><qti-correct-response>${values.map((value) => `<qti-value>${value}</qti-value>`).join('')}</qti-correct-response></qti-response-declaration>`;

const ITEMS: Readonly<Record<string, string>> = {
  'items/mail/choice.xml': CHOICE_2,
  'items/order-nl.xml': ORDER_3('nl', ['Bewaren', 'Vergrendelen', 'Weglopen', 'Zet op volgorde.']),
  'items/order-en.xml': ORDER_3('en', ['Save', 'Lock', 'Walk away', 'Put in order.']),
  'items/match.xml': item3(
    'match-1',
    declared('multiple', 'directedPair', ['L1 R1', 'L2 R2']),
    '<p>Zet bij elkaar.</p><qti-match-interaction response-identifier="RESPONSE" max-associations="3"><qti-simple-match-set><qti-simple-associable-choice identifier="L1" match-max="1">Even weg</qti-simple-associable-choice><qti-simple-associable-choice identifier="L2" match-max="1">Naar huis</qti-simple-associable-choice><qti-simple-associable-choice identifier="L3" match-max="1">Vakantie</qti-simple-associable-choice></qti-simple-match-set><qti-simple-match-set><qti-simple-associable-choice identifier="R1" match-max="2">Slot</qti-simple-associable-choice><qti-simple-associable-choice identifier="R2" match-max="2">Uit</qti-simple-associable-choice></qti-simple-match-set></qti-match-interaction>',
  ),
  'items/gap.xml': item3(
    'gap-1',
    declared('single', 'string', ['L']),
    '<p>Druk op de Windows-toets met <qti-text-entry-interaction response-identifier="RESPONSE"/> en loop weg.</p>',
  ),
  'items/spots%20%C3%A9.xml': item3(
    'spots-1',
    declared('single', 'identifier', ['B']),
    '<p>Wijs de afzender aan.</p><qti-hotspot-interaction response-identifier="RESPONSE" max-choices="1"><img src="mail.png" alt=""/><qti-hotspot-choice identifier="A" shape="rect" coords="0,0,9,9" hotspot-label="Onderwerp"/><qti-hotspot-choice identifier="B" shape="rect" coords="9,0,18,9" hotspot-label="Afzender"/></qti-hotspot-interaction>',
  ),
  'items/slider.xml': item3(
    'slider-1',
    declared('single', 'integer', ['5']),
    '<qti-slider-interaction response-identifier="RESPONSE" lower-bound="0" upper-bound="9"><qti-prompt>Hoe zeker?</qti-prompt></qti-slider-interaction>',
  ),
  'items/two.xml': item3(
    'two-1',
    declared('single', 'string', ['a']),
    '<p><qti-text-entry-interaction response-identifier="RESPONSE"/> en <qti-text-entry-interaction response-identifier="R2"/></p>',
  ),
  'items/essay.xml': item3(
    'essay-1',
    '<qti-response-declaration identifier="RESPONSE" cardinality="single" base-type="string"/>',
    '<qti-extended-text-interaction response-identifier="RESPONSE"><qti-prompt>Beschrijf.</qti-prompt></qti-extended-text-interaction>',
  ),
  'items/entity.xml': `<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>${item3('bomb', '', '<p>&b;</p>')}`,
};

const OLD = `<questestinterop><assessment><section><item ident="old-1"><presentation/></item><item ident="old-2"/></section></assessment></questestinterop>`;

/**
 * A package with 14 items: 11 that the manifest names (one of them is missing), one file that it forgot, and two of QTI
 * 1.2. Six come in, as five questions.
 */
export const PACKAGE = { items: 14, imported: 6, drafts: 5 } as const;

export function qtiPackage(): Buffer {
  const named = [...Object.keys(ITEMS), 'items/gone.xml'];
  const manifest = `<?xml version="1.0"?><manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" identifier="m"><resources>${named
    .map(
      (href) =>
        `<resource identifier="r" type="imsqti_item_xmlv3p0" href="${href}"><file href="${href}"/></resource>`,
    )
    .join('')}<resource identifier="t" type="imsqti_test_xmlv3p0" href="test.xml"/></resources></manifest>`;
  return writeZip([
    ...Object.entries(ITEMS).map(([href, text]) => ({
      name: decodeURIComponent(href),
      bytes: Buffer.from(text),
    })),
    { name: 'forgotten.xml', bytes: Buffer.from(item3('forgotten', '', '<p>Niets te kiezen.</p>')) },
    { name: 'old.xml', bytes: Buffer.from(OLD) },
    { name: 'test.xml', bytes: Buffer.from(`<qti-assessment-test ${QTI3} identifier="t"/>`) },
    { name: 'imsmanifest.xml', bytes: Buffer.from(manifest) },
    { name: 'mail.png', bytes: Buffer.from([137, 80, 78, 71]) },
  ]);
}
