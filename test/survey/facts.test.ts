/** What an institution has or has not, as its officials said. */
import { describe, expect, it } from 'vitest';
import { DialogFile, flatten } from '../../src/dialog/dialog.ts';
import { dontKnow } from '../../src/dialog/session.ts';
import { factsIn, factsScore, settleFacts } from '../../src/survey/facts.ts';

const dialog = flatten(
  DialogFile.parse({
    id: 'test',
    version: 1,
    steps: [
      { id: 'f_council', kind: 'yes-no', area: 'I.2' },
      { id: 'f_budget', kind: 'yes-no', area: 'II.1' },
      { id: 'agree', kind: 'yes-no' },
    ],
  }),
);
const facts = factsIn(dialog);
const settle = (...council: readonly string[]) =>
  settleFacts(
    facts.slice(0, 1),
    council.map((f_council) => ({ f_council })),
  );

describe('facts', () => {
  it('are the yes-or-no questions that belong to an area', () => {
    expect(facts).toEqual([
      { id: 'f_council', area: 'I.2' },
      { id: 'f_budget', area: 'II.1' },
    ]);
  });

  it.each<[string, readonly string[], string, number | undefined]>([
    ['what most of them say', ['yes', 'no', 'yes', dontKnow], 'yes', 100],
    ['no, if most say so', ['yes', 'no', 'no'], 'no', 0],
    ['unclear, if as many say yes as no', ['yes', 'no', dontKnow], 'unclear', undefined],
    ['unknown, if nobody knew', [dontKnow, dontKnow], 'unknown', undefined],
    ['unknown, if nobody was asked', [], 'unknown', undefined],
  ])('are %s', (_, answers, state, score) => {
    const settled = settle(...answers);
    expect(settled.facts).toEqual([{ id: 'f_council', area: 'I.2', state }]);
    expect(settled.score).toBe(score);
  });

  it('are told from one official on, each by itself', () => {
    const { facts: settled, score } = settleFacts(facts, [{ f_council: 'yes', f_budget: 'no' }]);
    expect(settled.map(({ state }) => state)).toEqual(['yes', 'no']);
    expect(score).toBe(50);
  });

  it('are counted without what is unclear or unknown', () => {
    expect(factsScore(['yes', 'yes', 'no', 'unclear', 'unknown', 'yes'])).toBe(75);
  });
});
