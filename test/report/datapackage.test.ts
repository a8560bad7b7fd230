/** Held against the text of the Data Package standard 2.0 (datapackage.org), rule by rule. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { DialogFile, flatten } from '../../src/dialog/dialog.ts';
import { Language } from '../../src/dialog/language.ts';
import { toDataPackage } from '../../src/report/export/datapackage.ts';
import { describeCodebook, describeTables, toCodebook } from '../../src/survey/codebook.ts';
import { toTables } from '../../src/survey/table.ts';
import { readCampaign } from '../support/campaign.ts';
import { readCsv } from '../support/csv.ts';
import { answeredBy, hostileTexts, questionnaire, wordingIn } from '../support/exports.ts';

const unique = <T extends z.ZodType>(item: T, key: (one: z.infer<T>) => unknown) =>
  z
    .array(item)
    .min(1)
    .refine((list) => new Set(list.map(key)).size === list.length, 'not unique');

/** Values and labels are unique within their list. */
const labelled = (value: z.ZodType<string | number>) =>
  unique(z.strictObject({ value, label: z.string().min(1) }), ({ label }) => label).refine(
    (list) => new Set(list.map((one) => one.value)).size === list.length,
    'values are not unique',
  );

const common = {
  name: z.string().min(1),
  title: z.string().min(1),
  description: z.string().min(1).optional(),
  missingValues: labelled(z.string()).optional(),
  constraints: z
    .strictObject({
      required: z.boolean().optional(),
      minimum: z.union([z.number(), z.string()]).optional(),
      maximum: z.union([z.number(), z.string()]).optional(),
    })
    .optional(),
  rozmownica: z.strictObject({ area: z.string().optional(), reverse: z.literal(true).optional() }).optional(),
};
const Field = z.discriminatedUnion('type', [
  z.strictObject({
    ...common,
    type: z.literal('string'),
    categories: labelled(z.string()).optional(),
    categoriesOrdered: z.boolean().optional(),
  }),
  z.strictObject({
    ...common,
    type: z.literal('integer'),
    categories: labelled(z.int()).optional(),
    categoriesOrdered: z.boolean().optional(),
  }),
  z.strictObject({ ...common, type: z.literal('number') }),
  z.strictObject({ ...common, type: z.literal('date') }),
  z.strictObject({
    ...common,
    type: z.literal('boolean'),
    trueValues: z.array(z.string()).min(1),
    falseValues: z.array(z.string()).min(1),
  }),
]);
type Field = z.infer<typeof Field>;

const profile = (name: string) => z.literal(`https://datapackage.org/profiles/2.0/${name}.json`);
const Resource = z.strictObject({
  $schema: profile('dataresource'),
  type: z.literal('table'),
  name: z.string().regex(/^[a-z0-9._-]+$/),
  // Relative, and not upwards.
  path: z.string().regex(/^(?![./~])(?!.*\.\.)[^\\:]+$/),
  title: z.string().min(1),
  description: z.string().min(1),
  format: z.literal('csv'),
  mediatype: z.literal('text/csv'),
  encoding: z.literal('utf-8'),
  bytes: z.int(),
  hash: z.string().regex(/^sha256:[0-9a-f]{64}$/),
  dialect: z.strictObject({
    $schema: profile('tabledialect'),
    delimiter: z.literal(','),
    lineTerminator: z.literal('\r\n'),
    quoteChar: z.literal('"'),
    doubleQuote: z.literal(true),
    header: z.literal(true),
  }),
  schema: z.strictObject({
    $schema: profile('tableschema'),
    fields: unique(Field, ({ name }) => name),
    missingValues: z.array(z.string()),
  }),
});
const Package = z.strictObject({
  $schema: profile('datapackage'),
  name: z.string().regex(/^[a-z0-9._-]+$/),
  title: z.string().min(1),
  description: z.string().min(1),
  created: z.iso.datetime(),
  contributors: z
    .array(z.strictObject({ title: z.string(), email: z.email().optional(), roles: z.array(z.string()).min(1) }))
    .min(1),
  resources: unique(Resource, ({ name }) => name),
  rozmownica: z.strictObject({
    wave: z.string(),
    previous: z.string().optional(),
    questionnaire: z.string(),
    language: Language,
    k: z.int(),
    simulated: z.boolean(),
  }),
});

/** Why a cell does not fit its field, if it does not. */
function misfit(field: Field, cell: string): string | undefined {
  const missing = field.missingValues?.map(({ value }) => value) ?? [''];
  if (missing.includes(cell)) return field.constraints?.required ? 'required' : undefined;
  if (field.type === 'boolean')
    return [...field.trueValues, ...field.falseValues].includes(cell) ? undefined : 'boolean';
  if (field.type === 'date') return z.iso.date().safeParse(cell).success ? undefined : 'date';
  if (field.type !== 'string' && !/^-?\d+(?:\.\d+)?$/.test(cell)) return field.type;
  if (field.type === 'integer' && !Number.isInteger(Number(cell))) return field.type;
  const { minimum, maximum } = field.constraints ?? {};
  if (typeof minimum === 'number' && Number(cell) < minimum) return 'minimum';
  if (typeof maximum === 'number' && Number(cell) > maximum) return 'maximum';
  if (!('categories' in field) || !field.categories) return undefined;
  return field.categories.map(({ value }) => String(value)).includes(cell) ? undefined : 'categories';
}

const campaign = readCampaign({
  units: [
    { id: 'lipowo', name: '=Gmina „Lipowo” <&>', scope: 'all' },
    { id: 'debno', name: 'Ґміна Дембно', scope: 'II' },
    { id: 'male', name: 'Małe', scope: 'all' },
    { id: 'mniejsze', name: 'Mniejsze', scope: 'I' },
  ],
});
const sizes = { lipowo: { ngo: 14, office: 12 }, debno: { ngo: 6 }, male: { ngo: 4, other: 1 }, mniejsze: { ngo: 2 } };

function make(language: Language, change: Parameters<typeof readCampaign>[0] = {}) {
  const changed = { ...campaign, ...change };
  const wording = wordingIn(language);
  const columns = describeTables(changed, questionnaire, changed.name[language], wording);
  const tables = toTables(changed, questionnaire, answeredBy(changed, sizes, { open: hostileTexts }));
  const files = toDataPackage({
    campaign: changed,
    language,
    closedOn: '2026-12-15',
    tables: [...tables, toCodebook(columns, wording)],
    columns: [...columns, ...describeCodebook(wording)],
    wording,
  });
  const content = (name: string) => files.find((file) => file.name === name)?.content ?? '';
  return { files, content, descriptor: Package.parse(JSON.parse(content('datapackage.json'))) };
}

describe('a data package', () => {
  it.for(Language.options)('is as the standard says, in %s', (language) => {
    const { descriptor, files } = make(language);
    expect(descriptor.resources.map(({ path }) => path)).toEqual(files.map(({ name }) => name).slice(0, -1));
    expect(descriptor.created).toBe('2026-12-15T00:00:00Z');
    expect(descriptor.contributors).toEqual([
      { title: 'Fundacja Przykład', email: 'kontakt@example.org', roles: ['DataCollector'] },
    ]);
    expect(descriptor.rozmownica).toMatchObject({ wave: 'fala-1', k: 5, simulated: false, language });
  });

  it('describes every file so that each of its rows fits', () => {
    const { descriptor, content } = make('pl');
    let cells = 0;
    for (const { path, bytes, hash, schema } of descriptor.resources) {
      const text = content(path);
      expect([bytes, hash]).toEqual([
        Buffer.byteLength(text),
        `sha256:${createHash('sha256').update(text).digest('hex')}`,
      ]);
      const [head, ...rows] = readCsv(text);
      expect(head).toEqual(schema.fields.map(({ name }) => name));
      for (const row of rows)
        for (const [n, field] of schema.fields.entries()) {
          cells += 1;
          expect([path, field.name, row[n], misfit(field, row[n] ?? '')]).toEqual([
            path,
            field.name,
            row[n],
            undefined,
          ]);
        }
    }
    expect(cells).toBeGreaterThan(2000);
  });

  it('names values as people read them, and keeps "I don\'t know" apart from what was not asked', () => {
    const fields = (language: Language, table: string) =>
      make(language).descriptor.resources.find(({ name }) => name === table)?.schema.fields ?? [];
    expect(fields('uk', 'answers').find(({ name }) => name === 'a11_info_ahead')).toMatchObject({
      type: 'integer',
      title: 'Ми завчасно дізнаємося, над якими стратегіями та програмами працює наша місцева влада.',
      description: 'Організації завчасно дізнаються від нас, над якими стратегіями та програмами ми працюємо.',
      categories: [{ value: 1, label: 'повністю не погоджуюся' }, {}, {}, {}, { value: 5 }],
      categoriesOrdered: true,
      missingValues: [{ value: '' }, { value: 'dk', label: 'не знаю / не стосується' }],
      rozmownica: { area: 'I.1' },
    });
    expect(fields('en', 'answers').find(({ name }) => name === 'c_barriers.money')).toMatchObject({
      type: 'boolean',
      trueValues: ['1'],
    });
  });

  it('says that simulated answers are simulated', () => {
    expect(make('pl', { simulated: true }).descriptor.description).toContain('symulowane');
    expect(make('pl').descriptor.description).not.toContain('symulowane');
  });

  it('is the same for the same wave', () => {
    expect(make('en').files).toEqual(make('en').files);
  });

  it('takes numbers, days and alike labels of other questionnaires', () => {
    const dialog = flatten(
      DialogFile.parse({
        id: 'cooperation-assessment',
        version: 1,
        steps: [
          { id: 'people', kind: 'number', min: 0, max: 500 },
          { id: 'share', kind: 'number', min: 0, max: 1, integer: false },
          { id: 'since', kind: 'date', min: '2000-01-01' },
          { id: 'why', kind: 'choose', choices: ['one', 'two'] },
        ],
      }),
    );
    const wording = { ...wordingIn('pl'), asked: () => 'to samo' };
    const columns = describeTables(campaign, dialog, 'Fala', wording);
    const tables = toTables(campaign, dialog, []);
    const files = toDataPackage({
      campaign,
      language: 'pl',
      closedOn: '2026-12-15',
      tables: tables.slice(0, 1),
      columns,
      wording,
    });
    const { resources } = Package.parse(JSON.parse(files.at(-1)?.content ?? ''));
    expect(resources[0]?.schema.fields.slice(3)).toMatchObject([
      { type: 'integer', constraints: { minimum: 0, maximum: 500 } },
      { type: 'number', constraints: { maximum: 1 } },
      { type: 'date', constraints: { minimum: '2000-01-01' } },
      { type: 'string', categories: [{ label: 'to samo (one)' }, { label: 'to samo (two)' }] },
    ]);
  });
});
