/** One process for each data folder, and what happens when it stops, one way or another. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, describe, expect, it } from 'vitest';
import { createHash } from '../../src/bot/secret.ts';
import { openAt } from '../store/open.ts';
import { filesIn, makeDataFolder } from '../support/data-folder.ts';
import { attemptStart, type Place, run, startServer, tryStart, type } from './program.ts';

async function makePlace(inside = 'data'): Promise<Place> {
  const folder = await makeDataFolder();
  await mkdir(join(folder, 'cwd'));
  return { dataDir: join(folder, inside), cwd: join(folder, 'cwd') };
}

/** One sentence, which says where and what to do. */
const isRunning = ({ dataDir }: Place): RegExp =>
  new RegExp(`^Rozmównica is already running on DATA_DIR ${RegExp.escape(dataDir)}; stop it first\n$`);

describe('start', { timeout: 30_000 }, () => {
  it('lets exactly one of two have the folder, and tells the other one at once', async () => {
    const place = await makePlace();
    const tries = [attemptStart(place), attemptStart(place)];
    const first = await Promise.race(tries.map(async ({ end }, index) => ({ index, answer: await end })));
    expect(first.answer).toMatchObject({ code: 1, out: '' });
    expect(first.answer.err).toMatch(isRunning(place));
    // The other one holds the folder.
    expect((await run(place, 'campaign', 'list', '--json')).code).toBe(0);
    // How long the machine takes to load the program at all is another matter.
    const loadMs = (await run(place, '--help')).ms;
    const third = await tryStart(place, 8_000);
    expect(third.code).toBe(1);
    expect(third.err).toMatch(isRunning(place));
    expect(third.ms - loadMs).toBeLessThan(2_000);
    const winner = tries[1 - first.index];
    winner?.kill();
    expect(await winner?.end).toMatchObject({ code: null, err: '' });
  });

  it('works at once after kill -9, though the socket is left behind', async () => {
    const place = await makePlace();
    const killed = await startServer(place);
    await killed.stop('SIGKILL');
    expect(existsSync(join(place.dataDir, 'control.sock'))).toBe(true);
    const list = await type(place, 'campaign', 'list', '--json');
    expect([list.code, list.err]).toEqual([0, '']);
    const next = await startServer(place);
    expect((await type(place, 'campaign', 'list', '--json')).code).toBe(0);
    expect((await stat(join(place.dataDir, 'control.sock'))).mode & 0o777).toBe(0o600);
    expect(await next.stop('SIGTERM')).toBe(0);
    expect(existsSync(join(place.dataDir, 'control.sock'))).toBe(false);
  });

  it('works in a folder whose path is too long for a socket', async () => {
    const place = await makePlace(join('x'.repeat(60), 'y'.repeat(60)));
    const server = await startServer(place);
    const made = await type(place, 'campaign', 'create', '--demo', '--id', 'long', '--json');
    expect([made.code, made.err]).toEqual([0, '']);
    const second = await tryStart(place, 8_000);
    expect(second.code).toBe(1);
    expect(await server.stop('SIGTERM')).toBe(0);
    // The server had it, and it is there without the server.
    expect(JSON.parse((await type(place, 'campaign', 'list', '--json')).out)).toMatchObject([{ id: 'long' }]);
    expect(await readdir(place.dataDir)).not.toContain('control.sock');
  });

  it('ends by SIGTERM in the middle of a crowd, and keeps all that it confirmed', async () => {
    const place = await makePlace();
    const server = await startServer(place);
    const people = Array.from({ length: 12 }, (_, n) => `terminal:crowd-${n}`);
    const confirmed = new Map<string, number>();
    const enough = Promise.withResolvers<void>();
    const talks = people.map((id) =>
      chat(place.dataDir, id, () => {
        confirmed.set(id, (confirmed.get(id) ?? 0) + 1);
        if ([...confirmed.values()].reduce((sum, one) => sum + one, 0) > 150) enough.resolve();
      }),
    );
    await enough.promise;
    const begun = performance.now();
    expect(await server.stop('SIGTERM')).toBe(0);
    expect(performance.now() - begun).toBeLessThan(10_000);
    const said = await Promise.all(talks);
    const hash = createHash((await readFile(join(place.dataDir, 'secret.key'), 'utf8')).trim());
    const store = await openAt(place.dataDir, { hash });
    for (const [n, id] of people.entries()) {
      const { seen } = (await store.held(id)) as { seen: unknown[] };
      expect(seen.length).toBeGreaterThanOrEqual(confirmed.get(id) ?? 0);
      expect(seen.length).toBeLessThanOrEqual(said[n] ?? 0);
    }
    await store.close();
    const left = [...(await filesIn(place.dataDir)).keys()];
    expect(left.filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });
});

/** Talks as fast as it is answered, until the line is cut. Returns how often it spoke. */
async function chat(dataDir: string, conversation: string, onConfirmed: () => void): Promise<number> {
  const socket = connect(join(dataDir, 'control.sock'));
  socket.on('error', () => socket.destroy());
  const send = (value: unknown): void => void (socket.writable && socket.write(`${JSON.stringify(value)}\n`));
  let number = 0;
  const speak = (): void => {
    number += 1;
    send({ number, sent: { kind: 'message', text: `pytanie ${number}` } });
  };
  const lines = createInterface({ input: socket });
  lines.on('error', () => lines.close());
  lines.on('line', (line) => {
    if (!('said' in JSON.parse(line))) return;
    if (!('fault' in JSON.parse(line))) onConfirmed();
    speak();
  });
  send({ chat: { conversation } });
  speak();
  await new Promise((resolve) => socket.once('close', resolve));
  return number;
}

describe('a data folder that cannot be written', { timeout: 30_000 }, () => {
  const mounted: string[] = [];
  afterAll(() => {
    for (const folder of mounted) spawnSync('umount', [folder]);
  });
  const mount = (...words: string[]): boolean => spawnSync('mount', words).status === 0;

  it('is named, with what mends it', async (test) => {
    const place = await makePlace();
    await mkdir(place.dataDir);
    if (!mount('-t', 'tmpfs', '-o', 'size=16m', 'tmpfs', place.dataDir)) {
      test.skip('a file system cannot be mounted here, and as root no mode of a folder binds');
    }
    mounted.push(place.dataDir);
    expect((await type(place, 'campaign', 'create', '--demo', '--json')).code).toBe(0);
    mount('-o', 'remount,ro', place.dataDir);
    for (const answer of [await tryStart(place, 8_000), await run(place, 'campaign', 'list')]) {
      expect(answer.code).toBe(1);
      expect(answer.err).toContain('The disk is read-only. Mount it writable and try again; nothing was lost.');
      expect(answer.err.trim().split('\n')).toHaveLength(2);
      expect(answer.ms).toBeLessThan(4_000);
    }
    mount('-o', 'remount,rw', place.dataDir);
    expect(JSON.parse((await type(place, 'campaign', 'list', '--json')).out)).toHaveLength(1);
  });

  it('is named when it is a file', async () => {
    const place = await makePlace();
    await writeFile(place.dataDir, 'not a folder');
    const { code, err } = await run(place, 'campaign', 'list');
    expect(code).toBe(1);
    expect(err).toContain(place.dataDir);
  });
});
