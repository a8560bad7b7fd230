/** `index` as other programs use it: what it prints of a file, and how it refuses one. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { createSeenIds } from '../../src/cli/answers-file/seen-ids.ts';
import { openWave } from '../../src/cli/answers-file/wave-file.ts';
import { Area } from '../../src/dialog/dialog.ts';
import { makeDataFolder } from '../support/data-folder.ts';
import { type Place, run } from './program.ts';

type Wave = {
  readonly k: number;
  readonly instrument: readonly { readonly id: string; readonly area: string; readonly reverse: boolean }[];
  readonly respondents: readonly {
    readonly id: string;
    readonly group: string;
    readonly answers: Readonly<Record<string, number | null>>;
  }[];
};
type Vector = Wave & { readonly id: string; readonly expected: Record<string, unknown> };

const { vectors }: { vectors: readonly Vector[] } = JSON.parse(
  readFileSync(join(import.meta.dirname, '..', 'fixtures', 'index-vectors.json'), 'utf8'),
);
const [v1, v2] = vectors as readonly [Vector, Vector];

let place: Place;
beforeAll(async () => {
  const folder = await makeDataFolder();
  place = { dataDir: join(folder, 'data'), cwd: join(folder, 'cwd') };
  await mkdir(place.cwd);
});

const inCwd = (name: string): string => join(place.cwd, name);

async function put(name: string, content: unknown): Promise<string> {
  await writeFile(inCwd(name), typeof content === 'string' ? content : JSON.stringify(content));
  return name;
}

function toLines({ k, instrument, respondents }: Wave): string {
  return [{ k, instrument }, ...respondents].map((line) => `${JSON.stringify(line)}\n`).join('');
}

async function printed(...words: readonly string[]) {
  const { code, out, err } = await run(place, 'index', ...words);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return { out, document: JSON.parse(out) };
}

/** V2 with other people in it. */
function waveOf(respondents: Wave['respondents'], more: Partial<Wave> = {}): Wave {
  return { k: v2.k, instrument: v2.instrument, respondents, ...more };
}

/** So many people who say different things, the same for the same count. */
function crowd(count: number): Wave['respondents'] {
  return Array.from({ length: count }, (_, n) => ({
    id: `r${n}`,
    group: n % 3 === 0 ? 'URZAD' : 'NGO',
    answers: Object.fromEntries(
      v2.instrument.map(({ id }, at) => [id, ((n * 7 + at * n) % 6) + 1 === 6 ? null : ((n * 7 + at * n) % 6) + 1]),
    ),
  }));
}

describe('index', () => {
  it('prints V2 as it is expected, its keys in the same order, on one line', async () => {
    const { out } = await printed('--file', await put('v2.json', v2), '--json');
    expect(out).toBe(`${JSON.stringify(v2.expected)}\n`);
  });

  it('prints the same document indented without --json', async () => {
    const { out } = await printed('--file', await put('v2.json', v2));
    expect(out).toBe(`${JSON.stringify(v2.expected, null, 2)}\n`);
  });

  it('reads NDJSON alike, whatever the ends of its lines', async () => {
    const lines = toLines(v2);
    await put('v2.ndjson', `\ufeff${lines.trimEnd().replaceAll('\n', '\r\n\r\n')}`);
    expect((await printed('--file', 'v2.ndjson', '--json')).document).toEqual(v2.expected);
  });

  it("prints V1's numbers in V2's shape", async () => {
    const { document } = await printed('--file', await put('v1.json', v1), '--json');
    const { NGO, URZAD } = document.groups;
    expect(NGO.area['I.2']).toEqual(v1.expected.area);
    expect(NGO.items).toEqual(v1.expected.items);
    const own = Object.entries(NGO.respondent_area as Record<string, Record<string, number | null>>);
    expect(Object.fromEntries(own.map(([id, areas]) => [id, areas['I.2']]))).toEqual(v1.expected.respondent_area);
    expect(Object.keys(own[0]?.[1] ?? {})).toEqual(Area.options);
    expect(NGO.plane.I).toEqual({ published: false, n: 5, point: null, se: null, df: null, ci: null });
    expect(URZAD).toMatchObject({ respondents: 0, respondent_area: {}, overall: { published: false, n: 0 } });
    expect(document.area['I.2']).toEqual({
      published: false,
      combined: null,
      ci: null,
      class: null,
      certain: null,
      gap: null,
      gap_ci: null,
      gap_flag: null,
      df: null,
    });
  });

  it.each<[string, Wave]>([
    ['nobody', waveOf([])],
    ['no statements', waveOf([{ id: 'n1', group: 'NGO', answers: {} }], { instrument: [] })],
    ['one group only', waveOf(v2.respondents.filter(({ group }) => group === 'URZAD'))],
    ['people who answered nothing', waveOf(v2.respondents.map((one) => ({ ...one, answers: {} })))],
    ['one statement in an area', waveOf([], { instrument: v2.instrument.slice(0, 1) })],
    [
      'names that objects have',
      waveOf([{ id: 'constructor', group: 'NGO', answers: { toString: 4 } }], {
        instrument: [
          { id: 'toString', area: 'I.1', reverse: false },
          { id: 'valueOf', area: 'I.1', reverse: false },
        ],
      }),
    ],
  ])('always has both groups, six areas and three planes: %s', async (name, wave) => {
    const { document } = await printed('--file', await put(`${name}.json`, wave), '--json');
    expect(Object.keys(document)).toEqual(['groups', 'area', 'plane', 'overall']);
    expect(Object.keys(document.groups)).toEqual(['NGO', 'URZAD']);
    for (const part of [document.groups.NGO, document.groups.URZAD, document]) {
      expect(Object.keys(part.area)).toEqual(Area.options);
      expect(Object.keys(part.plane)).toEqual(['I', 'II', 'III']);
    }
  });

  it('prints everybody of a large wave, also to whoever reads slowly, and stops for whoever stops', async () => {
    const wave = waveOf(crowd(20_000));
    await put('large.json', wave);
    await put('large.ndjson', toLines(wave));
    const { out, document } = await printed('--file', 'large.json', '--json');
    expect(Object.keys(document.groups.NGO.respondent_area)).toHaveLength(13_333);
    const start = () => {
      const home = join(import.meta.dirname, '..', '..');
      const words = [join(home, 'src', 'cli', 'rozmownica.ts'), 'index', '--file', inCwd('large.ndjson'), '--json'];
      return spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'pipe'] });
    };
    const slow = start();
    let told = '';
    for await (const part of slow.stdout.setEncoding('utf8')) {
      if (told.length < 300_000) await pause(50);
      told += part;
    }
    expect(told === out).toBe(true);

    const stopped = start();
    let warned = '';
    stopped.stderr.setEncoding('utf8').on('data', (text: string) => {
      warned += text;
    });
    await once(stopped.stdout, 'data');
    stopped.stdout.destroy();
    const [code] = await once(stopped, 'close');
    expect({ code, warned }).toEqual({ code: 0, warned: '' });
  }, 60_000);
});

describe('index --compare', () => {
  const better = (answer: number | null, reverse: boolean) =>
    answer === null ? null : reverse ? Math.max(1, answer - 2) : Math.min(5, answer + 2);
  const reversed = new Map(v2.instrument.map(({ id, reverse }) => [id, reverse]));
  const later = waveOf(
    v2.respondents.map((one) =>
      one.group === 'URZAD'
        ? one
        : {
            ...one,
            answers: Object.fromEntries(
              Object.entries(one.answers).map(([id, answer]) => [id, better(answer, reversed.get(id) ?? false)]),
            ),
          },
    ),
  );

  it('adds what changed, for each group and both together', async () => {
    const words = [
      '--file',
      await put('v2.json', v2),
      '--compare',
      await put('later.ndjson', toLines(later)),
      '--json',
    ];
    const { change, ...rest } = (await printed(...words)).document;
    expect(rest).toEqual(v2.expected);
    expect(Object.keys(change)).toEqual(['NGO', 'URZAD', 'combined']);
    expect(Object.keys(change.NGO.overall)).toEqual(['published', 'delta', 'ci', 'df', 'verdict']);
    expect(Object.keys(change.NGO.area)).toEqual(Area.options);
    const now = (await printed('--file', 'later.ndjson', '--json')).document;
    expect(change.NGO.overall.delta).toBeCloseTo(now.groups.NGO.overall.point - 51.2, 1);
    expect(change.NGO.overall.verdict).toBe('wzrost');
    expect(change.combined.overall.delta).toBeCloseTo(change.NGO.overall.delta / 2, 1);
    expect(change.URZAD.plane.II).toMatchObject({ published: true, delta: 0, df: 8, verdict: 'bez_wyraznej_zmiany' });
    const back = (await printed('--file', 'later.ndjson', '--compare', 'v2.json', '--json')).document.change;
    expect(back.NGO.overall).toEqual({
      ...change.NGO.overall,
      delta: -change.NGO.overall.delta,
      ci: change.NGO.overall.ci.map((end: number) => -end).reverse(),
      verdict: 'spadek',
    });
  });

  it('compares only the statements that both have alike, and prints all of the first wave', async () => {
    const instrument = v2.instrument
      .filter(({ id }) => id !== 'a11_info_ahead')
      .map((item) => (item.id === 'a12_formality' ? { ...item, reverse: false } : item));
    const asked = new Set(instrument.map(({ id }) => id));
    const other = waveOf(
      later.respondents.map((one) => ({
        ...one,
        answers: Object.fromEntries(Object.entries(one.answers).filter(([id]) => asked.has(id))),
      })),
      { instrument: instrument.toReversed() },
    );
    const words = ['--file', await put('v2.json', v2), '--compare', await put('other.json', other), '--json'];
    const { change, ...rest } = (await printed(...words)).document;
    expect(rest).toEqual(v2.expected);
    // The same two waves with nothing but those statements.
    const alike = new Set([...asked].filter((id) => id !== 'a12_formality'));
    const only = ({ k, respondents }: Wave): Wave => ({
      k,
      instrument: v2.instrument.filter(({ id }) => alike.has(id)),
      respondents: respondents.map((one) => ({
        ...one,
        answers: Object.fromEntries(Object.entries(one.answers).filter(([id]) => alike.has(id))),
      })),
    });
    await put('first.json', only(v2));
    await put('second.json', only(other));
    expect(change).toEqual(
      (await printed('--file', 'first.json', '--compare', 'second.json', '--json')).document.change,
    );
  });

  it('has nothing to say of waves that share nothing', async () => {
    const words = [
      '--file',
      await put('v2.json', v2),
      '--compare',
      await put('none.json', waveOf([], { instrument: [] })),
    ];
    const { change } = (await printed(...words, '--json')).document;
    const nothing = { published: false, delta: null, ci: null, df: null, verdict: null };
    expect(change.combined.overall).toEqual(nothing);
    expect(change.NGO.area['I.1']).toEqual(nothing);
  });
});

describe('a file that is not as it must be', () => {
  const head = { k: 5, instrument: v2.instrument };
  const [item = { id: '', area: '', reverse: false }] = v2.instrument;
  const one = (more: object) => ({ ...head, respondents: [{ id: 'n1', group: 'NGO', answers: {}, ...more }] });
  const twice = { ...head, respondents: [one({}).respondents[0], one({}).respondents[0]] };

  it.each<[string, unknown, string]>([
    [
      'an unknown statement',
      one({ answers: { a99: 3 } }),
      'respondents[0]: respondent n1: a99 is answered, but it is not in the instrument',
    ],
    [
      'an answer of 6',
      one({ answers: { [item.id]: 6 } }),
      `respondents[0]: respondent n1: answers.${item.id} is 6; it must be a whole number from 1 to 5, or null for "don't know"`,
    ],
    ['an answer of "4"', one({ answers: { [item.id]: '4' } }), `answers.${item.id} is "4"; it must be`],
    ['a group "ngo"', one({ group: 'ngo' }), 'respondent n1: group is "ngo"; it must be NGO or URZAD'],
    ['no group', one({ group: undefined }), 'respondent n1: group is missing; it must be NGO or URZAD'],
    [
      'no answers',
      one({ answers: null }),
      'respondent n1: answers is null; it must be a group of answers by statement',
    ],
    ['no id', one({ id: undefined }), 'respondents[0]: id is missing; it must be a text'],
    ['a respondent twice', twice, 'respondents[1]: n1 is there already, as respondents[0]'],
    ['no respondents', head, 'respondents must be a list'],
    ['k 2', { ...head, k: 2, respondents: [] }, 'k is 2; it must be a whole number from 3 up'],
    ['no k', { instrument: [], respondents: [] }, 'k is missing; it must be a whole number from 3 up'],
    [
      'an unknown area',
      { k: 5, instrument: [{ ...item, area: 'IV' }], respondents: [] },
      'instrument.0.area is "IV"; it must be one of I.1, I.2, II.1',
    ],
    [
      'no direction',
      { k: 5, instrument: [{ id: 'a', area: 'I.1' }], respondents: [] },
      'instrument.0.reverse is missing; it must be true or false',
    ],
    [
      'a statement twice',
      { k: 5, instrument: [item, item], respondents: [] },
      `the statement ${item.id} is in the instrument twice`,
    ],
    ['a list', [], 'this must be a group of keys in braces'],
    ['broken JSON', '{\n"k": 5,\n"instrument": [],\n"respondents": [,]\n}', ', line 4 is not JSON: Unexpected token'],
    ['half of it', '{\n"k": 5,\n"instrument": [', ', line 3 is not JSON: '],
    ['nothing', '\n \n', 'bad.json is empty'],
  ])('%s', async (_, content, sentence) => {
    await put('bad.json', content);
    const refused = openWave(inCwd('bad.json')).then((wave) => wave.each(() => {}));
    await expect(refused).rejects.toThrow(sentence);
    await expect(refused).rejects.toThrow(inCwd('bad.json'));
  });

  const line = (id: string, more: object = {}): string => JSON.stringify({ id, group: 'NGO', answers: {}, ...more });
  it.each<[string, readonly string[], string]>([
    [
      'an answer of 6',
      [line('n1'), line('n2', { answers: { [item.id]: 6 } })],
      `, line 3: respondent n2: answers.${item.id} is 6; it must be`,
    ],
    [
      'a respondent twice',
      [line('n1'), '', line('n2'), line('n1')],
      ', line 5: respondent n1 is there already, in line 2',
    ],
    [
      'one twice, written otherwise',
      [line('n1'), '{"id":"n\\u0031","group":"URZAD","answers":{}}'],
      ', line 3: respondent n1 is there already, in line 2',
    ],
    ['broken JSON', [line('n1'), '{"id":"n2"'], ', line 3 is not JSON: '],
    ['bytes that are not UTF-8', [line('n1'), '\ud800'.padEnd(9)], ', line 3 is not JSON: '],
  ])('as NDJSON, %s', async (_, lines, sentence) => {
    await put('bad.ndjson', [JSON.stringify(head), ...lines].join('\n'));
    const wave = await openWave(inCwd('bad.ndjson'));
    expect(() => wave.each(() => {})).toThrow(`${inCwd('bad.ndjson')}${sentence}`);
  });

  it.each<[string, string, string]>([
    ['nothing', '\n\n', 'bad.ndjson is empty'],
    ['k 2', '{"k":2,"instrument":[]}', ', line 1: k is 2; it must be a whole number from 3 up'],
    ['a line without an end', `{"k":"${' '.repeat(17 << 20)}`, ', line 1: longer than 16 MB'],
  ])('as NDJSON, %s', async (_, content, sentence) => {
    await put('bad.ndjson', content);
    await expect(openWave(inCwd('bad.ndjson'))).rejects.toThrow(sentence);
  });

  it('is told in a sentence, and the command ends with 1; without a file with 2', async () => {
    const { code, out, err } = await run(
      place,
      'index',
      '--file',
      await put('bad.json', one({ group: 'ngo' })),
      '--json',
    );
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toBe(`${inCwd('bad.json')}, respondents[0]: respondent n1: group is "ngo"; it must be NGO or URZAD\n`);
    const missing = await run(place, 'index', '--file', 'missing.json');
    expect(missing).toMatchObject({ code: 1, out: '' });
    expect(missing.err).toContain('There is no such file or folder');
    expect(await run(place, 'index')).toMatchObject({ code: 2, out: '' });
  });
});

describe('ids that were seen', () => {
  it('are known again, also when there are many, and others are not', () => {
    const seen = createSeenIds();
    const bytes = (n: number) => Buffer.from(`xx r${n}`);
    const add = (n: number): boolean => seen.add(bytes(n), 3, bytes(n).length);
    const many = Array.from({ length: 50_000 }, (_, n) => n);
    expect(many.filter(add)).toEqual([]);
    expect(many.every(add)).toBe(true);
    expect(seen.size()).toBe(50_000);
  });
});
