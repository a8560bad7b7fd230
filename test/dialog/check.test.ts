/** The checker: a small dialog without a fault, and what is said when exactly one thing in it is wrong. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { narrowest } from '../../src/channels/channel.ts';
import { check } from '../../src/cli/check.ts';
import { checkContent } from '../../src/content/check.ts';
import { readContent } from '../../src/content/content.ts';
import { type ContentFile, fit, home, showFault } from '../../src/content/files.ts';
import type { WrongReason } from '../../src/dialog/answer.ts';
import { checkBot } from '../../src/dialog/check/bot.ts';
import type { Finding } from '../../src/dialog/check/finding.ts';
import { checkDialog } from '../../src/dialog/check.ts';
import { commandNames } from '../../src/dialog/command.ts';
import { type Condition, DialogFile, flatten } from '../../src/dialog/dialog.ts';
import { Language } from '../../src/dialog/language.ts';
import { StaffRole } from '../../src/dialog/staff.ts';

type Written = z.input<typeof DialogFile>;
type Section = Extract<Written['steps'][number], { kind: 'section' }>;
type Inner = Section['steps'][number];

const areas = ['I.1', 'I.2', 'II.1', 'II.2', 'III.1', 'III.2'] as const;
const content = await readContent();

function byLanguage<T>(make: (language: Language) => T): Record<Language, T> {
  return { pl: make('pl'), en: make('en'), uk: make('uk') };
}

/** The bot's own texts as they are shipped. */
function shippedBot(): Record<Language, Record<string, string>> {
  const loaded = content.texts.filter((texts) => texts.space === 'bot');
  return byLanguage((language) => ({ ...loaded.find((texts) => texts.language === language)?.texts }));
}

/** A survey with one of everything. Its texts are their own keys, so that no two are alike. */
function sample() {
  const steps: Record<string, Inner> = {};
  const section: Section = { id: 'about', kind: 'section', steps: [] };
  const file: Written = {
    id: 'sample',
    version: 1,
    derive: { group: { from: 'role', values: { member: 'ngo', clerk: 'office' } } },
    scales: { agreement: { values: [1, 2], dontKnow: true } },
    steps: [
      { id: 'notice', kind: 'notice' },
      section,
      { id: 'review', kind: 'review' },
      { id: 'results', kind: 'consent' },
      { id: 'thanks', kind: 'end' },
    ],
  };
  const own = byLanguage<Record<string, string>>(() => ({}));
  const bot = shippedBot();
  const limits = { ...narrowest };

  /** Gives these keys a text in every language. */
  const say = (...keys: readonly string[]): void => {
    for (const language of Language.options) for (const key of keys) own[language][key] = key;
  };
  /** Adds a step with its texts at the end of the section. */
  const add = (step: Inner): void => {
    section.steps.push(step);
    steps[step.id] = step;
    say(`steps.${step.id}.text`);
    if (step.kind !== 'say') say(`steps.${step.id}.help`);
    const choices = step.kind === 'choose' || step.kind === 'multi' ? step.choices : [];
    for (const choice of choices) say(`steps.${step.id}.choices.${typeof choice === 'string' ? choice : choice.id}`);
  };
  /** Puts a step somewhere among the sections. */
  const put = (at: number, step: Written['steps'][number]): void => {
    file.steps.splice(at, 0, step);
  };
  /** Changes what was written, without asking whether it is right. */
  const set = (id: string, change: object): void => {
    const step = steps[id] ?? file.steps.find((candidate) => candidate.id === id);
    Object.assign(step ?? {}, change);
  };
  const derive = (name: string, rule: { from: string; values: Record<string, string> }): void => {
    file.derive = { ...file.derive, [name]: rule };
  };
  const findings = (): readonly Finding[] => {
    const parsed = DialogFile.parse(file);
    return checkDialog(flatten(parsed), parsed, { own, bot }, limits);
  };

  say('title', 'intro', 'sections.about.title', 'sections.about.text');
  say('scales.agreement.1', 'scales.agreement.2', 'scales.agreement.dk');
  say('steps.notice.text', 'steps.results.text', 'steps.thanks.text');
  const [member, clerk] = [
    { id: 'member', when: { is: { side: 'ngo' } } },
    { id: 'clerk', when: { is: { side: 'office' } } },
  ];
  add({ id: 'role', kind: 'choose', choices: [member, clerk] });
  add({ id: 'fields', kind: 'multi', choices: ['art', 'sport', 'none'], max: 2, exclusive: 'none' });
  add({ id: 'size', kind: 'number', min: 0, max: 9 });
  add({ id: 'fair', kind: 'scale', scale: 'agreement' });
  add({ id: 'program', kind: 'yes-no', when: { is: { group: 'office' } } });
  add({ id: 'since', kind: 'date', min: '2000-01-01', max: '2030-01-01' });
  add({ id: 'wish', kind: 'text', table: 'open_text', optional: true, max: 100 });
  return { file, section, own, bot, limits, say, add, put, set, derive, findings };
}
type Sample = ReturnType<typeof sample>;

/** What is wrong, how it came to be, what is said about it, and where. `last` is the step added at the section's end. */
type Row = readonly [fault: string, change: (s: Sample) => void, what: RegExp, where: string];
const last = 'steps.1.steps.7';
const long = 'a'.repeat(32);

/** A step that is said only under this condition. */
function saidWhen(when: Condition): (s: Sample) => void {
  return (s) => s.add({ id: 'last', kind: 'say', when });
}

const names: readonly Row[] = [
  ['a step twice', (s) => s.add({ id: 'size', kind: 'yes-no' }), /Two steps or sections .* "size"/, `${last}.id`],
  [
    'a section named like a step',
    (s) => s.set('about', { id: 'size' }),
    /Two steps or sections .* "size"/,
    'steps.1.steps.2.id',
  ],
  [
    'a choice twice',
    (s) => s.set('fields', { choices: ['art', 'none', 'art'] }),
    /Two choices .* "art"/,
    'steps.1.steps.1.choices.2',
  ],
  [
    'a derived name that is a step',
    (s) => s.derive('size', { from: 'role', values: { member: 'a', clerk: 'b' } }),
    /"size" already stands/,
    'derive.size',
  ],
  [
    'a derived side',
    (s) => s.derive('side', { from: 'role', values: { member: 'a', clerk: 'b' } }),
    /"side" already stands/,
    'derive.side',
  ],
  ['a step called side', (s) => s.add({ id: 'side', kind: 'say' }), /"side" already stands/, `${last}.id`],
  [
    'a notice by another name',
    (s) => s.set('notice', { id: 'hello' }),
    /only by the id notice, not "hello"/,
    'steps.0.id',
  ],
  [
    'a review by another name',
    (s) => s.set('review', { id: 'look' }),
    /only by the id review, not "look"/,
    'steps.2.id',
  ],
  [
    'a consent by another name',
    (s) => s.set('results', { id: 'calls' }),
    /results or reminders, not "calls"/,
    'steps.3.id',
  ],
  [
    'a choice called no',
    (s) => s.add({ id: 'again', kind: 'choose', choices: ['maybe', 'no'] }),
    /a choice with the id "no"/,
    `${last}.choices`,
  ],
];

const parts: readonly Row[] = [
  [
    'a group that follows from a number',
    (s) => {
      s.derive('group', { from: 'size', values: {} });
      s.set('program', { when: { is: { side: 'office' } } });
    },
    /"group" is to follow from "size"/,
    'derive.group.from',
  ],
  [
    'a derived value for no choice',
    (s) => s.derive('group', { from: 'role', values: { member: 'ngo', clerk: 'office', boss: 'ngo' } }),
    /"boss", which is no choice of "role"/,
    'derive.group.values.boss',
  ],
  [
    'a choice without a derived value',
    (s) => s.derive('group', { from: 'role', values: { clerk: 'office' } }),
    /no value for "member"/,
    'derive.group.values',
  ],
  [
    'a group that there is not',
    (s) => s.derive('group', { from: 'role', values: { member: 'people', clerk: 'office' } }),
    /There is no group "people"/,
    'derive.group.values.member',
  ],
  [
    'a scale that there is not',
    (s) => s.add({ id: 'q', kind: 'scale', scale: 'mood' }),
    /There is no scale "mood"/,
    `${last}.scale`,
  ],
  [
    'a scale that no step uses',
    (s) => Object.assign(s.file.scales ?? {}, { mood: { values: [1, 2] } }),
    /No step uses the scale "mood"/,
    'scales.mood',
  ],
  [
    'a point twice on a scale',
    (s) => Object.assign(s.file.scales ?? {}, { agreement: { values: [1, 2, 2] } }),
    /the same point twice/,
    'scales.agreement.values',
  ],
  [
    'an exclusive answer that is no choice',
    (s) => s.set('fields', { exclusive: 'nothing' }),
    /"nothing", is not among the choices of "fields"/,
    'steps.1.steps.1.exclusive',
  ],
  [
    'more to be chosen than there is',
    (s) => s.set('fields', { max: 4 }),
    /choose 4, but it has only 3/,
    'steps.1.steps.1.max',
  ],
  [
    'a least number above the largest',
    (s) => s.set('size', { min: 10 }),
    /10, is above the largest, 9/,
    'steps.1.steps.2.min',
  ],
  [
    'a first day after the last',
    (s) => s.set('since', { min: '2031-01-01' }),
    /2031-01-01, is above the largest/,
    'steps.1.steps.5.min',
  ],
];

const order: readonly Row[] = [
  ['no review', (s) => s.file.steps.splice(2, 1), /no step of the kind review/, 'steps'],
  ['a second review', (s) => s.put(3, { id: 'review', kind: 'review' }), /Two steps .* "review"/, 'steps.3.id'],
  [
    'a review that not everybody reaches',
    (s) => s.set('review', { when: { is: { side: 'ngo' } } }),
    /The review has a condition/,
    'steps.2',
  ],
  [
    'a consent before the review',
    (s) => s.put(1, { id: 'reminders', kind: 'consent' }),
    /"reminders" is never reached: a consent/,
    'steps.1',
  ],
  [
    'a question after the review',
    (s) => s.put(3, { id: 'late', kind: 'yes-no' }),
    /"late" is never reached: at the review/,
    'steps.3',
  ],
  ['no end', (s) => s.file.steps.pop(), /no step of the kind end/, 'steps'],
  ['a second end', (s) => s.put(5, { id: 'bye', kind: 'end' }), /a second step of the kind end/, 'steps.5'],
  [
    'a step after the end',
    (s) => s.put(5, { id: 'ps', kind: 'say' }),
    /"ps" is never reached: the conversation is over/,
    'steps.5',
  ],
  [
    'an area without items',
    (s) => {
      for (const area of areas.slice(1))
        s.add({ id: `item${areas.indexOf(area)}`, kind: 'scale', scale: 'agreement', area });
    },
    /The area I\.1 has no items/,
    last,
  ],
  [
    'an area with facts only',
    (s) => {
      for (const area of areas.slice(1))
        s.add({ id: `item${areas.indexOf(area)}`, kind: 'scale', scale: 'agreement', area });
      s.add({ id: 'fact', kind: 'yes-no', area: 'I.1' });
    },
    /The area I\.1 has no items/,
    'steps.1.steps.12',
  ],
];

const conditions: readonly Row[] = [
  [
    'a name that there is not',
    saidWhen({ is: { rolle: 'member' } }),
    /"rolle", and there is no such question/,
    `${last}.when.is.rolle`,
  ],
  [
    'a step that is no question',
    saidWhen({ answered: 'results' }),
    /"results", and there is no such question/,
    `${last}.when.answered`,
  ],
  [
    'a later question',
    (s) => s.set('fields', { when: { answered: 'size' } }),
    /"size", which is asked only later/,
    'steps.1.steps.1.when.answered',
  ],
  [
    'the question itself, at a choice',
    (s) => s.add({ id: 'q', kind: 'choose', choices: ['a', { id: 'b', when: { answered: 'q' } }] }),
    /"q", which is asked only later/,
    `${last}.choices.1.when.answered`,
  ],
  [
    'a section about a question inside it',
    (s) => s.set('about', { when: { is: { role: 'member' } } }),
    /"role", which is asked only later/,
    'steps.1.when.is.role',
  ],
  [
    'a group that is derived only later',
    (s) => s.put(1, { id: 'hello', kind: 'say', when: { is: { group: 'ngo' } } }),
    /"group", which is asked only later/,
    'steps.1.when.is.group',
  ],
  [
    'an answer that is sent and gone',
    (s) => s.set('results', { when: { is: { role: 'member' } } }),
    /after the review the answers are gone/,
    'steps.3.when.is.role',
  ],
  [
    'a choice that there is not',
    saidWhen({ any: [{ is: { role: 'boss' } }, { answered: 'size' }] }),
    /compares "role" with "boss"/,
    `${last}.when.any.0.is.role`,
  ],
  [
    'a side that there is not',
    saidWhen({ is: { side: 'both' } }),
    /compares "side" with "both"/,
    `${last}.when.is.side`,
  ],
  [
    'a group that nothing gives',
    saidWhen({ in: { group: ['ngo', 'other'] } }),
    /compares "group" with "other"/,
    `${last}.when.in.group`,
  ],
  [
    'a point of a scale in quotation marks',
    saidWhen({ is: { fair: '2' } }),
    /compares "fair" with "2"/,
    `${last}.when.is.fair`,
  ],
  [
    'a number out of range',
    saidWhen({ not: { is: { size: 10 } } }),
    /compares "size" with 10/,
    `${last}.when.not.is.size`,
  ],
  ['a number for a free text', saidWhen({ is: { wish: 1 } }), /compares "wish" with 1/, `${last}.when.is.wish`],
  [
    'more than a word',
    saidWhen({ more: { role: 1 } }),
    /"role" is less or more, but it is no number/,
    `${last}.when.more.role`,
  ],
];

const reach: readonly Row[] = [
  [
    'two values at once',
    saidWhen({ all: [{ is: { fair: 1 } }, { is: { fair: 2 } }] }),
    /"last" is never reached/,
    `${last}.when`,
  ],
  [
    'a role of the other group',
    saidWhen({ is: { group: 'ngo', role: 'clerk' } }),
    /"last" is never reached/,
    `${last}.when`,
  ],
  [
    'a side that does not have the role',
    saidWhen({ is: { side: 'office', role: 'member' } }),
    /"last" is never reached/,
    `${last}.when`,
  ],
  [
    'an answer of those who were not asked',
    saidWhen({ is: { program: 'yes', group: 'ngo' } }),
    /"last" is never reached/,
    `${last}.when`,
  ],
  [
    'a number between two neighbours',
    saidWhen({ all: [{ more: { size: 3 } }, { less: { size: 4 } }] }),
    /"last" is never reached/,
    `${last}.when`,
  ],
  [
    'a choice beside the one that excludes it',
    saidWhen({ all: [{ is: { fields: 'none' } }, { is: { fields: 'art' } }] }),
    /"last" is never reached/,
    `${last}.when`,
  ],
  [
    'a step against its section',
    (s) => {
      const inner = [
        { id: 'x', kind: 'say', when: { is: { group: 'ngo' } } } as const,
        { id: 'y', kind: 'say' } as const,
      ];
      s.put(2, { id: 'desk', kind: 'section', when: { is: { group: 'office' } }, steps: inner });
      s.say('sections.desk.title', 'sections.desk.text', 'steps.y.text');
    },
    /"x" is never reached/,
    'steps.2.steps.0.when',
  ],
  [
    'a whole section',
    (s) =>
      s.put(2, {
        id: 'desk',
        kind: 'section',
        when: { is: { fair: 1, program: 'no', group: 'ngo' } },
        steps: [{ id: 'x', kind: 'say' }],
      }),
    /The section "desk" is never reached/,
    'steps.2.when',
  ],
  [
    'a choice that nobody is offered',
    (s) =>
      s.add({
        id: 'q',
        kind: 'choose',
        when: { is: { group: 'ngo' } },
        choices: ['a', { id: 'b', when: { is: { side: 'office' } } }],
      }),
    /The choice "b" of "q" is never offered/,
    `${last}.choices.1.when`,
  ],
  [
    'nothing to choose for some',
    (s) => s.add({ id: 'q', kind: 'choose', choices: ['a', 'b'].map((id) => ({ id, when: { is: { side: 'ngo' } } })) }),
    /"q" are offered no choice at all/,
    `${last}.choices`,
  ],
];

const texts: readonly Row[] = [
  [
    'a missing text',
    (s) => delete s.own.uk['steps.size.text'],
    /"steps\.size\.text" is missing in Ukrainian/,
    'uk steps.size.text',
  ],
  [
    'an empty text',
    (s) => Object.assign(s.own.en, { 'steps.size.text': ' ' }),
    /"steps\.size\.text" is missing in English/,
    'en steps.size.text',
  ],
  [
    'a missing help',
    (s) => delete s.own.pl['steps.fair.help'],
    /"steps\.fair\.help" is missing in Polish/,
    'pl steps.fair.help',
  ],
  [
    'a missing choice',
    (s) => delete s.own.pl['steps.role.choices.clerk'],
    /"steps\.role\.choices\.clerk" is missing/,
    'pl steps.role.choices.clerk',
  ],
  [
    'a missing point of a scale',
    (s) => delete s.own.pl['scales.agreement.dk'],
    /"scales\.agreement\.dk" is missing/,
    'pl scales.agreement.dk',
  ],
  [
    'a missing heading',
    (s) => delete s.own.pl['sections.about.title'],
    /"sections\.about\.title" is missing/,
    'pl sections.about.title',
  ],
  ['a missing name of the survey', (s) => delete s.own.pl.title, /"title" is missing/, 'pl title'],
  [
    'a missing notice',
    (s) => delete s.own.pl['steps.notice.text'],
    /"steps\.notice\.text" is missing/,
    'pl steps.notice.text',
  ],
  [
    'a missing name of an area',
    (s) => {
      for (const area of areas) {
        s.add({ id: `item${areas.indexOf(area)}`, kind: 'scale', scale: 'agreement', area });
        s.say(`areas.${area}.name`, `areas.${area}.short`);
      }
      delete s.own.en['areas.II.1.short'];
    },
    /"areas\.II\.1\.short" is missing in English/,
    'en areas.II.1.short',
  ],
  [
    'a wording for one group only',
    (s) => {
      delete s.own.pl['steps.fair.text'];
      s.own.pl['steps.fair.text.ngo'] = 'We are treated fairly';
    },
    /"steps\.fair\.text\.office" is missing in Polish/,
    'pl steps.fair.text.office',
  ],
  [
    'wordings for groups before the group is known',
    (s) => {
      delete s.own.pl['steps.role.text'];
      Object.assign(s.own.pl, { 'steps.role.text.ngo': 'Who are you?', 'steps.role.text.office': 'What do you do?' });
    },
    /"steps\.role\.text" in Polish has wordings for groups, but/,
    'pl steps.role.text',
  ],
  [
    'a hint in one language only',
    (s) =>
      Object.assign(s.own.pl, { 'steps.wish.hint': 'in brief' }) &&
      Object.assign(s.own.en, { 'steps.wish.hint': 'briefly' }),
    /"steps\.wish\.hint" is missing in Ukrainian/,
    'uk steps.wish.hint',
  ],
  [
    'a text of no step',
    (s) => Object.assign(s.own.en, { 'steps.sise.text': 'How many?' }),
    /No step uses the text "steps\.sise\.text"/,
    'en steps.sise.text',
  ],
  [
    'a hint where the bot gives one',
    (s) => Object.assign(s.own.en, { 'steps.fields.hint': 'up to 2' }),
    /No step uses the text "steps\.fields\.hint"/,
    'en steps.fields.hint',
  ],
  [
    'a wording for a group that is never asked',
    (s) => Object.assign(s.own.en, { 'steps.program.text.ngo': 'Is there one?' }),
    /No step uses the text "steps\.program\.text\.ngo"/,
    'en steps.program.text.ngo',
  ],
  [
    'a placeholder that one language lacks',
    (s) => [s.own.pl, s.own.en].map((own) => Object.assign(own, { 'steps.notice.text': 'By {{controller}}' })),
    /in Ukrainian than in Polish: \{\{controller\}\} only in Polish\./,
    'uk steps.notice.text',
  ],
  [
    'a value that there is not',
    (s) => Language.options.map((language) => Object.assign(s.own[language], { 'steps.notice.text': 'By {{who}}' })),
    /\{\{who\}\}, and there is no such value/,
    'pl steps.notice.text, en steps.notice.text, uk steps.notice.text',
  ],
  [
    'a value where none is put in',
    (s) => Language.options.map((language) => Object.assign(s.own[language], { intro: 'By {{controller}}' })),
    /\{\{controller\}\}, and there is no such value/,
    'pl intro, en intro, uk intro',
  ],
];

const shown: readonly Row[] = [
  [
    'a long label',
    (s) => Object.assign(s.own.uk, { 'steps.role.choices.member': 'м'.repeat(81) }),
    /has 81 characters, and 80 fit on a button/,
    'uk steps.role.choices.member',
  ],
  [
    'a long heading, which is a button in the review',
    (s) => Object.assign(s.own.pl, { 'sections.about.title': 'x'.repeat(81) }),
    // With what was answered in the section behind it.
    /has 98 characters, and 80 fit/,
    'pl steps.review.text',
  ],
  [
    'two labels that are typed alike',
    (s) => Object.assign(s.own.pl, { 'steps.fields.choices.art': 'Żółw!', 'steps.fields.choices.sport': 'zolw' }),
    /"Żółw!" and "zolw" of "fields" in Polish cannot be told apart/,
    'pl steps.fields.choices.art',
  ],
  [
    'a label that is the number of another',
    (s) => Object.assign(s.own.pl, { 'steps.fields.choices.art': '2' }),
    /cannot be told apart/,
    'pl steps.fields.choices.art',
  ],
  [
    'a label that is a command',
    (s) => Object.assign(s.own.en, { 'scales.agreement.2': 'Later' }),
    /"Later" of "fair" in English is also a command \(pause\)/,
    'en scales.agreement.2',
  ],
  [
    'ids too long for a button',
    (s) => s.add({ id: long, kind: 'choose', choices: [`b${long.slice(1)}`, 'c'] }),
    /take 64 bytes together, and 48 fit/,
    last,
  ],
  [
    'ids too long with the mark of a tick',
    (s) => s.add({ id: long, kind: 'multi', choices: ['b'.repeat(16), 'c'] }),
    /"\+b{16}" take 49 bytes/,
    last,
  ],
  [
    'too many choices',
    (s) => Object.assign(s.limits, { choices: 7 }) && s.add({ id: 'q', kind: 'choose', choices: [...'abcde'] }),
    /"q" shows 8 buttons at once, and 7 fit/,
    last,
  ],
  [
    'a long question',
    (s) => {
      s.put(2, { id: 'born', kind: 'date' });
      s.say('steps.born.text', 'steps.born.help');
      s.own.en['steps.born.text'] = 'x'.repeat(4090);
    },
    /"born" in English takes \d+ characters/,
    'en steps.born.text',
  ],
  [
    'a long end',
    (s) => Object.assign(s.own.en, { 'steps.thanks.text': 'x'.repeat(4100) }),
    /"thanks" in English takes 4101 characters/,
    'en steps.thanks.text',
  ],
  [
    'an overview that can grow too long',
    (s) => s.set('wish', { max: 4000 }),
    /The overview of the section "about" in Polish can grow to 4\d+ characters, and 4096 fit/,
    'pl sections.about, en sections.about, uk sections.about',
  ],
];

describe('checkDialog', () => {
  it('finds nothing in a dialog without a fault', () => expect(sample().findings()).toEqual([]));

  describe.each([
    ['names', names],
    ['parts', parts],
    ['the order', order],
    ['conditions', conditions],
    ['what is reached', reach],
    ['texts', texts],
    ['what platforms show', shown],
  ])('in %s', (_, rows) => {
    it.each(rows)('finds %s', (_fault, change, what, where) => {
      const changed = sample();
      change(changed);
      expectOne(changed.findings(), what, where);
    });
  });

  it('lets a condition ask about any answer there is', () => {
    const s = sample();
    const conditions: Condition[] = [
      { answered: 'notice' },
      { is: { role: 'member', group: 'ngo', fair: 'dk', since: '2020-02-02' } },
      { in: { fair: [1, 2], program: ['dk', 'yes'] } },
      { all: [{ more: { size: 3 } }, { less: { size: 5 } }, { not: { answered: 'program' } }] },
      { all: [{ is: { fields: 'art' } }, { is: { fields: 'sport' } }, { not: { is: { wish: '~skipped' } } }] },
      { all: [{ not: { less: { fair: 2 } } }, { not: { more: { fair: 1 } } }] },
    ];
    conditions.forEach((when, at) => {
      s.add({ id: `last${at}`, kind: 'say', when });
    });
    expect(s.findings()).toEqual([]);
  });

  it('says nothing about paths when there are too many to follow', () => {
    const s = sample();
    const asked = [...'abcdefghij'].map((id) => `q-${id}`);
    for (const id of asked) s.add({ id, kind: 'scale', scale: 'agreement' });
    const all = [...asked, 'fair'].map((id) => ({ not: { in: { [id]: [1, 2, 'dk'] } } }));
    s.add({ id: 'last', kind: 'say', when: { any: all } });
    expect(s.findings()).toEqual([]);
  });

  it('finds a language without a file once', () => {
    const s = sample();
    Reflect.deleteProperty(s.own, 'en');
    expectOne(s.findings(), /There are no texts in English/, 'en ');
  });
});

function expectOne(found: readonly Finding[], what: RegExp, where: string): void {
  expect(found.map(placeOf).join(', ')).toBe(where);
  expect(found[0]?.what).toMatch(what);
  for (const { mend } of found) expect(mend).toMatch(/\w.*\.$/);
}

function placeOf(finding: Finding): string {
  return 'path' in finding ? finding.path.map(String).join('.') : `${finding.language} ${finding.key}`;
}

it('an id that begins with ~ is refused by the schema, in words', () => {
  const written: ContentFile = { file: 'dialogs/x.yaml', lineOf: () => 7, value: { ...sample().file, id: '~x' } };
  expect(fit(DialogFile, written).faults).toEqual([
    expect.objectContaining({ line: 7, what: expect.stringContaining('begins with a letter') }),
  ]);
});

describe('checkBot', () => {
  type Bot = ReturnType<typeof shippedBot>;
  const rows: readonly (readonly [fault: string, change: (bot: Bot) => unknown, what: RegExp, where: string])[] = [
    ['a missing text', (bot) => delete bot.uk.sent, /"sent" is missing in Ukrainian/, 'uk sent'],
    [
      'a missing plural',
      (bot) => delete bot.pl['review.answers_few'],
      /"review\.answers_few" is missing in Polish/,
      'pl review.answers_few',
    ],
    [
      'a plural that the language does not have',
      (bot) => Object.assign(bot.en, { 'review.answers_few': '{{count}}' }),
      /English has no use for/,
      'en review.answers_few',
    ],
    [
      'another placeholder',
      (bot) => Object.assign(bot.en, { paused: 'Come back with {{kod}}' }),
      /\{\{code\}\} only in Polish; \{\{kod\}\} only in English/,
      'en paused',
    ],
    [
      'a command without a slash',
      (bot) => delete bot.pl['commands.back.slash'],
      /"commands\.back\.slash" is missing/,
      'pl commands.back.slash',
    ],
    [
      'a command without a slash anywhere',
      (bot) => Language.options.map((language) => delete bot[language]['commands.delete.slash']),
      /"commands\.delete\.slash" is missing in Polish/,
      'pl commands.delete.slash, en commands.delete.slash, uk commands.delete.slash',
    ],
    [
      'a slash of two commands',
      (bot) => Object.assign(bot.uk, { 'commands.back.slash': 'назад, pause' }),
      /"\/pause" is given to two commands, back and pause/,
      'uk commands.back.slash',
    ],
    [
      'a word of two commands',
      (bot) => Object.assign(bot.pl, { 'commands.back.words': 'wstecz, przerwa' }),
      /"przerwa" is given to two commands, back and pause/,
      'pl commands.back.words',
    ],
    [
      'a slash that cannot be typed',
      (bot) => Object.assign(bot.pl, { 'commands.mydata.slash': 'moje-dane' }),
      /"\/moje-dane" cannot be understood as the command mydata/,
      'pl commands.mydata.slash',
    ],
    [
      'a word that is too long',
      (bot) => Object.assign(bot.pl, { 'commands.mydata.words': 'x'.repeat(41) }),
      /cannot be understood as the command mydata/,
      'pl commands.mydata.words',
    ],
    [
      'a key that is no command',
      (bot) => Object.assign(bot.en, { 'asideKey.back': 'rewind' }),
      /"rewind" is what people are told to type/,
      'en asideKey.back',
    ],
    [
      'a word for both yes and no',
      (bot) => Object.assign(bot.en, { 'words.no': 'no, OK' }),
      /"ok" means both yes and no in English/,
      'en words.no',
    ],
    [
      'a long label',
      (bot) => Object.assign(bot.en, { 'notice.accept': 'x'.repeat(81) }),
      /81 characters in English, and 80 fit on a button/,
      'en notice.accept',
    ],
    [
      'a long text',
      (bot) => Object.assign(bot.en, { sent: 'x'.repeat(4097) }),
      /4097 characters in English, and 4096 fit in one message/,
      'en sent',
    ],
    ['a language without a file', (bot) => Reflect.deleteProperty(bot, 'pl'), /There are no texts in Polish/, 'pl '],
  ];

  it.each(rows)('finds %s', (_fault, change, what, where) => {
    const bot = shippedBot();
    change(bot);
    expectOne(checkBot(bot, narrowest), what, where);
  });
});

/** Keys that the engine puts together, written out; a new one fails the test until it stands here. */
const yesNo = ['yes', 'no'];
const reasons: Record<WrongReason, true> = {
  'out-of-range': true,
  'not-a-number': true,
  'not-whole': true,
  'not-a-date': true,
  'date-out-of-range': true,
  'too-long': true,
  'too-many': true,
  'none-chosen': true,
  exclusive: true,
  'not-a-choice': true,
};
const families: Readonly<Record<string, readonly string[]>> = {
  'notice.${id}': ['notice.accept', 'notice.decline'],
  'consent.${id}': yesNo.map((answer) => `consent.${answer}`),
  'aside.${text}': ['skip', 'explain', 'back', 'pause'].map((text) => `aside.${text}`),
  'asideKey.${text}': ['skip', 'explain', 'back', 'pause'].map((text) => `asideKey.${text}`),
  'enter.${side}': ['enter.ngo', 'enter.office'],
  'greeting.${id}': ['greeting.survey', 'greeting.areas', 'greeting.language', 'greeting.privacy'],
  'knowledge.${id}': ['knowledge.question', 'knowledge.answer'],
  'languages.${id}': Language.options.map((language) => `languages.${language}`),
  'languages.${option}': Language.options.map((language) => `languages.${language}`),
  'languages.${session.language}': Language.options.map((language) => `languages.${language}`),
  'staff.${role}': StaffRole.options.map((role) => `staff.${role}`),
  'words.${answer}': yesNo.map((answer) => `words.${answer}`),
  '${labels}.${answer}': ['erase', 'unsent', 'confirm'].flatMap((kind) => yesNo.map((answer) => `${kind}.${answer}`)),
  '${what}.${id}': ['erase', 'unsent'].flatMap((what) => yesNo.map((answer) => `${what}.${answer}`)),
  '${what}.text': ['erase.text', 'unsent.text'],
  'wrong.${reading.reason}': Object.keys(reasons).map((reason) => `wrong.${reason}`),
  'yesNo.${answer}': [...yesNo, 'dk'].map((answer) => `yesNo.${answer}`),
  'commands.${name}.slash': commandNames.map((name) => `commands.${name}.slash`),
  // Not every command has plain words.
  'commands.${name}.words': [],
  // What is passed on as a name: `notUnderstood` in turn.ts; the definition of `say` itself.
  key: ['empty', 'notUnderstood', 'notUnderstoodAlone'],
  'key: string': [],
};

describe('every text that the engine asks for by name', () => {
  const folder = join(home, 'src/dialog');
  const files = readdirSync(folder).filter((file) => file.endsWith('.ts'));

  it.each(files)('%s', (file) => {
    const keys = askedFor(readFileSync(join(folder, file), 'utf8'));
    const bot = shippedBot().pl;
    // A counted text has an ending for each number.
    expect(keys.filter((key) => !Object.hasOwn(bot, key) && !Object.hasOwn(bot, `${key}_other`))).toEqual([]);
  });
});

/** The keys in `say(talk, session, KEY)` and `find(language, 'bot', KEY)`. */
function askedFor(source: string): readonly string[] {
  const calls = source.matchAll(/(?:\bsay\((?=\w+[,:])|\bfind\(\s*[\w.]+,\s*'bot',)/g);
  return [...calls].flatMap((call) => {
    const saying = call[0].startsWith('say');
    const key = argument(source.slice(call.index + call[0].length), saying ? 2 : 0);
    const literals = [...key.matchAll(/'([^']*)'/g)].map((match) => match[1] ?? '');
    const [template] = [...key.matchAll(/`([^`]*)`/g)].map((match) => match[1] ?? '');
    if (literals.length > 0 && template === undefined) return literals;
    const family = families[template ?? key];
    if (!family) throw new Error(`the test does not know what ${template ?? key} stands for: add it to families`);
    return family;
  });
}

/** The nth argument of a call, from just behind its opening bracket. */
function argument(source: string, nth: number): string {
  let depth = 0;
  let at = 0;
  let text = '';
  for (const char of source) {
    if ('([{'.includes(char)) depth += 1;
    if (')]}'.includes(char)) depth -= 1;
    if (depth < 0 || (depth === 0 && char === ',' && at === nth)) break;
    if (depth === 0 && char === ',') at += 1;
    else if (at === nth) text += char;
  }
  return text.trim();
}

describe('the shipped content', () => {
  it('has no faults', async () => {
    const faults = await checkContent();
    expect(faults.map(showFault)).toEqual([]);
  });

  it('is counted by the command', async () => {
    const lines: string[] = [];
    const documents: unknown[] = [];
    const out = { print: (text: string) => lines.push(text), json: (value: unknown) => documents.push(value) };
    const codes = [await check.run({ values: {} }, out), await check.run({ values: { json: true } }, out)];
    expect(codes).toEqual([0, 0]);
    expect(lines).toEqual([expect.stringMatching(/^0 faults in \d+ files$/)]);
    expect(documents).toEqual([{ faults: [] }]);
  });
});
