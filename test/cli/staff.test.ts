/** `staff` and `campaign publish`, as an operator types them. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { campaign } from '../../src/cli/campaign.ts';
import type { Command } from '../../src/cli/command.ts';
import { staff } from '../../src/cli/staff.ts';
import { openBot, type TestBot } from '../support/bot.ts';
import { wordsOf } from '../support/enclosed.ts';

let test: TestBot;
beforeEach(async () => {
  test = await openBot({ publicUrl: 'https://bot.example.org' });
});
afterEach(() => test.close());

/** Runs it; returns its code and what it printed. */
async function type(command: Command, positionals: readonly string[], values: object = {}) {
  const lines: string[] = [];
  const documents: unknown[] = [];
  const out = { print: (text: string) => lines.push(text), json: (value: unknown) => documents.push(value) };
  if (!command.needsStore) throw new Error('it needs a store');
  const exit = await command.run({ values: { ...values }, positionals, cwd: '/' }, out, test.bot);
  return { exit, text: lines.join('\n'), json: documents[0] };
}

describe('staff', () => {
  it('invites by a code that works, with the link, and shows it once', async () => {
    const { exit, text } = await type(staff, ['invite'], { role: 'animator', name: 'Ola', unit: ['lipowo'] });
    const code = /code: ([0-9A-Z-]{24})/.exec(text)?.[1] ?? '';
    expect(exit).toBe(0);
    expect(text).toContain(`https://bot.example.org/?z=${code.replaceAll('-', '')}`);
    expect((await test.say('terminal:a', code)).map(wordsOf).join()).toContain('animator (Gmina Lipowo)');
    const listed = await type(staff, ['list']);
    expect(listed.text).toMatch(/^[0-9a-f]{8} {2}animator {3}active {3}Ola \(lipowo\), 1 in the log$/);
    expect(`${listed.text}${JSON.stringify((await type(staff, ['list'], { json: true })).json)}`).not.toContain(code);
  });

  it('says who waits, who came too late, and whom it let go', async () => {
    const ids = [];
    for (const name of ['A', 'B', 'C']) {
      const { json } = await type(staff, ['invite'], { role: 'organiser', name, json: true });
      ids.push((json as { id: string }).id);
    }
    test.clock.advance(49 * 3_600_000);
    const { id } = (await type(staff, ['invite'], { role: 'organiser', name: 'D', json: true })).json as { id: string };
    expect((await type(staff, ['revoke'], { id: ids[0] })).exit).toBe(0);
    const { members } = (await type(staff, ['list'], { json: true })).json as {
      members: { state: string; id: string }[];
    };
    expect(members.map(({ state }) => state)).toEqual(['revoked', 'expired', 'expired', 'invited']);
    expect(members.at(-1)?.id).toBe(id);
  });

  it.each([
    [['invite'], { role: 'animator', name: 'Ola', unit: ['nosuch'] }, 'no campaign has a unit nosuch'],
    [['invite'], { role: 'boss', name: 'Ola' }, '--role must be one of'],
    [['invite'], { role: 'animator', name: 'a\nb' }, '--name is'],
    [['revoke'], { id: 'nosuch' }, 'there is nobody nosuch'],
    [['sack'], {}, 'staff needs one of'],
  ])('refuses %j %j in a sentence', async (positionals, values, why) => {
    await expect(type(staff, positionals, values)).rejects.toThrow(why);
    expect(test.bot.store.staff().members).toEqual([]);
  });
});

describe('campaign publish', () => {
  it('waits for the end of the wave', async () => {
    await expect(type(campaign, ['publish'], { campaign: 'fala-1' })).rejects.toThrow('is not closed');
    await test.say('terminal:a', `/start ${test.code('ngo')}`);
    await test.bot.waves.close('fala-1');
    await expect(type(campaign, ['publish'], { campaign: 'fala-1' })).rejects.toThrow('may still send');
    expect(test.bot.store.campaigns()[0]?.published).toBe(false);
  });

  it('switches the page on and off, prints its address, and is noted', async () => {
    await test.bot.waves.close('fala-1');
    const on = await type(campaign, ['publish'], { campaign: 'fala-1', json: true });
    expect(on.json).toEqual({ campaign: 'fala-1', published: true, page: 'https://bot.example.org/wyniki/fala-1' });
    expect(test.bot.store.campaigns()[0]?.published).toBe(true);
    expect((await type(campaign, ['unpublish', 'fala-1'])).exit).toBe(0);
    expect(test.bot.store.campaigns()[0]?.published).toBe(false);
    expect(test.bot.store.staff().log.map(({ who, what, about }) => [who, what, about])).toEqual([
      ['operator', 'published', 'fala-1'],
      ['operator', 'unpublished', 'fala-1'],
    ]);
  });
});
