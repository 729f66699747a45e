/** A Moodle bank with odd cases: 12 questions, of which 7 can come in. The category entries are no questions. */
export const MOODLE = {
  items: 12,
  imported: 7,
  text: `<?xml version="1.0" encoding="UTF-8"?>
<!-- bank van de servicedesk -->
<quiz>
  <question type="category"><category><text>$course$/top/Veilig werken/Mail // chat</text></category></question>
  <question type="multichoice">
    <name><text>Vreemde mail</text></name>
    <questiontext format="html"><text><![CDATA[<p><span lang="nl" class="multilang">Wat doe je met een vreemde mail?</span><span lang="en" class="multilang">What do you do with a strange mail?</span><span lang="fr" class="multilang">Que faites-vous ?</span></p>]]></text></questiontext>
    <generalfeedback format="html"><text>Melden helpt iedereen.</text></generalfeedback>
    <defaultgrade>2.0000000</defaultgrade>
    <penalty>0.5000000</penalty>
    <hidden>0</hidden>
    <idnumber>M-1</idnumber>
    <single>true</single>
    <shuffleanswers>0</shuffleanswers>
    <correctfeedback format="html"><text>Je antwoord is juist.</text></correctfeedback>
    <incorrectfeedback format="html"><text><![CDATA[<p>Lees les 3 nog eens.</p>]]></text></incorrectfeedback>
    <answer fraction="100" format="html"><text>{mlang nl}Melden{mlang}{mlang en}Report it{mlang}</text><feedback format="html"><text>Goed zo&amp;nbsp;&amp;eacute;cht.</text></feedback></answer>
    <answer fraction="33.33333" format="html"><text>{mlang nl}Weggooien{mlang}{mlang en}Delete it{mlang}</text></answer>
    <answer fraction="-25" format="html"><text>{mlang nl}Antwoorden{mlang}{mlang en}Reply{mlang}</text></answer>
    <hint format="html"><text>Denk aan de knop.</text></hint>
    <tags><tag><text>phishing</text></tag><tag><text>bloom:apply</text></tag><tag><text>level:hoog</text></tag></tags>
  </question>
  <question type="multichoice">
    <name><text>Twee sterke</text></name>
    <questiontext format="html"><text>&lt;p&gt;Kies er 2.&lt;/p&gt;</text><file name="slot.png" path="/" encoding="base64">iVBORw0KGgo=</file></questiontext>
    <single>false</single><shuffleanswers>true</shuffleanswers>
    <answer fraction="50"><text>Een zin</text></answer>
    <answer fraction="50"><text>Een kluis</text></answer>
    <answer fraction="0"><text>Welkom01</text></answer>
    <answer fraction="0"><text>Je naam</text></answer>
  </question>
  <question type="truefalse">
    <name><text>Slot</text></name>
    <questiontext format="moodle_auto_format"><text>Een slot in de balk zegt alles.</text></questiontext>
    <answer fraction="0"><text>true</text><feedback><text>Het zegt iets over de verbinding.</text></feedback></answer>
    <answer fraction="100"><text>false</text><feedback><text>Klopt.</text></feedback></answer>
  </question>
  <question type="shortanswer">
    <name><text>Toets</text></name>
    <questiontext format="plain_text"><text>Welke toets hoort bij &lt;Windows&gt;?</text></questiontext>
    <usecase>1</usecase>
    <answer fraction="100"><text>L</text><feedback><text>L van lock.</text></feedback></answer>
    <answer fraction="100"><text>letter * L</text></answer>
    <answer fraction="0"><text>win*</text><feedback><text>Dat is de andere helft.</text></feedback></answer>
    <answer fraction="0"><text>*</text><feedback><text>Nog niet.</text></feedback></answer>
  </question>
  <question type="matching">
    <name><text>Wat waarvoor</text></name>
    <questiontext format="html"><text>Zet bij elkaar.</text></questiontext>
    <subquestion format="html"><text>Even weg</text><answer><text>Vergrendelen</text></answer></subquestion>
    <subquestion format="html"><text>Koffie</text><answer><text>Vergrendelen</text></answer></subquestion>
    <subquestion format="html"><text>Naar huis</text><answer><text>Afsluiten</text></answer></subquestion>
    <subquestion format="html"><text></text><answer><text>Niets doen</text></answer></subquestion>
  </question>
  <question type="category"><category><text>top/Werkplek</text></category></question>
  <question type="ordering">
    <name><text>Volgorde</text></name>
    <questiontext format="html"><text>Zet op volgorde.</text></questiontext>
    <selecttype>RANDOM</selecttype><gradingtype>RELATIVE_NEXT_INCLUDE_LAST</gradingtype>
    <answer fraction="1"><text>Bewaren</text></answer>
    <answer fraction="2"><text>Vergrendelen</text></answer>
    <answer fraction="3"><text>Weglopen</text></answer>
  </question>
  <question type="numerical">
    <name><text>Cijfers</text></name>
    <questiontext format="html"><text>Hoeveel cijfers heeft de code?</text></questiontext>
    <answer fraction="100"><text>6</text><tolerance>0</tolerance></answer>
    <units><unit><multiplier>1</multiplier><unit_name>cijfers</unit_name></unit></units>
  </question>
  <question type="numerical">
    <name><text>Minuten</text></name>
    <questiontext format="html"><text>Hoe lang duurt het?</text></questiontext>
    <answer fraction="100"><text>15</text><tolerance>5</tolerance></answer>
  </question>
  <question type="essay"><name><text>Opstel</text></name><questiontext format="html"><text>Beschrijf.</text></questiontext></question>
  <question type="cloze"><name><text>Gaten</text></name><questiontext format="html"><text>Een {1:SHORTANSWER:=x}.</text></questiontext></question>
  <question type="ddmarker"><name><text>Sleep</text></name><questiontext format="html"><text>Sleep.</text></questiontext></question>
  <question type="description"><name><text>Inleiding</text></name><questiontext format="html"><text>Lees dit.</text></questiontext></question>
</quiz>
`,
} as const;
