/** Words that stay together at the end of a line. `_` stands for a space that does not break. */
import { expect, it } from 'vitest';
import { bindShortWords } from '../../src/text/bind.ts';

it.each([
  ['ankietę o współpracy', 'ankietę o_współpracy'],
  ['przerwać i wrócić', 'przerwać i_wrócić'],
  ['a w razie potrzeby', 'a_w_razie potrzeby'],
  ['(z urzędem), „w gminie”', '(z_urzędem), „w_gminie”'],
  ['6 odpowiedzi, 2 × pominięto', '6_odpowiedzi, 2 ×_pominięto'],
  ['влади з організаціями', 'влади з_організаціями'],
  ['Konsultacje · 5 odpowiedzi', 'Konsultacje ·_5_odpowiedzi'],
  ['od ≥ 80, do ≤ 20', 'od ≥_80, do ≤_20'],
  ['nie wiem', 'nie wiem'],
  ['punkt a) i b)', 'punkt a) i_b)'],
  ['kończy się na w', 'kończy się na w'],
])('%s', (text, bound) => {
  expect(bindShortWords(text).replaceAll('\u00A0', '_')).toBe(bound);
});
