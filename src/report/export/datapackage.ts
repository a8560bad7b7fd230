/** Tables as a Frictionless Data Package 2.0: CSV files, and `datapackage.json` that says what is in them. */
import { createHash } from 'node:crypto';
import type { Language } from '../../dialog/language.ts';
import type { Campaign } from '../../survey/campaign.ts';
import type { Described, Label, Wording } from '../../survey/codebook.ts';
import type { Table } from '../../survey/table.ts';
import { toCsv } from './csv.ts';

const profiles = 'https://datapackage.org/profiles/2.0';

export type PackageOptions = {
  readonly campaign: Campaign;
  readonly language: Language;
  /** The day on which the wave closed, as 2026-12-15. */
  readonly closedOn: string;
  readonly tables: readonly Table[];
  /** Every column of these tables, in their order. */
  readonly columns: readonly Described[];
  readonly wording: Wording;
};

export type PackageFile = { readonly name: string; readonly content: string };

/** The files of the package. The same wave gives the same files. Which licence they have is the operator's to say. */
export function toDataPackage(options: PackageOptions): readonly PackageFile[] {
  const { campaign, language, closedOn, tables, columns, wording } = options;
  const files = tables.map((table) => ({
    table,
    name: `${table.name}.csv`,
    content: toCsv(table, { bom: false }),
  }));
  const about = [
    wording.own('package.about', { k: campaign.k }),
    ...(campaign.simulated ? [wording.own('package.simulated')] : []),
  ];
  const { controller, contact } = campaign.notice;
  const descriptor = {
    $schema: `${profiles}/datapackage.json`,
    name: `rozmownica-${campaign.id}`,
    title: wording.own('package.title', { name: campaign.name[language] }),
    description: about.join(' '),
    created: `${closedOn}T00:00:00Z`,
    contributors: [
      // A role of the DataCite vocabulary, as the standard recommends.
      { title: controller, ...(isEmail(contact) && { email: contact }), roles: ['DataCollector'] },
    ],
    resources: files.map(({ table, name, content }) => ({
      $schema: `${profiles}/dataresource.json`,
      type: 'table',
      name: table.name,
      path: name,
      title: wording.own(`tables.${table.name}.title`),
      description: wording.own(`tables.${table.name}.about`),
      format: 'csv',
      mediatype: 'text/csv',
      encoding: 'utf-8',
      bytes: Buffer.byteLength(content),
      hash: `sha256:${createHash('sha256').update(content).digest('hex')}`,
      dialect: {
        $schema: `${profiles}/tabledialect.json`,
        delimiter: ',',
        lineTerminator: '\r\n',
        quoteChar: '"',
        doubleQuote: true,
        header: true,
      },
      schema: {
        $schema: `${profiles}/tableschema.json`,
        fields: columns.filter((column) => column.table === table.name).map(toField),
        missingValues: [''],
      },
    })),
    rozmownica: {
      wave: campaign.id,
      ...(campaign.previous && { previous: campaign.previous }),
      questionnaire: `${campaign.dialog}@${campaign.version ?? 1}`,
      language,
      k: campaign.k,
      simulated: campaign.simulated,
    },
  };
  return [
    ...files.map(({ name, content }) => ({ name, content })),
    { name: 'datapackage.json', content: `${JSON.stringify(descriptor, undefined, 2)}\n` },
  ];
}

function isEmail(text: string): boolean {
  return /^[^\s@<>]+@[^\s@<>]+\.[a-z]{2,}$/i.test(text);
}

function toField({ name, type, about, text, area, reverse, values, ordered, limits, missing }: Described) {
  const { ngo, office } = text ?? {};
  const asked = ngo ?? office ?? '';
  const title = [asked, about].filter(Boolean).join(' – ') || name;
  const { minimum, maximum } = limits ?? {};
  const constraints = {
    ...(minimum !== undefined && { minimum }),
    ...(maximum !== undefined && { maximum }),
    ...(!missing && values && { required: true }),
  };
  return {
    name,
    type,
    title,
    ...(office !== undefined && office !== asked && { description: office }),
    // The standard knows categories of texts and whole numbers only.
    ...(type === 'boolean' && { trueValues: ['1'], falseValues: ['0'] }),
    ...(type !== 'boolean' && values && { categories: labelled(values) }),
    ...(ordered && { categoriesOrdered: true }),
    ...(Object.keys(constraints).length > 0 && { constraints }),
    ...(missing && { missingValues: labelled(missing) }),
    ...((area || reverse) && { rozmownica: { ...(area && { area }), ...(reverse && { reverse }) } }),
  };
}

/** Labels must be unique; where two are alike, the value itself keeps them apart. */
function labelled(values: readonly Label[]): readonly Label[] {
  const counts = Map.groupBy(values, ({ label }) => label);
  return values.map(({ value, label }) => ({
    value,
    label: counts.get(label)?.length === 1 ? label : `${label} (${value})`,
  }));
}
