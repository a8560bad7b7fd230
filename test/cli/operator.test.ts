/** What goes wrong for an operator: each is refused in a sentence with its cure, and nothing is lost by it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { makeDataFolder } from '../support/data-folder.ts';
import { type Answer, attemptStart, compiled, type Place, run, startServer, tryStart, type } from './program.ts';

const home = join(import.meta.dirname, '..', '..');

async function makePlace(from?: Place): Promise<Place> {
  const folder = await makeDataFolder();
  const place = { dataDir: join(folder, 'data'), cwd: join(folder, 'cwd') };
  await mkdir(place.cwd);
  if (from)
    for (const name of ['data', 'cwd'])
      await cp(join(from.dataDir, '..', name), join(folder, name), { recursive: true });
  return place;
}

const keyOf = (place: Place): string => join(place.dataDir, 'secret.key');
const fileIn = (place: Place, name: string): string => join(place.cwd, name);
const asideOf = async (place: Place): Promise<string[]> =>
  (await readdir(join(place.dataDir, '..'))).filter((name) => name.startsWith('data-before-restore-'));

/** A wave file like the demonstration's, changed. */
async function writeWave(place: Place, name: string, change: (text: string) => string = (text) => text): Promise<void> {
  const demo = await readFile(join(home, 'data', 'demo-campaign.yaml'), 'utf8');
  const text = demo.replace('id: demo', 'id: fala').replace(/closes: .*/, 'closes: 2099-12-31');
  await writeFile(fileIn(place, name), change(text));
}

/** The program with other words for where it runs and what is typed into it. */
async function talk(
  { dataDir }: Place,
  words: readonly string[],
  {
    cwd,
    env,
    input,
  }: {
    cwd: string;
    env?: Record<string, string>;
    input?: (say: (line: string) => void, heard: () => string) => Promise<void>;
  },
): Promise<Answer> {
  const child = spawn(join(home, 'node_modules', '.bin', 'node'), [join(home, 'src/cli/rozmownica.ts'), ...words], {
    cwd,
    env: { PATH: process.env.PATH, DATA_DIR: dataDir, LOG_LEVEL: 'silent', ...compiled, ...env },
  });
  const said = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said.out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said.err += text));
  const late = setTimeout(() => child.kill('SIGKILL'), 10_000);
  const closed = once(child, 'close');
  await input?.(
    (line) => void child.stdin.write(`${line}\n`),
    () => said.out,
  );
  child.stdin.end();
  const [code] = await closed;
  clearTimeout(late);
  return { code, ...said, ms: 0 };
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 20));
}

/** A store with an open wave, and its backup in `all.backup`. */
let prepared: Place;
beforeAll(async () => {
  prepared = await makePlace();
  expect((await run(prepared, 'campaign', 'create', '--demo')).out).toContain('Campaign demo is made and open until');
  expect((await run(prepared, 'backup', '--out', 'all.backup')).code).toBe(0);
});

describe('the key', () => {
  it('is not used when its file was cut off, and is whole when it is made', async () => {
    const place = await makePlace();
    await mkdir(place.dataDir);
    await writeFile(keyOf(place), '');
    const { code, err } = await run(place, 'campaign', 'list');
    expect([code, err]).toEqual([
      1,
      `${keyOf(place)} is damaged or empty: put back the key from a backup, or, if there is no data yet, delete it\n`,
    ]);
    await rm(keyOf(place));
    await writeFile(`${keyOf(place)}.tmp`, 'cut off');
    expect((await type(place, 'campaign', 'list')).code).toBe(0);
    expect(await readFile(keyOf(place), 'utf8')).toMatch(/^[0-9a-f]{64}\n$/);
    expect((await stat(keyOf(place))).mode & 0o777).toBe(0o600);
    expect(await readdir(place.dataDir)).not.toContain('secret.key.tmp');
  });
});

describe('restore', { timeout: 20_000 }, () => {
  it('refuses a backup that is cut off, and the server goes on', async () => {
    const place = await makePlace(prepared);
    const whole = await readFile(fileIn(place, 'all.backup'));
    const cuts = [0, 5, 40, whole.length >> 1, whole.length - 4];
    const server = await startServer(place);
    for (const length of cuts) {
      await writeFile(fileIn(place, 'cut.backup'), whole.subarray(0, length));
      const { code, err } = await type(place, 'restore', '--in', 'cut.backup');
      expect([length, code]).toEqual([length, 1]);
      expect(err).toMatch(/cut\.backup is .*(cut off|damaged).*: nothing was changed\n$/);
    }
    expect(JSON.parse((await type(place, 'campaign', 'list', '--json')).out)).toHaveLength(1);
    expect(await server.stop('SIGTERM')).toBe(0);
  });

  it('sets a damaged store aside, but only for a whole backup', async () => {
    const place = await makePlace(prepared);
    const manifest = join(place.dataDir, 'manifest.json');
    await writeFile(manifest, 'rubbish');
    const told = await type(place, 'campaign', 'list');
    expect(told.code).toBe(1);
    expect(told.err.split(manifest)).toHaveLength(2);
    expect(told.err).toMatch(
      /\nRestore a backup: npm run rozmownica -- restore --in FILE \(what is there is kept beside it\)\n$/,
    );

    const whole = await readFile(fileIn(place, 'all.backup'));
    await writeFile(fileIn(place, 'cut.backup'), whole.subarray(0, whole.length >> 1));
    expect((await type(place, 'restore', '--in', 'cut.backup')).err).toContain('nothing was changed');
    expect([await readFile(manifest, 'utf8'), await asideOf(place)]).toEqual(['rubbish', []]);

    const { code, out, err } = await type(place, 'restore', '--in', 'all.backup', '--json');
    const [aside] = await asideOf(place);
    expect([code, err]).toEqual([0, expect.stringContaining(`It was moved to ${place.dataDir}-before-restore-`)]);
    expect(JSON.parse(out).documents).toBeGreaterThan(0);
    expect((await readdir(join(place.dataDir, '..', aside ?? ''))).sort()).toEqual(['generation-1', 'manifest.json']);
    expect(JSON.parse((await type(place, 'campaign', 'list', '--json')).out)).toMatchObject([{ id: 'demo' }]);
  });

  it('brings the key where it is lost, and says how to go on where it is another', async () => {
    const place = await makePlace(prepared);
    const key = await readFile(keyOf(place), 'utf8');
    await writeFile(keyOf(place), '');
    expect((await type(place, 'restore', '--in', 'all.backup')).code).toBe(0);
    expect(await readFile(keyOf(place), 'utf8')).toBe(key);

    const other = await makePlace();
    await type(other, 'campaign', 'list');
    await writeFile(join(other.dataDir, 'manifest.json'), 'rubbish');
    const { code, err } = await type(other, 'restore', '--in', fileIn(place, 'all.backup'));
    expect([code, err]).toEqual([1, expect.stringContaining('set DATA_DIR to a new, empty folder')]);
    expect(await asideOf(other)).toEqual([]);
  });
});

describe('start', { timeout: 20_000 }, () => {
  it('runs once of three at once, and is never handed over', async () => {
    const place = await makePlace();
    const sentence = `Rozmównica is already running on DATA_DIR ${place.dataDir}; stop it first\n`;
    const refusal = { code: 1, out: '', err: sentence };
    const tries = [1, 2, 3].map(() => attemptStart(place));
    const ended: Answer[] = [];
    for (const { end } of tries) void end.then((answer) => ended.push(answer));
    await until(() => ended.length > 1);
    expect(ended).toMatchObject([refusal, refusal]);
    // The third one has the folder, and keeps it.
    expect(await tryStart(place, 10_000)).toMatchObject(refusal);
    expect(ended).toHaveLength(2);
    for (const { kill } of tries) kill();
    await until(() => ended.length > 2);
    expect(ended[2]).toMatchObject({ code: null, err: '' });
  });
});

describe('campaign create', { timeout: 20_000 }, () => {
  it('replaces a draft, and nothing else', async () => {
    const place = await makePlace(prepared);
    const server = await startServer(place);
    await writeWave(place, 'fala.yaml');
    const create = () => type(place, 'campaign', 'create', '--file', 'fala.yaml');
    expect((await create()).out).toContain('open it with: npm run rozmownica -- campaign open --campaign fala\n');
    await writeWave(place, 'fala.yaml', (text) => text.replace('k: 5', 'k: 7'));
    expect((await create()).code).toBe(0);
    expect(JSON.parse((await type(place, 'campaign', 'open', 'fala', '--json')).out)).toMatchObject({ k: 7 });
    expect(await create()).toMatchObject({ code: 1, err: expect.stringContaining('fala already, and it is open') });

    const refused: readonly (readonly [words: string, change: (text: string) => string, code: number, why: string])[] =
      [
        ['--id alt', (text) => text.replace('2099', '2019'), 1, 'would close on 2019-12-31, which is past'],
        ['--id alt', (text) => text.replace(/ {2}dpo: .*\n/, ''), 1, 'notice.dpo is missing'],
        ['--id alt', (text) => text.replace('2099-12-31', 'jutro'), 1, 'closes must be a date like 2026-12-15'],
        ['--id alt', (text) => text.replace('[link,', '[url,'), 1, 'entry.0 must be one of personal, link'],
        ['--id alt', (text) => text.replace('Gmina Cedynia', 'Gmina Gryfino'), 1, 'two units have the same name'],
        ['--id Ala/Kot', (text) => text, 2, '--id must be 1–32 of a–z'],
      ];
    for (const [words, change, code, why] of refused) {
      await writeWave(place, 'fala.yaml', change);
      const answer = await type(place, 'campaign', 'create', '--file', 'fala.yaml', ...words.split(' '));
      expect(answer).toMatchObject({ code, err: expect.stringContaining(why) });
    }
    await writeFile(fileIn(place, 'fala.yaml'), Buffer.from('id: fala\nname: Łódź\n', 'latin1').fill(0xff, 15, 16));
    expect((await create()).err).toContain('fala.yaml:2  The file is not UTF-8');
    expect(await server.stop('SIGTERM')).toBe(0);
  });
});

describe('chat', { timeout: 20_000 }, () => {
  it('enters a demonstration and no real wave, unless that is named', async () => {
    const place = await makePlace();
    const server = await startServer(place);
    await writeWave(place, 'fala.yaml');
    await type(place, 'campaign', 'create', '--file', 'fala.yaml');
    await type(place, 'campaign', 'open', 'fala');
    const waves = async (): Promise<string[]> =>
      JSON.parse((await type(place, 'campaign', 'list', '--json')).out).map(({ id }: { id: string }) => id);
    const chat = (...words: string[]) => talk(place, ['chat', '--as', 'office', ...words], { cwd: place.cwd });
    expect(await chat('--campaign', 'fala')).toMatchObject({ code: 0 });
    expect(await waves()).toEqual(['fala']);
    const { code, out } = await chat();
    expect([code, await waves()]).toEqual([0, ['fala', 'demo']]);
    expect(out).toMatch(/\nCome back with: npm run rozmownica -- chat --name [0-9a-f]{12}\n$/);
    expect(await type(place, 'chat', '--unit', 'bedzino')).toMatchObject({
      code: 2,
      err: expect.stringContaining('--as'),
    });
    expect(await server.stop('SIGTERM')).toBe(0);
  });

  it('says at every message that the server is gone', async () => {
    const place = await makePlace(prepared);
    const server = await startServer(place);
    const { code, out } = await talk(place, ['chat'], {
      cwd: place.cwd,
      async input(say, heard) {
        await until(() => heard() !== '');
        await server.stop('SIGKILL');
        for (const line of ['one', 'two', 'three']) say(line);
      },
    });
    // The three messages, and sometimes the first words too, when the server is killed before it confirms them.
    expect(code).toBe(0);
    expect(out.match(/! The running Rozmównica stopped\./g)?.length).toBeGreaterThanOrEqual(3);
  });
});

describe('a path', { timeout: 20_000 }, () => {
  it('that does not suit is refused, and nothing is left behind', async () => {
    const place = await makePlace(prepared);
    const server = await startServer(place);
    await mkdir(fileIn(place, 'folder'));
    const rows: readonly (readonly [words: string, why: string])[] = [
      ['backup --out folder', 'folder is a folder: give the name of a file'],
      ['backup --out none/all.backup', 'There is no such file or folder.'],
      ['backup --out all.backup/x', 'A part of that path is a file'],
      ['restore --in folder', 'That is a folder.'],
      ['restore --in none.backup', 'There is no such file or folder.'],
      ['campaign create --file none.yaml', 'There is no such file or folder.'],
      ['invite --campaign demo --unit bedzino --group ngo --personal 2 --qr all.backup', 'Something of that name'],
    ];
    for (const [words, why] of rows)
      expect(await type(place, ...words.split(' '))).toMatchObject({ code: 1, err: expect.stringContaining(why) });
    expect((await readdir(place.cwd)).sort()).toEqual(['all.backup', 'folder']);
    expect(JSON.parse((await type(place, 'campaign', 'show', 'demo', '--json')).out).invited).toEqual({});
    expect(await server.stop('SIGTERM')).toBe(0);
  });

  it('begins where the command was typed, also through npm', async () => {
    const place = await makePlace(prepared);
    const backup = ['backup', '--out', 'npm.backup'];
    expect((await talk(place, backup, { cwd: home, env: { INIT_CWD: place.cwd } })).code).toBe(0);
    expect(await readdir(place.cwd)).toContain('npm.backup');
  });
});
