import { describe, expect, it } from 'vitest';
import { createRecord } from '../../../src/channels/terminal/record.ts';

describe('a recorded conversation', () => {
  it('keeps no code of the store it was recorded in', () => {
    const record = createRecord({ code: '21WM3HR7D8XX', side: 'ngo' });
    for (const line of ['> /start 21WM3HR7D8XX', '< Kod: 4F7K-2QXP', '', '> 4f7k-2qxp', '> 9999-9999', '> [Wyślij]'])
      record.add(line);
    expect(
      record
        .text()
        .split('\n')
        .filter((line) => line.startsWith('> ')),
    ).toEqual(['> /start {ngo}', '> {code}', '> 9999-9999', '> [Wyślij]']);
  });
});
