import { describe, expect, it } from 'vitest';
import { codeChars, codeIn, makeCode, readCode, showCode } from '../../src/dialog/code.ts';
import { chanceOf } from '../support/bot.ts';

describe('codes', () => {
  it('survive being shown and typed back, for every use', () => {
    for (const chars of Object.values(codeChars)) {
      for (let n = 0; n < 200; n += 1) {
        const code = makeCode(chanceOf(`${chars} ${n}`), chars);
        expect(code).toHaveLength(chars);
        expect(readCode(` ${showCode(code).toLowerCase()} `)).toBe(code);
      }
    }
  });

  it.for([
    ['4f7k 2qxp', '4F7K2QXP'],
    ['4F7K–2QXP', '4F7K2QXP'],
    ['oil1-oil1', '01110111'],
    ['0il1-oil1', '01110111'],
    ['dlaczego', undefined],
    ['4F7K-2QXP-9', undefined],
    ['4F7U-2QXP', undefined],
    ['', undefined],
    ['1'.repeat(100_000), undefined],
  ])('reads %s as %s', ([typed, code]) => {
    expect(readCode(typed ?? '')).toBe(code);
  });

  it('are found behind a command', () => {
    expect(codeIn({ kind: 'message', text: '/start 4F7K-2QXP' })).toBe('4F7K2QXP');
    expect(codeIn({ kind: 'choice', text: '4F7K-2QXP' })).toBeUndefined();
  });
});
