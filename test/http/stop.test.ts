/** The whole program with its web server: how it starts, stops, and goes on where it was. */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createHash } from '../../src/bot/secret.ts';
import { type Place, startServer, tryStart } from '../cli/program.ts';
import { openAt } from '../store/open.ts';
import { ask, type Caller, createCaller, drawId, visit } from '../support/caller.ts';
import { makeDataFolder } from '../support/data-folder.ts';

const makePlace = async (): Promise<Place> => {
  const folder = await makeDataFolder();
  return { dataDir: join(folder, 'data'), cwd: folder };
};

/** Posts as fast as it is answered until nobody answers; returns how often it was told that it is kept. */
async function postOn(caller: Caller, onKept: () => void): Promise<number> {
  for (let kept = 0; ; kept += 1) {
    const answer = await caller.post({ kind: 'message', id: drawId(), text: '/pomoc' }).catch(() => undefined);
    if (answer?.status !== 202) return kept;
    onKept();
  }
}

describe('the server', { timeout: 30_000 }, () => {
  it('ends by SIGTERM within three seconds while pages are open and posting, and keeps all that it confirmed', async () => {
    const place = await makePlace();
    const server = await startServer(place);
    const callers = await Promise.all(Array.from({ length: 8 }, () => visit(server.base)));
    const lines = await Promise.all(callers.map((caller) => caller.listen()));
    const enough = Promise.withResolvers<void>();
    let sum = 0;
    const onKept = (): void => {
      sum += 1;
      if (sum > 150) enough.resolve();
    };
    const posting = callers.map((caller) => postOn(caller, onKept));
    await enough.promise;
    const begun = performance.now();
    expect(await server.stop('SIGTERM')).toBe(0);
    expect(performance.now() - begun).toBeLessThan(3_000);
    // Every open page was told, not cut off.
    expect(await Promise.all(lines.map(({ over }) => over))).not.toContain('cut');
    const kept = await Promise.all(posting);
    const hash = createHash((await readFile(join(place.dataDir, 'secret.key'), 'utf8')).trim());
    const store = await openAt(place.dataDir, { hash });
    for (const [n, caller] of callers.entries()) {
      const deliveries = (await store.conversation(caller.conversation()))?.deliveries ?? 0;
      expect(deliveries).toBeGreaterThanOrEqual(kept[n] ?? 0);
      expect(deliveries).toBeLessThanOrEqual((kept[n] ?? 0) + 1);
    }
    await store.close();
  });

  it('knows its visitors after a restart, and says what it had not said', async () => {
    const place = await makePlace();
    const first = await startServer(place);
    const caller = await visit(first.base);
    const line = await caller.listen();
    await caller.post({ kind: 'opened', id: drawId() });
    const shown = await line.reply();
    expect(await first.stop('SIGTERM')).toBe(0);
    const second = await startServer(place);
    const again = createCaller(second.base);
    for (const [name, value] of caller.cookies) again.cookies.set(name, value);
    const next = await again.listen();
    expect(await next.reply()).toEqual(shown);
    expect(await second.stop('SIGTERM')).toBe(0);
  });

  it('says at which address it is, also when any free port will do', async () => {
    const server = await startServer(await makePlace());
    expect(server.base).toMatch(/^http:\/\/127\.0\.0\.1:[1-9]\d+$/);
    expect((await ask(server.base, 'GET', '/healthz')).status).toBe(200);
    expect(await server.stop('SIGTERM')).toBe(0);
  });

  it('says in a sentence that its port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const address = other.address();
    const port = typeof address === 'object' ? address?.port : 0;
    const { code, err } = await tryStart({ ...(await makePlace()), env: { PORT: String(port) } }, 8_000);
    other.close();
    expect(code).toBe(1);
    expect(err.split('\n')[0]).toBe(
      `port ${port} on 127.0.0.1 is taken by another program: stop it, or choose another port (PORT in .env)`,
    );
    expect(err).not.toContain('    at ');
  });
});
