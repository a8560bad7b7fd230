/** Who is let in as staff, with what code, and what they may then see. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { byOperator } from '../../src/bot/staff.ts';
import type { Reply } from '../../src/dialog/reply.ts';
import { noted } from '../../src/dialog/staff.ts';
import { openBot, type TestBot } from '../support/bot.ts';
import { quickReports, wordsOf } from '../support/enclosed.ts';

const hour = 3_600_000;
let reports = quickReports();
let test: TestBot;
beforeEach(async () => {
  reports = quickReports();
  test = await openBot({ reports, publicUrl: 'https://bot.example.org' });
});
afterEach(() => test.close());

const text = (replies: readonly Reply[]): string => replies.map(wordsOf).join('\n');
const kinds = (replies: readonly Reply[]): string[] => replies.map(({ kind }) => kind);
const revoke = (id: string) =>
  test.bot.store.changeStaff((staff) => noted(staff, byOperator('revoked', id, test.clock.now())));
const files = (replies: readonly Reply[]) =>
  replies.flatMap((reply) => (reply.kind === 'image' || reply.kind === 'document' ? [reply.file] : []));
const unknown = 'Ten kod tu nie działa';
const joined = 'należy teraz do zespołu projektu';
const others = 'To polecenie jest dla zespołu projektu';

describe('a code of the staff', () => {
  it.each(['', 'mój kod to ', '/start '])('makes the conversation theirs, typed after %j', async (before) => {
    const { code } = await test.invite('organiser');
    const shown = code.replace(/(.{4})(?=.)/g, '$1-');
    expect(text(await test.say('terminal:a', `${before}${shown}`))).toContain(joined);
  });

  it('is kept as a hash only, and stands in no conversation', async () => {
    const { code } = await test.invite('animator');
    await test.say('terminal:a', code);
    const held = JSON.stringify([test.bot.store.staff(), await test.bot.store.held('terminal:a')]);
    expect(held).not.toContain(code);
  });

  it('works once: the same words as for one that never was', async () => {
    const { code } = await test.invite('animator');
    await test.say('terminal:a', code);
    const second = text(await test.say('terminal:b', code));
    expect(second).toBe(text(await test.say('terminal:c', '9ZZZZZZZZZZZZZZZZZZZ')));
    expect(second).toContain(unknown);
    expect(text(await test.say('terminal:b', '/raport'))).toContain(others);
    expect(text(await test.say('terminal:a', code))).toContain('już użyty w tej rozmowie');
  });

  it('typed in two places at one moment lets in one of them', async () => {
    const { code } = await test.invite('animator');
    const said = await Promise.all(['terminal:a', 'terminal:b', 'terminal:c'].map((place) => test.say(place, code)));
    // Each call drains for all, so what was said is looked for everywhere.
    const all = [...said.flat(), ...['terminal:a', 'terminal:b', 'terminal:c'].flatMap((place) => test.heard(place))];
    expect(all.filter((reply) => wordsOf(reply).includes(joined))).toHaveLength(1);
    expect(all.filter((reply) => wordsOf(reply).includes(unknown))).toHaveLength(2);
  });

  it('works for 48 hours', async () => {
    const { code } = await test.invite('animator');
    const { code: late } = await test.invite('animator');
    test.clock.advance(48 * hour - 1);
    expect(text(await test.say('terminal:a', code))).toContain(joined);
    test.clock.advance(1);
    expect(text(await test.say('terminal:b', late))).toContain(unknown);
  });

  it('that is revoked before anybody used it lets in nobody', async () => {
    const { id, code } = await test.invite('animator');
    await revoke(id);
    expect(text(await test.say('terminal:a', code))).toContain(unknown);
  });

  it('cannot be looked for: after ten wrong ones the right one is not tried either', async () => {
    const { code } = await test.invite('animator');
    for (let guess = 0; guess < 10; guess += 1) await test.say('terminal:a', `9ZZZZZZZZZZZZZZZZZZ${guess}`);
    expect(text(await test.say('terminal:a', code))).toContain('Spróbuj ponownie za godzinę');
    expect(text(await test.say('terminal:a', '/raport'))).toContain(others);
  });

  it('works in the middle of a survey, which goes on', async () => {
    await test.say('terminal:a', `/start ${test.code('ngo')}`);
    await test.say('terminal:a', 'tak');
    const { code } = await test.invite('animator');
    const [reply] = await test.say('terminal:a', code);
    expect(reply).toMatchObject({ kind: 'prompt', step: 'm_role', lead: expect.stringContaining(joined) });
  });

  it('is not used again by whoever erased the conversation', async () => {
    const { code, id } = await test.invite('animator');
    await test.say('terminal:a', code);
    await test.say('terminal:a', '/usun');
    expect(text(await test.say('terminal:a', 'tak'))).toContain('nie należy już do zespołu');
    expect(text(await test.say('terminal:a', code))).toContain(unknown);
    expect(
      test.bot.store
        .staff()
        .log.filter(({ who }) => who === id)
        .map(({ what }) => what),
    ).toEqual(['joined', 'left']);
  });
});

describe('/raport', () => {
  const again = async (id: string, closesAt: number): Promise<void> => {
    const [wave] = test.bot.store.campaigns();
    if (!wave) throw new Error('the wave is gone');
    const name = { pl: `Fala ${id}`, en: `Wave ${id}`, uk: `Хвиля ${id}` };
    await test.bot.store.change(id, () => ({ ...wave, id, name, state: 'closed', final: true, closesAt }));
  };
  const join = async (place: string, ...units: readonly string[]): Promise<string> => {
    const { id, code } = await test.invite('animator', ...units);
    await test.say(place, code);
    return id;
  };

  it('gives a picture with words and a PDF of the only wave that is over, and is noted', async () => {
    const id = await join('terminal:a');
    await test.bot.waves.close('fala-1');
    const replies = await test.say('terminal:a', '/raport');
    expect(kinds(replies)).toEqual(['image', 'document']);
    expect(text(replies)).toContain('62 na 100');
    expect(files(replies).map(({ format, unit, staff }) => [format, unit, staff])).toEqual([
      ['png', undefined, id],
      ['pdf', undefined, id],
    ]);
    expect(test.bot.store.staff().log.at(-1)).toMatchObject({ who: id, what: 'report', about: 'fala-1' });
  });

  it('keeps no bytes and no figure in the store', async () => {
    await join('terminal:a');
    await test.bot.waves.close('fala-1');
    test.bot.terminal.attach('terminal:a', () => undefined)();
    const activity = { id: 'r', conversation: 'terminal:a', at: test.clock.now(), chance: '0'.repeat(192) };
    await test.bot.receive({ ...activity, kind: 'message', text: '/raport' });
    const held = JSON.stringify(await test.bot.store.held('terminal:a'));
    expect(held).toContain('"format":"pdf"');
    expect(held.length).toBeLessThan(3_000);
    expect(held).not.toContain('62 na 100');
  });

  it('waits while anybody may still send', async () => {
    await join('terminal:a');
    await test.say('terminal:b', `/start ${test.code('ngo')}`);
    await test.bot.waves.close('fala-1');
    expect(text(await test.say('terminal:a', '/raport'))).toContain('Nie ma jeszcze wyników');
    test.clock.advance(49 * hour);
    await test.bot.waves.tick();
    expect(kinds(await test.say('terminal:a', '/raport'))).toEqual(['image', 'document']);
  });

  it('asks which of several, the latest first, at most eight; by button, number or name', async () => {
    await join('terminal:a');
    for (let n = 1; n <= 10; n += 1) await again(`w-${n}`, n);
    const [asked] = await test.say('terminal:a', '/raport');
    if (asked?.kind !== 'prompt') throw new Error('nothing was asked');
    expect(asked.choices.map(({ label }) => label)).toEqual([10, 9, 8, 7, 6, 5, 4, 3].map((n) => `Fala w-${n}`));
    for (const choose of [test.tap('terminal:a', 'Fala w-9', '~report'), undefined]) {
      const replies = choose ? await choose : await test.say('terminal:a', 'fala w-9');
      expect(files(replies).map(({ campaign }) => campaign)).toEqual(['w-9', 'w-9']);
      await test.say('terminal:a', '/raport');
    }
    expect(files(await test.say('terminal:a', '8'))[0]?.campaign).toBe('w-3');
  });

  it('tells waves of one name apart by their last day', async () => {
    await join('terminal:a');
    for (const [id, day] of [
      ['w-1', '2026-03-01'],
      ['w-2', '2026-09-01'],
    ] as const) {
      await again(id, Date.parse(`${day}T12:00:00Z`));
      await test.bot.store.change(id, (wave) => ({
        ...(wave as NonNullable<typeof wave>),
        name: { pl: 'A', en: 'A', uk: 'A' },
      }));
    }
    const [asked] = await test.say('terminal:a', '/raport');
    expect(asked).toMatchObject({ choices: [{ label: 'A (1 września 2026)' }, { label: 'A (1 marca 2026)' }] });
    expect(files(await test.say('terminal:a', 'a (1 marca 2026)'))[0]?.campaign).toBe('w-1');
  });

  it('of an animator of one JST is of this JST alone, and of a wave without it nothing', async () => {
    await join('terminal:a', 'debno');
    await test.bot.waves.close('fala-1');
    expect(files(await test.say('terminal:a', '/raport')).map(({ unit }) => unit)).toEqual(['debno', 'debno']);
    expect(reports.ordered).toEqual(['summary fala-1 debno pl']);
    const { code } = await test.invite('animator', 'elsewhere');
    await test.say('terminal:b', code);
    expect(text(await test.say('terminal:b', '/raport'))).toContain('Nie ma jeszcze wyników');
  });

  it('shows an animator of another JST nothing by an old button', async () => {
    await join('terminal:a', 'lipowo', 'debno');
    await test.bot.waves.close('fala-1');
    await test.say('terminal:a', '/raport');
    const { code } = await test.invite('animator', 'debno');
    await test.say('terminal:a', code);
    const replies = await test.tap('terminal:a', 'Ocena współpracy 2026: Gmina Lipowo', '~report');
    expect(files(replies).map(({ unit }) => unit)).toEqual(['debno', 'debno']);
  });

  it('ends with the revocation: also what waits to be sent, and links that were sent', async () => {
    const id = await join('terminal:a');
    await test.bot.waves.close('fala-1');
    const [file] = files(await test.say('terminal:a', '/raport'));
    if (!file) throw new Error('there is no file');
    expect(await test.bot.enclosures.make(file)).toBeDefined();
    const activity = { id: 'r', conversation: 'terminal:a', at: test.clock.now(), chance: '0'.repeat(192) };
    await test.bot.receive({ ...activity, kind: 'message', text: '/raport' });
    await revoke(id);
    await test.bot.deliver.drain();
    expect(test.heard('terminal:a')).toEqual([]);
    expect(await test.bot.enclosures.make(file)).toBeUndefined();
    expect(text(await test.say('terminal:a', '/raport'))).toContain(others);
  });

  it('is for the staff; others get the pages of published waves', async () => {
    await test.bot.waves.close('fala-1');
    expect(text(await test.say('terminal:a', '/raport'))).toContain(others);
    await test.bot.store.change('fala-1', (wave) => ({ ...(wave as NonNullable<typeof wave>), published: true }));
    expect(text(await test.say('terminal:a', '/report'))).toContain('https://bot.example.org/wyniki/fala-1');
  });
});

describe('a member of the staff', () => {
  it('answers surveys like anybody else, and stays one', async () => {
    const { code } = await test.invite('animator');
    await test.say('terminal:a', code);
    await test.say('terminal:a', `/start ${test.code('ngo')}`);
    expect((await test.say('terminal:a', 'tak'))[0]).toMatchObject({ kind: 'prompt', step: 'm_role' });
    expect((await test.bot.store.conversation('terminal:a'))?.session?.staff).toBeDefined();
  });

  it('is not forgotten for being quiet, until revoked', async () => {
    const { id, code } = await test.invite('animator');
    await test.say('terminal:a', code);
    test.clock.advance(40 * 24 * hour);
    await test.bot.waves.forget();
    expect(await test.bot.store.conversation('terminal:a')).toBeDefined();
    await revoke(id);
    await test.bot.waves.forget();
    expect(await test.bot.store.conversation('terminal:a')).toBeUndefined();
  });

  it('leaves in the log what was done, and nothing that anybody wrote', async () => {
    const { id, code } = await test.invite('animator');
    await test.say('terminal:a', code);
    await test.say('terminal:a', 'kto sprząta po festynie?');
    await test.bot.waves.close('fala-1');
    await test.say('terminal:a', '/raport');
    const { log } = test.bot.store.staff();
    expect(log.map(({ who, what, about }) => [who, what, about])).toEqual([
      ['operator', 'invited', id],
      [id, 'joined', undefined],
      [id, 'report', 'fala-1'],
    ]);
    expect(JSON.stringify(log)).not.toMatch(/terminal|festyn/);
  });
});

describe('a file that cannot be made any more', () => {
  it('is settled as refused, and not tried again', async () => {
    const id = (await test.invite('animator')).id;
    const file = { kind: 'report', campaign: 'gone', format: 'png', language: 'pl', staff: id, name: 'x.png' } as const;
    const reply = { kind: 'image', language: 'pl', file, text: '', alt: 'x' } as const;
    await test.say('terminal:a', 'cześć');
    const activity = { kind: 'opened', id: 'x', conversation: 'terminal:a', at: test.clock.now(), chance: '' } as const;
    await test.bot.store.transact(
      activity,
      () => ({ names: [] }),
      (session) => ({ session, claims: [], effects: [], replies: [reply] }),
    );
    await test.bot.deliver.drain();
    test.clock.advance(24 * hour);
    await test.bot.deliver.drain();
    expect(reports.ordered).toEqual(['summary gone * pl']);
    expect(test.heard('terminal:a')).toEqual([]);
    expect(JSON.stringify(await test.bot.store.held('terminal:a'))).toContain('"parked":true');
  });
});
