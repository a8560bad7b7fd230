/** What each key does to the line one writes in, and what Enter sends. */
import { describe, expect, it } from 'vitest';
import { blank, type Editing, type Key, layOut, press, type Sent } from '../../../src/channels/terminal/keys.ts';
import type { Prompt } from '../../../src/dialog/reply.ts';
import { messageCharsMax } from '../../../src/dialog/words.ts';

const scale: Prompt = {
  kind: 'prompt',
  language: 'pl',
  prompt: 7,
  nonce: '0badcafe',
  step: 'a11',
  text: 'Czy pytają o zdanie?',
  input: 'choice',
  choices: [
    { id: '~explain', label: 'Co to znaczy?', key: '?', aside: true },
    { id: 'yes', label: 'tak', key: '1' },
    { id: 'no', label: 'nie', key: '2' },
    { id: 'dk', label: 'nie wiem', key: '0' },
    { id: '~back', label: 'Wstecz', key: 'wstecz', aside: true },
  ],
};
const multi: Prompt = { ...scale, input: 'multi' };
const words: Prompt = { ...scale, input: 'text', choices: scale.choices.filter((choice) => choice.aside) };

/** The keys as node:readline names them in Node 26. */
const named: Record<string, Key> = {
  up: { name: 'up', ctrl: false, sequence: '\x1b[A' },
  down: { name: 'down', ctrl: false, sequence: '\x1b[B' },
  right: { name: 'right', ctrl: false, sequence: '\x1b[C' },
  left: { name: 'left', ctrl: false, sequence: '\x1b[D' },
  home: { name: 'home', ctrl: false, sequence: '\x1b[H' },
  end: { name: 'end', ctrl: false, sequence: '\x1b[F' },
  backspace: { name: 'backspace', ctrl: false, sequence: '\x7f' },
  delete: { name: 'delete', ctrl: false, sequence: '\x1b[3~' },
  enter: { name: 'return', ctrl: false, sequence: '\r' },
  space: { name: 'space', ctrl: false, sequence: ' ' },
  tab: { name: 'tab', ctrl: false, sequence: '\t' },
  backtab: { name: 'tab', ctrl: false, sequence: '\x1b[Z' },
  esc: { name: 'escape', ctrl: false, sequence: '\x1b' },
  f1: { name: 'f1', ctrl: false, sequence: '\x1bOP' },
  'alt-b': { name: 'b', ctrl: false, sequence: '\x1bb' },
  'ctrl-a': { name: 'a', ctrl: true, sequence: '\x01' },
  'ctrl-e': { name: 'e', ctrl: true, sequence: '\x05' },
  'ctrl-k': { name: 'k', ctrl: true, sequence: '\x0b' },
  'ctrl-u': { name: 'u', ctrl: true, sequence: '\x15' },
  'ctrl-w': { name: 'w', ctrl: true, sequence: '\x17' },
};

/** Presses keys one after the other; what has no name in the table is typed, letter by letter. */
function type(keys: readonly string[], prompt: Prompt | undefined, from: Editing = blank) {
  const pressed = keys.flatMap((key): Key[] => {
    const one = named[key];
    return one ? [one] : [...key].map((letter) => ({ ctrl: false, sequence: letter }));
  });
  let editing = from;
  const sent: Sent[] = [];
  for (const key of pressed) {
    const next = press(editing, key, prompt);
    editing = next.editing;
    if (next.send) sent.push(next.send);
  }
  return { editing, sent };
}

/** The line with `|` where the cursor stands. */
function seen({ text, cursor }: Editing): string {
  return `${text.slice(0, cursor)}|${text.slice(cursor)}`;
}

function tapped(choice: string): Sent {
  return { kind: 'choice', nonce: '0badcafe', prompt: 7, step: 'a11', choice };
}

describe('the line', () => {
  it.each<[keys: string[], line: string]>([
    [['Zażółć 4'], 'Zażółć 4|'],
    [['ac', 'left', 'b'], 'ab|c'],
    [['ab', 'left', 'left', 'left', 'right'], 'a|b'],
    [['ab', 'right'], 'ab|'],
    [['ab', 'home', 'x', 'end', 'y'], 'xaby|'],
    [['ab', 'ctrl-a', 'x', 'ctrl-e', 'y'], 'xaby|'],
    [['ab', 'backspace'], 'a|'],
    [['backspace', 'delete'], '|'],
    [['ab', 'home', 'delete'], '|b'],
    [['raz dwa', 'left', 'left', 'ctrl-u'], '|wa'],
    [['raz dwa trzy', 'ctrl-w'], 'raz dwa |'],
    [['raz dwa  ', 'ctrl-w'], 'raz |'],
    [['raz dwa', 'left', 'ctrl-w'], 'raz |a'],
    [['raz', 'esc'], '|'],
    [['raz', 'space', 'dwa'], 'raz dwa|'],
    [['👍🏽a', 'left', 'left', 'delete'], '|a'],
    [['a👩‍👩‍👧', 'backspace'], 'a|'],
    [['a👍', 'left', 'b'], 'ab|👍'],
    [[`${'ó'.normalize('NFD')}`, 'backspace'], '|'],
    [['a', 'f1', 'alt-b', 'ctrl-k', 'up', 'tab'], 'a|'],
  ])('%j leaves %j', (keys, line) => expect(seen(type(keys, scale).editing)).toBe(line));

  it.each([
    ['raz\r\ndwa\rtrzy\n\nkoniec\n\n', 'raz\ndwa\ntrzy\n\nkoniec|'],
    ['a\tb\x1b[31m\x07c', 'a b[31mc|'],
    ['', '|'],
  ])('takes the paste %j as %j and sends nothing', (sequence, line) => {
    const { editing, send } = press(blank, { name: 'paste', ctrl: false, sequence }, scale);
    expect(seen(editing)).toBe(line);
    expect(send).toBeUndefined();
  });

  it('holds no more than the bot reads', () => {
    const paste = { name: 'paste', ctrl: false, sequence: 'ą'.repeat(messageCharsMax + 1) };
    const full = press(blank, paste, undefined).editing;
    expect(full.text).toHaveLength(messageCharsMax);
    expect(type(['x'], undefined, full).editing).toEqual(full);
  });
});

describe('the highlight', () => {
  it.each<[keys: string[], highlighted: number | undefined]>([
    [[], undefined],
    [['down'], 0],
    [['down', 'down'], 1],
    [['down', 'down', 'down', 'down'], 0],
    [['up'], 2],
    [['up', 'up', 'up', 'up'], 2],
    [['tab', 'tab', 'backtab'], 0],
    [['down', 'esc'], undefined],
    [['down', 'x'], undefined],
    [['x', 'down'], undefined],
    [['x', 'backspace', 'down'], 0],
  ])('after %j is on %j', (keys, highlighted) => expect(type(keys, scale).editing.highlighted).toBe(highlighted));

  it.each([
    ['no prompt', undefined],
    ['a prompt without choices that answer', words],
  ])('has nowhere to go with %s', (_, prompt) => {
    expect(type(['down', 'tab', 'up', 'enter', 'space'], prompt)).toEqual({ editing: blank, sent: [] });
  });
});

describe('sending', () => {
  it.each<[what: string, keys: string[], prompt: Prompt | undefined, sent: Sent[]]>([
    ['Enter sends the highlighted choice', ['down', 'down', 'enter'], scale, [tapped('no')]],
    ['Enter sends what is typed', ['4', 'enter'], scale, [{ kind: 'message', text: '4' }]],
    [
      'Enter sends what is typed without a prompt',
      ['/pomoc', 'enter'],
      undefined,
      [{ kind: 'message', text: '/pomoc' }],
    ],
    ['words win over the highlight', ['down', '4', 'enter'], scale, [{ kind: 'message', text: '4' }]],
    ['Enter on nothing sends nothing', ['enter'], scale, []],
    ['Enter on blanks sends nothing', ['x', 'backspace', 'space', 'enter'], scale, []],
    ['space ticks in a list of several', ['down', 'space', 'down', 'space'], multi, [tapped('yes'), tapped('no')]],
    ['space without a highlight sends nothing', ['space'], multi, []],
    ['space answers no other question', ['down', 'space'], scale, []],
    ['space between words is a space', ['a', 'space', 'b', 'enter'], multi, [{ kind: 'message', text: 'a b' }]],
    ['a digit is text until Enter', ['down', '2'], multi, []],
  ])('%s', (_, keys, prompt, sent) => expect(type(keys, prompt).sent).toEqual(sent));

  it('leaves the words in the line: they go when the bot has taken them', () => {
    expect(seen(type(['raz', 'enter'], scale).editing)).toBe('raz|');
  });
});

describe('layOut', () => {
  it.each<[what: string, line: string, lines: string[], row: number, column: number]>([
    ['an empty line', '|', ['> '], 0, 2],
    ['the cursor inside a line', 'ra|z', ['> raz'], 0, 4],
    ['words over two rows', 'raz dwa trzy|', ['> raz dwa ', '  trzy'], 1, 6],
    ['a space that hangs over', 'raz dwax |', ['> raz dwax '], 0, 11],
    ['the cursor before the word that moved', 'raz dwa |trzy', ['> raz dwa ', '  trzy'], 1, 2],
    ['a word that no row holds', 'dwanaście|', ['> dwanaści', '  e'], 1, 3],
    ['lines of a paste', 'raz\n|\ndwa', ['> raz', '  ', '  dwa'], 1, 2],
    ['a cursor at the end of a pasted line', 'raz|\ndwa', ['> raz', '  dwa'], 0, 5],
    ['wide characters', '👍👍👍👍👍|', ['> 👍👍👍👍', '  👍'], 1, 4],
  ])('places %s', (_, line, lines, row, column) => {
    const typed = { text: line.replace('|', ''), cursor: line.indexOf('|') };
    expect(layOut(typed, 10)).toEqual({ lines, row, column });
  });
});
