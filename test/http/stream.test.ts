/** The stream: what is said comes until the page has it, to every page that is open. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ask, type Caller, createCaller, drawId, hasty, type Line, visit } from '../support/caller.ts';
import { openSite, type Site } from '../support/site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

/** Someone whose page is open and who was greeted. */
async function greeted(): Promise<{ readonly caller: Caller; readonly line: Line }> {
  const caller = await visit(site.base);
  const line = await caller.listen();
  await caller.post({ kind: 'opened', id: drawId() });
  return { caller, line };
}
const seen = (caller: Caller, number: number) => caller.post({ kind: 'seen', number });
const say = (caller: Caller, text: string) => caller.post({ kind: 'message', id: drawId(), text });

describe('the stream', () => {
  it('says at first how far the conversation stands', async () => {
    const { caller, line } = await greeted();
    expect(line.hello).toEqual({});
    const { number } = await line.reply();
    line.close();
    const unseen = await caller.listen();
    expect(unseen.hello).toEqual({ settled: 0, deliveries: 1 });
    await seen(caller, number);
    unseen.close();
    const after = await caller.listen();
    expect(after.hello).toEqual({ settled: 1, deliveries: 1 });
    after.close();
  });

  it('brings what was said while nobody looked', async () => {
    const caller = await visit(site.base);
    await caller.post({ kind: 'opened', id: drawId() });
    const line = await caller.listen();
    expect((await line.reply()).number).toBe(1);
    line.close();
  });

  it('brings what was not seen again, as the same, and what was seen never again', async () => {
    const { caller, line } = await greeted();
    const first = await line.reply();
    line.close();
    const second = await caller.listen();
    expect(await second.reply()).toEqual(first);
    expect((await seen(caller, first.number)).status).toBe(204);
    second.close();
    const third = await caller.listen();
    await say(caller, '/pomoc');
    expect((await third.reply()).number).toBe(first.number + 1);
    third.close();
  });

  it('brings the next reply when the one before it was seen, and not sooner', async () => {
    const { caller, line } = await greeted();
    const first = await line.reply();
    await say(caller, '/pomoc');
    expect((await site.test.bot.store.conversation(caller.conversation()))?.outbox).toBe(2);
    const second = line.reply();
    const other = await caller.listen();
    expect((await other.reply()).id).toBe(first.id);
    // The page that was there before gets it again, too: it knows it by its id.
    expect((await second).id).toBe(first.id);
    await seen(caller, first.number);
    expect((await line.reply()).number).toBe(first.number + 1);
    for (const one of [line, other]) one.close();
  });

  it('takes "seen" twice, of what never was, and of what is not said yet, and loses nothing by it', async () => {
    const { caller, line } = await greeted();
    const first = await line.reply();
    for (const number of [first.number, first.number, 999]) expect((await seen(caller, number)).status).toBe(204);
    await say(caller, '/pomoc');
    expect((await line.reply()).number).toBe(first.number + 1);
    line.close();
  });

  it('brings the receipt until it was seen, whatever becomes of the line', async () => {
    const caller = await visit(site.base, `/?z=${site.test.code('ngo', 'debno')}`);
    const line = await caller.listen();
    await caller.post({ kind: 'opened', id: drawId() });
    let shown = await line.reply();
    for (; shown.code?.for !== 'receipt'; shown = await line.reply()) {
      await seen(caller, shown.number);
      await caller.post(hasty(shown));
    }
    line.close();
    for (let again = 0; again < 2; again += 1) {
      const next = await caller.listen();
      expect(await next.reply()).toEqual(shown);
      next.close();
    }
    await seen(caller, shown.number);
    const last = await caller.listen();
    await say(caller, '/pomoc');
    expect((await last.reply()).number).toBe(shown.number + 1);
    last.close();
  });

  it('brings a reply to every page that is open', async () => {
    const { caller, line } = await greeted();
    const { number } = await line.reply();
    await seen(caller, number);
    const other = await caller.listen();
    await say(caller, '/pomoc');
    const [here, there] = await Promise.all([line.reply(), other.reply()]);
    expect(here.number).toBe(number + 1);
    expect(there).toEqual(here);
    for (const one of [line, other]) one.close();
  });

  it('tells the oldest page that it makes room when a ninth is opened, and closes it alone', async () => {
    const { caller, line } = await greeted();
    await line.reply();
    const more: Line[] = [];
    for (let page = 2; page <= 8; page += 1) more.push(await caller.listen());
    const ninth = await caller.listen();
    expect(await line.over).toBe('elsewhere');
    for (const page of [...more, ninth]) expect((await page.reply()).number).toBe(1);
    for (const page of [...more, ninth]) page.close();
  });

  it('brings nothing of one person to another', async () => {
    const { caller, line } = await greeted();
    const { line: others } = await greeted();
    const mine = await line.reply();
    const theirs = await others.reply();
    await seen(caller, mine.number);
    await say(caller, '/jezyk en');
    expect((await line.reply()).language).toBe('en');
    others.close();
    await expect(others.reply()).rejects.toThrow('the stream is over');
    expect(theirs.prompt?.nonce).not.toBe(mine.prompt?.nonce);
    line.close();
  });

  it('is given up when the page is closed', async () => {
    await vi.waitFor(() => expect(site.test.bot.webchat.open()).toBe(0));
    const { line } = await greeted();
    expect(site.test.bot.webchat.open()).toBe(1);
    line.close();
    await vi.waitFor(() => expect(site.test.bot.webchat.open()).toBe(0));
  });

  it('is not opened by a HEAD, which could show nothing', async () => {
    await vi.waitFor(() => expect(site.test.bot.webchat.open()).toBe(0));
    const caller = await visit(site.base);
    const answer = await Promise.race([
      caller.get('/webchat/stream', {}, 'HEAD').then(({ status }) => status),
      vi.waitUntil(() => site.test.bot.webchat.open() > 0).then(() => 'it is open'),
    ]);
    expect(answer).not.toBe('it is open');
  });

  it('is for those with a cookie of ours', async () => {
    expect((await ask(site.base, 'GET', '/webchat/stream')).status).toBe(401);
    const forger = createCaller(site.base);
    forger.cookies.set('rozmowa', `${'0'.repeat(32)}.${'A'.repeat(43)}`);
    expect((await forger.get('/webchat/stream')).status).toBe(401);
  });
});
