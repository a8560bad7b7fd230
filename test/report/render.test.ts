/** The report in every form, for those who may have it; pages are made once and not for ever. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Refusal } from '../../src/bot/waves.ts';
import { createReports, formats } from '../../src/report/render.ts';
import { openBot, type TestBot } from '../support/bot.ts';
import { finish } from '../support/finished.ts';
import { find, guide, reportOf } from './materials.ts';
import { waveOf } from './waves.ts';

const order = { campaign: 'fala-1', language: 'pl' } as const;
const wave = waveOf('fala-1', [
  { name: 'Gmina Lipowo', ngo: 14, office: 12 },
  { name: 'Gmina Dębno', ngo: 11, office: 7 },
]);

describe('of a bot', () => {
  let test: TestBot;
  beforeAll(async () => {
    test = await openBot();
  });
  afterAll(() => test.close());

  it('there is none before the wave is over, whatever the form', async () => {
    for (const format of formats) await expect(test.bot.reports.render({ ...order, format })).rejects.toThrow(Refusal);
    await expect(test.bot.reports.summary(order)).rejects.toThrow('is not closed');
    await expect(test.bot.reports.page(order)).rejects.toThrow(Refusal);
  });

  it.each([
    ['html', /^<!doctype html>\n<html lang="pl">/, 'report-fala-1.html'],
    ['pdf', /^%PDF-1/, 'report-fala-1.pdf'],
    ['png', /^\u0089PNG/, 'report-fala-1.png'],
    ['json', /^\{\n/, 'report-fala-1.json'],
  ] as const)('then there is one as %s', async (format, beginning, name) => {
    if (!test.bot.store.campaigns()[0]?.final) await finish(test, { ngo: 12, office: 8 });
    const made = await test.bot.reports.render({ ...order, format });
    expect(made.name).toBe(name);
    expect(made.bytes.toString('latin1', 0, 40)).toMatch(beginning);
  });

  it('of a JST that the wave has, and of no other', async () => {
    const { name } = await test.bot.reports.render({ ...order, unit: 'lipowo', format: 'json' });
    expect(name).toBe('report-fala-1-lipowo.json');
    await expect(test.bot.reports.render({ ...order, unit: 'obce', format: 'json' })).rejects.toThrow(
      'campaign fala-1 has no unit obce; it has lipowo, debno',
    );
  });
});

describe('a summary', () => {
  it('fits a chat, whatever the names', async () => {
    const report = reportOf([wave], { name: { pl: 'Bardzo długa nazwa fali '.repeat(12), en: 'x', uk: 'x' } });
    const { summary } = createReports({
      results: { report: async () => report },
      campaigns: () => [],
      find,
      guide: async () => guide,
      now: () => 0,
    });
    const text = await summary(order);
    expect(text.length).toBeLessThanOrEqual(900);
    expect(text).toContain('Odpowiedzi: organizacje');
    expect(text).toMatch(/Zacznijcie od obszaru „.+” i\sspotkania „.+”\.$/);
  });
});

describe('a page', () => {
  /** Reports over a wave that can be changed, and how often it was read. */
  function reading() {
    const state = { reads: 0, time: 0, campaigns: [{ id: 'fala-1' }] as never[], fails: false };
    const reports = createReports({
      results: {
        report: async () => {
          state.reads += 1;
          if (state.fails) throw new Error('no disk');
          return reportOf([wave]);
        },
      },
      campaigns: () => state.campaigns,
      find,
      guide: async () => guide,
      now: () => state.time,
    });
    return { state, reports };
  }

  it('is made once for all who ask, by language and JST', async () => {
    const { state, reports } = reading();
    const [one, two] = await Promise.all([reports.page(order), reports.page(order)]);
    expect(two).toBe(one);
    expect(state.reads).toBe(1);
    const other = await reports.page({ ...order, language: 'uk' });
    expect(other.title).not.toBe(one.title);
    await reports.page({ ...order, unit: 'unit-0' });
    expect(state.reads).toBe(3);
  });

  it('is made anew when the wave was changed, or after a while', async () => {
    const { state, reports } = reading();
    await reports.page(order);
    state.campaigns = [{ id: 'fala-1' }] as never[];
    await reports.page(order);
    expect(state.reads).toBe(2);
    state.time += 3_600_000;
    await reports.page(order);
    expect(state.reads).toBe(3);
  });

  it('that failed is tried again', async () => {
    const { state, reports } = reading();
    state.fails = true;
    await expect(reports.page(order)).rejects.toThrow('no disk');
    state.fails = false;
    expect((await reports.page(order)).article).toContain('Gmina Lipowo');
  });
});
