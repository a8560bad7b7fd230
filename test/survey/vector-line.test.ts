/** The fast reader of lines reads what JSON.parse and the schema would read, or leaves it to them. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Side } from '../../src/survey/instrument.ts';
import { createRespondentReader } from '../../src/survey/vector.ts';
import { createLineReader } from '../../src/survey/vector-line.ts';

const ids = ['a11', 'a11_info', 'a12_formality', 'zażółć', 'a "b"\\'];
const instrument = ids.map((id) => ({ id, area: 'I.1' as const, reverse: false }));

type Read = { readonly id: string; readonly side: Side; readonly row: readonly number[] };

/** One reader for all lines, as in a file; what lies around a line in its buffer does not matter. */
const fastReader = createLineReader(instrument);
function fast(line: string, around: string): Read | undefined {
  const bytes = Buffer.from(`${around}${line}${around}`);
  const from = Buffer.byteLength(around);
  if (!fastReader.read(bytes, from, from + Buffer.byteLength(line))) return undefined;
  const id = bytes.toString('utf8', fastReader.idFrom(), fastReader.idTo());
  return { id, side: fastReader.side(), row: [...fastReader.row] };
}

const slowReader = createRespondentReader(instrument);
function slow(line: string): Read | undefined {
  const row = new Int8Array(instrument.length);
  try {
    return { ...slowReader(JSON.parse(line), row), row: [...row] };
  } catch {
    return undefined;
  }
}

/** A line as it should be, spaces and order left to chance. */
const line = fc
  .tuple(
    fc.constantFrom('n1', 'u 2', 'r\u00e9', 'a"b', '7'),
    fc.constantFrom('NGO', 'URZAD'),
    fc.uniqueArray(fc.tuple(fc.constantFrom(...ids), fc.constantFrom(1, 2, 3, 4, 5, null)), { selector: ([id]) => id }),
    fc.shuffledSubarray(['id', 'group', 'answers'], { minLength: 3 }),
    fc.constantFrom('', ' ', '  '),
  )
  .map(([id, group, answers, order, space]) => {
    const members: Readonly<Record<string, unknown>> = { id, group, answers: Object.fromEntries(answers) };
    const text = JSON.stringify(Object.fromEntries(order.map((key) => [key, members[key]])));
    return text.replaceAll(/[:,{}]/g, (mark) => `${mark}${space}`);
  });

/** What may be wrong or unusual: some characters of it are others, or stand there twice. */
const pieces = [
  '',
  ' ',
  '\t',
  '"',
  '{',
  '}',
  ',',
  ':',
  '0',
  '3',
  '6',
  '-',
  '.0',
  'null',
  'x',
  '\\',
  '"a11":2,',
  'ż',
  '\0',
];
const change = fc.tuple(fc.nat(200), fc.nat(3), fc.constantFrom(...pieces));
const lines = fc.tuple(line, fc.array(change, { maxLength: 2 })).map(([text, changes]) =>
  changes.reduce((before, [at, length, piece]) => {
    const from = at % (before.length + 1);
    return before.slice(0, from) + piece + before.slice(from + length);
  }, text),
);
const surroundings = fc.constantFrom('', '\n', '}', '"', '1', ',"a11":1}');

describe('the fast reader', () => {
  it('reads nothing that the schema reads otherwise or refuses', () => {
    let read = 0;
    fc.assert(
      fc.property(lines, surroundings, (text, around) => {
        const told = fast(text, around);
        if (told === undefined) return;
        read += 1;
        expect(told).toEqual(slow(text));
      }),
      { numRuns: 5_000 },
    );
    expect(read).toBeGreaterThan(200);
  });

  it.each([
    ['the plain shape', '{"id":"n1","group":"NGO","answers":{"a11":4,"a11_info":null}}'],
    ['another order, with spaces', '{"answers": {"a11_info": 5, "a11": 1}, "group": "URZAD", "id": "u1"}'],
    ['a key that it does not know, with a text', '{"id":"n1","group":"NGO","raw":"4","answers":{"a11":4}}'],
    ['no answers, and a line end of Windows', '{"id":"n1","group":"NGO","answers":{}}\r'],
    [
      'letters that are not ASCII, and quotation marks',
      `{"id":"n1","group":"NGO","answers":${JSON.stringify({ zażółć: 2, 'a "b"\\': 3 })}}`,
    ],
  ])('reads by itself: %s', (_, text) => {
    expect(fast(text, '\n')).toEqual(slow(text));
    expect(fast(text, '\n')).toBeDefined();
  });

  it.each([
    ['a key that it does not know, with a list', '{"id":"n1","group":"NGO","raw":[4],"answers":{"a11":4}}'],
    ['an answer given twice', '{"id":"n1","group":"NGO","answers":{"a11":4,"a11":5}}'],
    ['an escaped id', '{"id":"n\\u0031","group":"NGO","answers":{"a11":4}}'],
  ])('leaves to the schema: %s', (_, text) => {
    expect(fast(text, '\n')).toBeUndefined();
    expect(slow(text)).toBeDefined();
  });
});
