/** `/wyniki/:campaign`: there once its organiser has switched it on, and not before. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { finish } from '../support/finished.ts';
import { openSite, type Site } from '../support/site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const get = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${site.base}${path}`, { headers: { accept: 'text/html', 'accept-language': 'pl', ...headers } });
const publish = (published: boolean) =>
  site.test.bot.store.change('fala-1', (campaign) => {
    if (!campaign) throw new Error('there is no wave');
    return { ...campaign, published };
  });

describe('the page with results', () => {
  it('is not there while the wave is open, also when it was switched on', async () => {
    await publish(true);
    expect((await get('/wyniki/fala-1')).status).toBe(404);
    await publish(false);
  });

  it('is not there until it is switched on', async () => {
    await finish(site.test, { ngo: 12, office: 11 });
    expect((await get('/wyniki/fala-1')).status).toBe(404);
    await publish(true);
    const answer = await get('/wyniki/fala-1');
    expect(answer.status).toBe(200);
    const html = await answer.text();
    expect(html).toContain('Ocena współpracy 2026');
    expect(html).toContain('Gmina Dębno Dolne');
    expect(html).toContain('<svg ');
  });

  it('keeps the house rules: nobody on the way keeps it, no inline style, no script', async () => {
    const answer = await get('/wyniki/fala-1');
    expect(answer.headers.get('cache-control')).toBe('private, no-cache');
    expect(answer.headers.get('vary')).toContain('accept-language');
    expect(answer.headers.get('content-security-policy')).toContain("style-src 'self'");
    const html = await answer.text();
    expect(html).not.toMatch(/<script|<style|<[^>]+\sstyle=/);
    expect(html).toMatch(/<link rel="stylesheet" href="\/assets\/[0-9a-f]+\/report\.css">/);
  });

  it('shows one JST when it is asked for, and says which', async () => {
    const html = await (await get('/wyniki/fala-1?jst=debno')).text();
    expect(html).toContain('<a href="?jst=debno" aria-current="page">Gmina Dębno Dolne</a>');
    expect(html).toContain('<a href="?jst=debno&amp;jezyk=uk"');
    expect(html).not.toContain('Wszystkie samorządy razem: w');
    expect(html).not.toContain('Gmina Lipowo: w');
  });

  it('comes in the language of the reader', async () => {
    const html = await (await get('/wyniki/fala-1', { 'accept-language': 'uk' })).text();
    expect(html).toContain('<html lang="uk">');
    expect(html).toContain('Усі самоврядування разом');
  });

  it.each([
    ['of another wave', '/wyniki/inna'],
    ['of a JST that the wave does not have', '/wyniki/fala-1?jst=obce'],
    ['of two JST at once', '/wyniki/fala-1?jst=debno&jst=lipowo'],
    ['of no JST', '/wyniki/fala-1?jst='],
    ['of a name like those of objects', '/wyniki/__proto__'],
    ['below it', '/wyniki/fala-1/debno'],
  ])('is not there %s', async (_, path) => {
    expect((await get(path)).status).toBe(404);
  });

  it('goes when it is switched off again', async () => {
    await publish(false);
    expect((await get('/wyniki/fala-1')).status).toBe(404);
  });
});
