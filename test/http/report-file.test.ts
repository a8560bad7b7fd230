/** `/files/:token` of a report: for the member of staff it was made for, for a day, and until they are revoked. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { byOperator } from '../../src/bot/staff.ts';
import { noted } from '../../src/dialog/staff.ts';
import { quickReports, smallPdf, smallPng } from '../support/enclosed.ts';
import { openSite, type Site } from '../support/site.ts';

let site: Site;
let id: string;
beforeAll(async () => {
  site = await openSite({ reports: quickReports() });
  id = (await site.test.invite('animator', 'lipowo')).id;
});
afterAll(() => site.close());

const dayMs = 24 * 3_600_000;
const pathOf = (change: object = {}): string =>
  site.test.bot.enclosures.path({
    kind: 'report',
    campaign: 'fala-1',
    unit: 'lipowo',
    format: 'png',
    language: 'pl',
    staff: id,
    name: 'raport-fala-1-lipowo.png',
    ...change,
  });
const get = (path: string): Promise<Response> => fetch(`${site.base}${path}`);

describe('the link to a report', () => {
  it.each([
    ['png', 'image/png', smallPng],
    ['pdf', 'application/pdf', smallPdf],
  ])('leads to the %s, kept by nobody on the way', async (format, type, bytes) => {
    const answer = await get(pathOf({ format }));
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe(type);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="raport-fala-1-lipowo.png"');
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(bytes);
  });

  it.each([
    ['of a wave that is gone', { campaign: 'gone' }],
    ['of a JST that the member may not see', { unit: 'debno' }],
    ['of all JST, for a member of one', { unit: undefined }],
    ['for nobody of the staff', { staff: '00000000' }],
  ])('%s leads nowhere', async (_, change) => {
    expect((await get(pathOf(change))).status).toBe(404);
  });

  it('leads there for a day, and not after a revocation', async () => {
    const path = pathOf();
    site.test.clock.advance(dayMs - 1);
    expect((await get(path)).status).toBe(200);
    site.test.clock.advance(1);
    expect((await get(path)).status).toBe(404);
    const again = pathOf();
    expect((await get(again)).status).toBe(200);
    await site.test.bot.store.changeStaff((staff) => noted(staff, byOperator('revoked', id, site.test.clock.now())));
    expect((await get(again)).status).toBe(404);
  });
});
