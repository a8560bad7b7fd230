/** Every command gives the same answer with the server running and stopped; a backup gives the same store elsewhere. */
import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { simulate } from '../../src/bot/simulate.ts';
import { build } from '../../src/main.ts';
import { blank, nothing } from '../contract/store/kit.ts';
import { readCampaign } from '../support/campaign.ts';
import { makeDataFolder } from '../support/data-folder.ts';
import { type Answer, type Place, run, type Server, startServer, type } from './program.ts';

const config = {
  secretKey: undefined,
  publicUrl: 'https://example.org',
  timeZone: 'Europe/Warsaw',
  port: 0,
  host: '127.0.0.1',
  language: 'pl',
  logLevel: 'silent',
  telegram: undefined,
  teams: undefined,
} as const;

let prepared: Place;
let receipt = '';

async function makePlace(from?: Place): Promise<Place> {
  const folder = await makeDataFolder();
  const place = { dataDir: join(folder, 'data'), cwd: join(folder, 'cwd') };
  await mkdir(place.cwd);
  if (from) await cp(from.dataDir, place.dataDir, { recursive: true });
  return place;
}

const units = [{ id: 'lipowo', name: 'Gmina Lipowo', scope: 'all' as const }];

/** A wave with twelve answers, of which one receipt is known, somebody in the middle of it, and questions in vain. */
beforeAll(async () => {
  prepared = await makePlace();
  const bot = await build({ ...config, dataDir: prepared.dataDir });
  await bot.store.change('fala-1', () => readCampaign({ closes: '2099-12-31', k: 3, units }));
  const campaign = await bot.waves.open('fala-1');
  await simulate({
    ...{ store: bot.store, receive: bot.receive, deliver: bot.deliver, hash: bot.hash, now: bot.now },
    ...{ campaign, respondents: 12, seed: 7 },
    attach: (conversation, show) =>
      bot.simulated.attach(conversation, (reply) => {
        const said = JSON.stringify(reply);
        receipt = /\b\d[0-9A-Z]{3}(?:-[0-9A-Z]{4}){3}\b/.exec(said)?.[0] ?? receipt;
        show(reply);
      }),
  });
  const common = { conversation: 'terminal:anna', at: bot.now(), chance: '0123456789abcdef'.repeat(12) };
  await bot.receive({ ...common, id: 'a', kind: 'message', text: '/start' });
  const asked = { kind: 'question', text: 'Kto sprząta po festynie?', unit: 'lipowo', area: 'II.1' } as const;
  const effects = [
    { kind: 'note', id: 'a1b2', note: asked },
    { kind: 'note', id: 'c3d4', note: { kind: 'question', text: 'A kto\u001b[2J płaci?' } },
    { kind: 'note', id: 'm1', note: { kind: 'missed', area: 'II.1' } },
    { kind: 'note', id: 'm2', note: { kind: 'missed' } },
    { kind: 'note', id: 'r1', note: { kind: 'rated', topic: 'tool:grants', helpful: false } },
    { kind: 'note', id: 'r2', note: { kind: 'rated', topic: 'tool:council', helpful: true } },
  ] as const;
  await bot.store.transact(
    { ...common, conversation: 'terminal:jan', id: 'n', kind: 'opened' },
    () => nothing,
    () => ({ session: blank, claims: [], effects, replies: [] }),
  );
  await bot.close();
});

/** What differs from one run to the next: instants, drawn codes, and where the folders lie. */
function plain({ dataDir, cwd }: Place, { code, out, err }: Answer) {
  const same = (text: string) =>
    text
      .replaceAll(dataDir, 'DATA')
      .replaceAll(cwd, 'CWD')
      .replace(/\b1[0-9]{12}\b/g, '"INSTANT"')
      .replace(/"codes":\["[^\]]*/g, (codes) => codes.replace(/"[0-9][0-9A-Z]{11}"/g, '"CODE"'))
      .replace(/z=[0-9A-Z]{12}/g, 'z=CODE');
  return { code, out: same(out), err: same(err) };
}

/** Command lines in the order in which they are typed, and the exit code of each. */
const typed = (): readonly (readonly [number, string])[] => [
  [0, 'campaign list --json'],
  [0, 'campaign show fala-1 --json'],
  [0, 'campaign create --demo --id pokaz --json'],
  [1, 'campaign create --demo --id pokaz --json'],
  [0, 'invite --campaign fala-1 --unit lipowo --group ngo --json'],
  [0, 'invite --campaign fala-1 --unit lipowo --group office --personal 2 --json'],
  [0, 'simulate --campaign pokaz --respondents 3 --seed 3 --json'],
  [0, `withdraw --receipt ${receipt} --json`],
  [1, `withdraw --receipt ${receipt} --json`],
  [0, 'subject-export --conversation terminal:anna --json'],
  [0, 'erase --conversation terminal:anna --json'],
  [1, 'erase --conversation terminal:anna --json'],
  [0, 'gaps --json'],
  [0, 'backup --out before.backup --json'],
  [0, 'gaps --done a1b2 --json'],
  [1, 'gaps --done a1b2 --json'],
  [1, 'gaps --done a1b2'],
  [0, 'gaps'],
  [0, 'campaign close fala-1 --json'],
  [0, 'export --campaign fala-1 --format json --json'],
  [0, 'export --campaign fala-1 --format csv --out tables --json'],
  [0, 'export --campaign fala-1 --format xlsx --language en --out tables/all.xlsx'],
  [0, 'export --campaign fala-1 --format datapackage --language uk --json'],
  [1, 'restore --in none.backup --json'],
  [0, 'restore --in before.backup --json'],
  [0, 'campaign list --json'],
  [0, 'gaps --json'],
  [1, 'export --campaign fala-1 --format json --json'],
  [2, 'campaign list --nonsense'],
  [2, 'export --campaign fala-1 --format pigeon'],
  [2, 'nonsense'],
];

describe('a command', () => {
  it('gives the same answer with the server running and stopped', { timeout: 60_000 }, async () => {
    const [stopped, running] = await Promise.all([makePlace(prepared), makePlace(prepared)]);
    const server: Server = await startServer(running);
    const play = async (place: Place): Promise<ReturnType<typeof plain>[]> => {
      const answers = [];
      for (const [, line] of typed()) answers.push(plain(place, await type(place, ...line.split(' ').filter(Boolean))));
      return answers;
    };
    const here = await play(stopped);
    const there = await play(running);
    for (const [n, [code, line]] of typed().entries()) {
      expect({ line, ...there[n] }).toEqual({ line, ...here[n] });
      expect([line, here[n]?.code]).toEqual([line, code]);
      // One JSON document on stdout and nothing else, or a sentence for the operator.
      if (line.endsWith('--json') && here[n]?.out) expect(() => JSON.parse(here[n]?.out ?? ''), line).not.toThrow();
      expect([line, (here[n]?.out ?? '') + (here[n]?.err ?? '')]).not.toEqual([line, '']);
    }
    expect(await readdir(join(running.cwd, 'tables'))).toEqual(await readdir(join(stopped.cwd, 'tables')));
    expect(await server.stop('SIGTERM')).toBe(0);
  });

  it('shows gaps by area, and on one line whatever was typed', { timeout: 30_000 }, async () => {
    const place = await makePlace(prepared);
    expect((await type(place, 'gaps')).out.trimEnd().split('\n')).toEqual([
      'Obszar II.1: no answer 1×, handed on 1',
      '  a1b2  lipowo  Kto sprząta po festynie?',
      '',
      'Without an area: no answer 1×, handed on 1',
      '  c3d4  –  A kto [2J płaci?',
      '',
      'Answers that did not help:',
      '  tool:grants  1 no, 0 yes',
    ]);
    expect(JSON.parse((await type(place, 'gaps', '--json')).out)).toEqual({
      missed: { 'II.1': 1, none: 1 },
      questions: [
        { id: 'a1b2', text: 'Kto sprząta po festynie?', unit: 'lipowo', area: 'II.1' },
        { id: 'c3d4', text: 'A kto\u001b[2J płaci?' },
      ],
      rated: { 'tool:council': { yes: 1, no: 0 }, 'tool:grants': { yes: 0, no: 1 } },
    });
    const empty = await makePlace();
    expect((await type(empty, 'gaps')).out).toBe('Nobody has asked in vain so far.\n');
  });

  it('gives an equal export after a backup is restored into an empty data folder', { timeout: 30_000 }, async () => {
    const from = await makePlace(prepared);
    expect((await type(from, 'campaign', 'close', 'fala-1')).code).toBe(0);
    const [backup, exported] = [
      await type(from, 'backup', '--out', 'all.backup', '--json'),
      await type(from, 'export', '--campaign', 'fala-1', '--format', 'json', '--json'),
    ];
    expect(backup.code).toBe(0);
    const to = await makePlace();
    const file = join(from.cwd, 'all.backup');
    const restored = await type(to, 'restore', '--in', file, '--json');
    expect(JSON.parse(restored.out)).toEqual({ documents: JSON.parse(backup.out).documents });
    // By a process of its own, unlike the other one.
    const again = await run(to, 'export', '--campaign', 'fala-1', '--format', 'json', '--json');
    expect(again.code).toBe(0);
    expect(again.out).toBe(exported.out);
    expect(JSON.parse(again.out).answers.length).toBe(12);
    expect((await readFile(join(to.dataDir, 'secret.key'), 'utf8')).length).toBeGreaterThan(32);
  });

  it('refuses a backup that is cut off, damaged or another file, and changes nothing', {
    timeout: 30_000,
  }, async () => {
    const place = await makePlace(prepared);
    await type(place, 'backup', '--out', 'all.backup');
    const whole = await readFile(join(place.cwd, 'all.backup'));
    await writeFile(join(place.cwd, 'cut.backup'), whole.subarray(0, whole.length - 200));
    await writeFile(
      join(place.cwd, 'bad.backup'),
      Buffer.from(whole).fill(0x55, whole.length >> 1, (whole.length >> 1) + 40),
    );
    await writeFile(join(place.cwd, 'other.backup'), 'a letter to the mayor');
    const before = await type(place, 'campaign', 'show', 'fala-1', '--json');
    for (const name of ['cut', 'bad', 'other']) {
      const { code, err } = await type(place, 'restore', '--in', `${name}.backup`);
      expect([name, code]).toEqual([name, 1]);
      // A sentence that names the file, and not the program's own troubles.
      expect(err, name).toContain(`${name}.backup`);
      expect(err.trim().split('\n').length, err).toBeLessThanOrEqual(2);
    }
    expect((await type(place, 'campaign', 'show', 'fala-1', '--json')).out).toBe(before.out);
    expect((await readdir(place.dataDir)).filter((name) => name.startsWith('generation'))).toHaveLength(1);
  });
});
