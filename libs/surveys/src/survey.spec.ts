import { BANK, FOILS, questionOf } from './bank.js';
import { allows, counts, readAnswers, stepOf, SURVEY_STATES, wrongTerms, type Topic } from './survey.js';

const TODAY = '2026-11-23';
const terms = { questions: ['satisfied'], topics: [], opensOn: '2026-11-30', closesOn: '2026-12-11' };
const chat: Topic = { kind: 'service', id: 'chat', name: { nl: 'Chat', en: 'Chat' } };
const foil: Topic = { kind: 'foil', ...FOILS[0]! };

describe('the bank', () => {
  it('has keys of its own, both languages, and a share that some answers count in and others don’t', () => {
    expect(new Set(BANK.map(({ key }) => key)).size).toBe(BANK.length);
    for (const { text, choices, kind, measure } of BANK) {
      expect(text.nl).not.toBe(text.en);
      expect(choices.length > 0).toBe(kind === 'choice');
      expect(measure !== null).toBe(kind === 'choice');
      if (kind === 'choice') expect(new Set(choices.map((choice) => choice.counts)).size).toBe(2);
      expect(new Set(choices.map(({ value }) => value)).size).toBe(choices.length);
    }
  });

  it('counts dissatisfaction where the share is about being dissatisfied', () => {
    expect(['1', '2', '3', '4', '5'].map((value) => counts('speed', value))).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
    expect(['1', '2', '3', '4', '5'].map((value) => counts('satisfied', value))).toEqual([
      false,
      false,
      false,
      true,
      true,
    ]);
    expect(counts('aware', 'yes')).toBe(false);
    expect(questionOf('nothing')).toBeUndefined();
  });
});

describe('a survey', () => {
  it('asks one to three questions of the bank, opens after today and closes within four weeks', () => {
    expect(wrongTerms(terms, TODAY)).toEqual({});
    expect(wrongTerms({ ...terms, questions: [] }, TODAY)).toHaveProperty('questions');
    expect(
      wrongTerms({ ...terms, questions: ['satisfied', 'speed', 'human', 'solved'] }, TODAY),
    ).toHaveProperty('questions');
    expect(wrongTerms({ ...terms, questions: ['satisfied', 'satisfied'] }, TODAY)).toHaveProperty(
      'questions',
    );
    expect(wrongTerms({ ...terms, questions: ['mood'] }, TODAY)).toHaveProperty('questions');
    expect(wrongTerms({ ...terms, opensOn: TODAY }, TODAY)).toHaveProperty('opensOn');
    expect(wrongTerms({ ...terms, closesOn: '2026-11-30' }, TODAY)).toHaveProperty('closesOn');
    expect(wrongTerms({ ...terms, closesOn: '2026-12-29' }, TODAY)).toHaveProperty('closesOn');
    expect(wrongTerms({ ...terms, questions: ['aware'] }, TODAY)).toHaveProperty('topics');
    expect(wrongTerms({ ...terms, questions: ['aware'], topics: [foil] }, TODAY)).toHaveProperty('topics');
    expect(wrongTerms({ ...terms, questions: ['aware'], topics: [chat, foil] }, TODAY)).toEqual({});
  });

  it('takes predictions before, answers while open, and is read only when closed', () => {
    const may = (step: Parameters<typeof allows>[1]) => SURVEY_STATES.filter((state) => allows(state, step));
    expect(may('predict')).toEqual(['predicting']);
    expect(may('answer')).toEqual(['open']);
    expect(may('read')).toEqual(['closed']);
    expect(may('change')).toEqual(['draft']);
  });

  it('opens on its first day and closes when its last day is over', () => {
    const on = (state: 'draft' | 'predicting' | 'open' | 'closed', today: string) =>
      stepOf({ ...terms, state }, today);
    expect(on('draft', '2026-12-01')).toBeNull();
    expect(on('predicting', '2026-11-29')).toBeNull();
    expect(on('predicting', '2026-11-30')).toBe('open');
    expect(on('open', '2026-12-11')).toBeNull();
    expect(on('open', '2026-12-12')).toBe('close');
    expect(on('closed', '2026-12-12')).toBeNull();
  });
});

describe('answers', () => {
  const survey = { questions: ['satisfied', 'aware', 'improve'], topics: [chat, foil] };

  it('become one line a choice, one line a topic, and words only when there are any', () => {
    const { lines, missing } = readAnswers(survey, { satisfied: '4', aware: ['chat'], improve: '  ' });
    expect(missing).toEqual([]);
    expect(lines).toEqual([
      { question: 'satisfied', topic: null, value: '4' },
      { question: 'aware', topic: 'chat', value: 'yes' },
      { question: 'aware', topic: foil.id, value: 'no' },
    ]);
  });

  it('are complete only with a choice of the question itself', () => {
    expect(readAnswers(survey, {}).missing).toEqual(['satisfied']);
    expect(readAnswers(survey, { satisfied: '6' }).missing).toEqual(['satisfied']);
    expect(readAnswers(survey, { satisfied: '1', aware: 'other' }).missing).toEqual(['aware']);
    expect(readAnswers(survey, { satisfied: '1', improve: 'x'.repeat(501) }).missing).toEqual(['improve']);
  });
});
