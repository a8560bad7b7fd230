/** The checker of the templates: a set without a fault, and what is said when exactly one thing in it is wrong. */
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { fit } from '../../src/content/files.ts';
import { Area } from '../../src/dialog/dialog.ts';
import { checkTemplates, type Finding } from '../../src/workshop/check.ts';
import { type Template, TemplateFile, textOf } from '../../src/workshop/template.ts';

const limits = { textChars: 4096 };
const articles = new Set(['area-1-1']);

type Authored = z.input<typeof TemplateFile>;

function authored(name: string, purpose: Authored['purpose']): Authored {
  const text = { title: name, goal: 'To do.', result: 'Done.', who: 'All.', prepare: ['Paper'] };
  const step = (minutes: number) => {
    const words = { what: `Step of ${minutes}`, how: 'Slowly.' };
    return { minutes, pl: words, en: { ...words }, uk: { ...words } };
  };
  return {
    purpose,
    areas: [...Area.options],
    minutes: 60,
    people: { from: 8, to: 20 },
    groups: ['ngo', 'office'],
    materials: ['area-1-1'],
    pl: text,
    en: { ...text },
    uk: { ...text },
    agenda: [step(10), step(20), step(30)],
  };
}

/** A template for each purpose, named after it, one of them changed. */
function found(change: (template: Authored) => void, known: ReadonlySet<string> | undefined = articles) {
  const templates = (['area', 'gap', 'scores'] as const).map((purpose): Template => {
    const template = authored(purpose, purpose);
    if (purpose === 'gap') change(template);
    return { ...TemplateFile.parse(template), id: purpose };
  });
  return checkTemplates(templates, known, limits);
}

const whereOf = ({ at }: Finding) => (at ? [at.template, ...at.path].join('.') : 'anywhere');

describe('the check of the templates', () => {
  it('says nothing of templates without a fault', () => expect(found(() => {})).toEqual([]));

  it.each<[string, (template: Authored) => unknown, string, string]>([
    [
      'minutes that do not add up',
      (t) => Object.assign(t, { minutes: 90 }),
      'gap.minutes',
      'The workshop takes 90 minutes, and the steps of its agenda take 60 together.',
    ],
    [
      'an unknown article',
      (t) => t.materials.push('area-9'),
      'gap.materials.1',
      '"materials" names "area-9", and there is no such article.',
    ],
    [
      'an article twice',
      (t) => t.materials.push('area-1-1'),
      'gap.materials.1',
      '"area-1-1" stands twice in "materials".',
    ],
    [
      'more people at least than at most',
      (t) => Object.assign(t.people, { from: 30 }),
      'gap.people.from',
      'The workshop is for 30 to 20 people, and 30 are more than 20.',
    ],
    [
      'a talk of both sides without one of them',
      (t) => t.groups.pop(),
      'gap.groups',
      'A workshop with the purpose "gap" needs both sides, and office is not invited.',
    ],
    [
      'two titles alike',
      (t) => Object.assign(t.uk, { title: 'area' }),
      'gap.uk.title',
      '"area" is the title of two templates in Ukrainian, area and gap.',
    ],
    [
      'an area without a workshop',
      (t) => t.areas.pop(),
      'anywhere',
      'No template with the purpose "gap" helps with the area III.2.',
    ],
    [
      'more than fits in a message',
      (t) => {
        t.agenda = Array.from({ length: 12 }, () => ({ ...(t.agenda[0] as Authored['agenda'][number]), minutes: 5 }));
        for (const step of t.agenda) step.en = { what: 'Long', how: 'x'.repeat(320) };
        t.en.goal = 'x'.repeat(290);
      },
      'gap.en',
      'The template takes 4223 characters in English, and 4096 fit in one message.',
    ],
  ])('finds %s', (_, change, where, what) => {
    const findings = found(change);
    expect(findings.map((finding) => [whereOf(finding), finding.what])).toEqual([[where, what]]);
    expect(findings[0]?.mend).toMatch(/^[A-Z].*\w/);
  });

  it('finds a file name that is no id', () => {
    const template: Template = { ...TemplateFile.parse(authored('x', 'area')), id: 'Wspólny plan' };
    expect(checkTemplates([template], articles, limits)[0]?.what).toBe(
      '"Wspólny plan" cannot be the name of a template.',
    );
  });

  it('says nothing of materials when the articles are not known', () => {
    const templates = [{ ...TemplateFile.parse(authored('x', 'area')), id: 'x', materials: ['lost'] }];
    const words = checkTemplates(templates, undefined, limits).map(({ what }) => what);
    expect(words.filter((what) => what.includes('lost'))).toEqual([]);
  });
});

describe('the schema of a template', () => {
  it.each<[string, (template: Authored) => unknown, string]>([
    [
      'an unknown area',
      (t) => t.areas.push('IV.1' as never),
      'areas.6 must be one of I.1, I.2, II.1, II.2, III.1, III.2',
    ],
    ['a missing language', (t) => delete (t as Partial<Authored>).uk, 'uk is missing'],
    [
      'a step without a language',
      (t) => delete (t.agenda[1] as Partial<Authored['agenda'][number]>).en,
      'agenda.1.en is missing',
    ],
    [
      'a title too long for a button',
      (t) => Object.assign(t.pl, { title: 'x'.repeat(61) }),
      'pl.title must not have more than 60 characters',
    ],
    ['an empty agenda', (t) => t.agenda.splice(0), 'agenda must have at least 3 items'],
  ])('refuses %s', (_, change, what) => {
    const value = authored('x', 'area');
    change(value);
    const { faults } = fit(TemplateFile, { file: 'data/workshops/x.yaml', lineOf: () => 3, value });
    expect(faults).toEqual([expect.objectContaining({ line: 3, what })]);
  });

  it('shows a template as an example', () => {
    const { faults } = fit(TemplateFile, {
      file: 'data/workshops/x.yaml',
      lineOf: () => 1,
      value: { purpose: 'area' },
    });
    expect(faults[0]?.mend).toBe('Add it, as in data/workshops/konsultacje.yaml.');
  });
});

describe('a template', () => {
  it('is read in one language, with the minutes of its steps', () => {
    const template = authored('x', 'area');
    template.uk.title = 'Зустріч';
    const { title, agenda } = textOf(TemplateFile.parse(template), 'uk');
    expect([title, agenda[1]]).toEqual(['Зустріч', { minutes: 20, what: 'Step of 20', how: 'Slowly.' }]);
  });
});
