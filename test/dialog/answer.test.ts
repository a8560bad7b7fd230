import { describe, expect, it } from 'vitest';
import { type Option, readChoice, readText } from '../../src/dialog/answer.ts';
import { DialogFile, flatten, isQuestion, type Question } from '../../src/dialog/dialog.ts';

const at = Date.parse('2026-11-23T12:00:00Z');

function question(step: object): Question {
  const [found] = flatten(
    DialogFile.parse({
      id: 'test',
      version: 1,
      scales: { s: { values: [1, 2, 3], dontKnow: true } },
      steps: [{ id: 'q', ...step }],
    }),
  ).steps;
  if (!found || !isQuestion(found)) throw new Error('no question');
  return found;
}

const options: readonly Option[] = [
  { id: 'a', key: '1', label: 'Zażółć gęślą jaźń' },
  { id: 'b', key: '2', label: 'Koło gospodyń (KGW)' },
  { id: 'c', key: '3', label: 'Rada gminy' },
  { id: 'd', key: '4', label: 'Rada powiatu' },
  { id: 'none', key: '5', label: 'Nic z tej listy' },
];
const choose = question({ kind: 'choose', choices: ['a', 'b', 'c', 'd', 'none'] });
const multi = question({ kind: 'multi', choices: ['a', 'b', 'c', 'd', 'none'], max: 2, exclusive: 'none' });
const sizes: readonly Option[] = [
  { id: 's1', key: 'a', label: 'do 5 osób' },
  { id: 's2', key: 'b', label: '6–15 osób' },
  { id: 's3', key: 'c', label: 'ponad 15 osób' },
];
const size = question({ kind: 'choose', choices: ['s1', 's2', 's3'] });
const number = question({ kind: 'number', min: 0, max: 100_000 });
const date = question({ kind: 'date', min: '2026-01-01', max: '2027-12-31' });
const text = question({ kind: 'text', max: 10 });

describe('a number typed where the choices are spans of numbers', () => {
  it.each([
    ['0', 's1'],
    ['5', 's1'],
    ['6', 's2'],
    ['15', 's2'],
    ['16', 's3'],
    ['400', 's3'],
  ])('%s lies in one of them', (typed, choice) => {
    expect(readText(size, sizes, typed, at)).toEqual({ kind: 'answer', answer: choice });
  });

  it('means nothing where some label is no span', () => {
    expect(readText(choose, options, '12', at)).toEqual({ kind: 'wrong', reason: 'not-a-choice' });
  });
});

describe('parts of labels typed into a list of several', () => {
  it.each([
    ['gospodyń', [], ['b']],
    ['gospodyń', ['a'], ['a', 'b']],
    ['zażółć i gospodyń', [], ['a', 'b']],
    ['1, gospodyń', [], ['a', 'b']],
  ])('%s ticks what it fits, to be seen before it counts', (typed, draft, ticked) => {
    expect(readText(multi, options, typed, at, draft)).toEqual({ kind: 'draft', draft: ticked });
  });

  it('are too many as ticks are', () => {
    expect(readText(multi, options, 'gospodyń', at, ['a', 'c'])).toMatchObject({ kind: 'wrong', reason: 'too-many' });
  });
});

describe('a typed answer', () => {
  it.for<[string, Question, string, object]>([
    ['the number of a choice', choose, '2', { kind: 'answer', answer: 'b' }],
    ['a number with a full stop', choose, '2.', { kind: 'answer', answer: 'b' }],
    ['a whole label', choose, 'Zażółć gęślą jaźń', { kind: 'answer', answer: 'a' }],
    ['a label without Polish letters, shouted', choose, '  ZAZOLC GESLA JAZN! ', { kind: 'answer', answer: 'a' }],
    ['a part that fits one label', choose, 'gospodyń', { kind: 'perhaps', choice: 'b' }],
    ['a short whole word', choose, 'kgw', { kind: 'perhaps', choice: 'b' }],
    ['a part that fits two labels', choose, 'rada', { kind: 'not-understood' }],
    ['a number that is not there', choose, '6', { kind: 'wrong', reason: 'not-a-choice' }],
    ['a negative number', choose, '-1', { kind: 'wrong', reason: 'not-a-choice' }],
    ['a question', choose, 'co to jest COP?', { kind: 'not-understood' }],
    ['two numbers with a comma', multi, '1, 2', { kind: 'answer', answer: ['a', 'b'] }],
    ['two numbers with a space, in any order', multi, '2 1', { kind: 'answer', answer: ['a', 'b'] }],
    ['labels joined by a word', multi, 'rada gminy i rada powiatu', { kind: 'answer', answer: ['c', 'd'] }],
    ['the same one twice', multi, '1, 1', { kind: 'answer', answer: ['a'] }],
    ['a single number ticks', multi, '2', { kind: 'draft', draft: ['b'] }],
    ['too many', multi, '1 2 3', { kind: 'wrong', reason: 'too-many', params: { max: 2 } }],
    ['the exclusive one with another', multi, '1, 5', { kind: 'wrong', reason: 'exclusive' }],
    ['a list with a stranger', multi, '1, 9', { kind: 'not-understood' }],
    ['a plain number', number, '12', { kind: 'answer', answer: 12 }],
    ['a number with a unit', number, 'ok. 12 osób', { kind: 'answer', answer: 12 }],
    ['thousands with a space', number, '12 500', { kind: 'answer', answer: 12_500 }],
    ['a fraction', number, '1,5', { kind: 'wrong', reason: 'not-whole' }],
    ['two numbers', number, '12 albo 13', { kind: 'wrong', reason: 'not-a-number' }],
    ['too large', number, '100001', { kind: 'wrong', reason: 'out-of-range', params: { min: 0, max: 100_000 } }],
    ['below', number, '-3', { kind: 'wrong', reason: 'out-of-range', params: { min: 0, max: 100_000 } }],
    ['no number', number, 'dużo', { kind: 'not-understood' }],
    ['a Polish date', date, '15.12.2026', { kind: 'answer', answer: '2026-12-15' }],
    ['a date in ISO form', date, '2026-12-15', { kind: 'answer', answer: '2026-12-15' }],
    ['a named month', date, '15 grudnia', { kind: 'answer', answer: '2026-12-15' }],
    ['a named month that has passed', date, '3 maja', { kind: 'answer', answer: '2027-05-03' }],
    ['English', date, '15 December 2026', { kind: 'answer', answer: '2026-12-15' }],
    ['Ukrainian', date, '15 грудня 2026', { kind: 'answer', answer: '2026-12-15' }],
    ['tomorrow', date, 'jutro', { kind: 'answer', answer: '2026-11-24' }],
    ['a leap day that is none', date, '29.02.2027', { kind: 'wrong', reason: 'not-a-date' }],
    ['a day that is none', date, '31.06', { kind: 'wrong', reason: 'not-a-date' }],
    [
      'out of range',
      date,
      '1.1.2030',
      { kind: 'wrong', reason: 'date-out-of-range', params: { min: '2026-01-01', max: '2027-12-31' } },
    ],
    ['no date', date, 'kiedyś', { kind: 'not-understood' }],
    ['free text', text, 'Dobrze.', { kind: 'answer', answer: 'Dobrze.' }],
    [
      'text that is too long',
      text,
      'Za długie zdanie',
      { kind: 'wrong', reason: 'too-long', params: { max: 10, chars: 16 } },
    ],
  ])('%s', ([, step, typed, expected]) => {
    expect(readText(step, options, typed, at)).toEqual(expected);
  });
});

describe('a tap in a list', () => {
  it.for<[string, string, string[], object]>([
    ['ticks', '+b', ['a'], { kind: 'draft', draft: ['a', 'b'] }],
    ['pressed twice is pressed once', '+a', ['a'], { kind: 'draft', draft: ['a'] }],
    ['takes a tick away', '-a', ['a', 'b'], { kind: 'draft', draft: ['b'] }],
    ['is refused when the list is full', '+c', ['a', 'b'], { kind: 'wrong', reason: 'too-many', params: { max: 2 } }],
    ['of the exclusive one clears the others', '+none', ['a', 'b'], { kind: 'draft', draft: ['none'] }],
    ['of another clears the exclusive one', '+a', ['none'], { kind: 'draft', draft: ['a'] }],
    ['on done takes the list', '~done', ['a'], { kind: 'answer', answer: ['a'] }],
    ['on done with nothing ticked', '~done', [], { kind: 'wrong', reason: 'none-chosen' }],
    ['of something that is not offered', '+zzz', [], { kind: 'wrong', reason: 'not-a-choice' }],
    ['on skip where nothing may be skipped', '~skip', [], { kind: 'wrong', reason: 'not-a-choice' }],
  ])('%s', ([, choice, draft, expected]) => {
    expect(readChoice(multi, options, choice, draft)).toEqual(expected);
  });
});
