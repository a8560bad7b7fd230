/** Free texts before they are shown: what is taken out is gone for good. */
import { describe, expect, it } from 'vitest';
import type { Box } from '../../src/survey/response.ts';
import { blackened, missingIn, review, rowBy } from '../../src/survey/review.ts';

const box = (...texts: string[]): Box => ({
  address: { table: 'open_text', campaign: 'fala-1' },
  rows: texts.map((text, index) => ({ id: `${index}abc`, values: { text }, reviewed: false })),
  withdrawn: [],
  byLink: 0,
});

describe('reading free texts', () => {
  it('takes words out wherever they stand, in any letter case, and says nothing of their length', () => {
    const read = review(box('Pani Żółć pomaga. PANI ŻÓŁĆ jest świetna (a+b).'), '0abc', {
      kind: 'release',
      blacken: ['pani żółć', '(a+b)'],
    });
    expect(rowBy(read, '0')).toMatchObject({
      reviewed: true,
      values: { text: `${blackened} pomaga. ${blackened} jest świetna ${blackened}.` },
    });
  });

  it('keeps the heading when a text is read again, and lets go of it when the text is withheld', () => {
    const released = review(box('Więcej spotkań.'), '0abc', { kind: 'release', theme: 'Spotkania', blacken: [] });
    const again = review(released, '0abc', { kind: 'release', blacken: [] });
    expect(rowBy(again, '0abc')).toMatchObject({ theme: 'Spotkania', reviewed: true });
    const withheld = rowBy(review(again, '0abc', { kind: 'withhold' }), '0abc');
    expect(withheld).toEqual({ id: '0abc', values: { text: 'Więcej spotkań.' }, reviewed: false, withheld: true });
  });

  it('touches no other text', () => {
    const before = box('Jan mówi.', 'Jan milczy.');
    expect(review(before, '0abc', { kind: 'release', blacken: ['Jan'] }).rows[1]).toEqual(before.rows[1]);
  });

  it('finds a text by the beginning of its id, and none where two begin so', () => {
    const two = {
      ...box('a', 'b'),
      rows: [
        { id: 'aa1', values: {} },
        { id: 'aa2', values: {} },
      ],
    };
    expect(rowBy(two, 'aa1')?.id).toBe('aa1');
    expect(rowBy(two, 'aa')).toBeUndefined();
    expect(rowBy(two, '')).toBeUndefined();
  });

  it('names words that do not stand there', () => {
    expect(missingIn({ id: '1', values: { text: 'Anna i Ola' } }, ['anna', 'Ewa'])).toEqual(['Ewa']);
  });
});
