import { describe, expect, it } from 'vitest';
import { Language } from '../../src/dialog/language.ts';
import { describeFigures } from '../../src/report/export/figures.ts';
import { describeCodebook, describeTables, toCodebook } from '../../src/survey/codebook.ts';
import { toRecords, toTables } from '../../src/survey/table.ts';
import { readCampaign } from '../support/campaign.ts';
import { questionnaire, wordingIn } from '../support/exports.ts';

const campaign = readCampaign();
const described = (language: Language) => [
  ...describeTables(campaign, questionnaire, campaign.name[language], wordingIn(language)),
  ...describeFigures(wordingIn(language)),
];
const rows = (language: Language) => toRecords(toCodebook(described(language), wordingIn(language)));
const row = (language: Language, column: string) => rows(language).find((one) => one.column === column);

describe('the codebook', () => {
  it('has one row for each column of the tables, in their order', () => {
    const columns = toTables(campaign, questionnaire, []).flatMap((table) =>
      table.columns.map((column) => [table.name, column]),
    );
    const own = rows('pl').filter(({ table }) => table !== 'index');
    expect(own.map(({ table, column }) => [table, column])).toEqual(columns);
  });

  it.for(Language.options)('says of each column in %s what it holds and which values it takes', (language) => {
    for (const one of rows(language)) {
      expect(`${one.about}${one.text_ngo}${one.text_office}`, String(one.column)).not.toBe('');
      if (one.table !== 'index') expect(one.values, String(one.column)).not.toBe('');
    }
  });

  it.for(['pl', 'uk'] as const)('has no English in %s', (language) => {
    const strip = (text: string) => text.replace(/\b[a-z][a-z0-9_-]*(?= = |[;)]|$)/gm, '');
    const words = [
      ...rows(language),
      ...toRecords(toCodebook(describeCodebook(wordingIn(language)), wordingIn(language))),
    ]
      .flatMap(({ about, area_name, polarity, text_ngo, text_office, values, missing }) =>
        [about, area_name, polarity, text_ngo, text_office, values, missing].map((cell) => strip(String(cell))),
      )
      .join(' ');
    expect(words).not.toMatch(/\b(?:the|of|not|asked|chosen|number|text|side|empty|which|where)\b/i);
  });

  it('gives both wordings, and none for a side that is not asked', () => {
    expect(row('pl', 'a11_info_ahead')).toMatchObject({
      area: 'I.1',
      area_name: 'Wspólne planowanie',
      polarity: '',
      text_ngo: 'Wcześnie dowiadujemy się, nad jakimi strategiami i programami pracuje nasz samorząd.',
      text_office: 'Organizacje wcześnie dowiadują się od nas, nad jakimi strategiami i programami pracujemy.',
      values: expect.stringContaining('1 = zdecydowanie się nie zgadzam; 2 = '),
      missing: expect.stringMatching(/^puste = .+; dk = nie wiem \/ nie dotyczy$/),
    });
    expect(row('pl', 'a12_formality')?.polarity).toContain('odwrotnie');
    expect(row('pl', 'f_council')?.text_ngo).toBe('');
    expect(row('pl', 'f_council')?.text_office).not.toBe('');
    for (const column of ['m_org_type', 'm_org_size', 'm_field.culture'])
      expect(row('uk', column)).toMatchObject({ text_office: '', text_ngo: expect.stringMatching(/[а-яіїєґ]/) });
  });

  it('names a choice of a list, and the JST', () => {
    expect(row('en', 'c_barriers.money')).toMatchObject({
      about: expect.stringMatching(/\w/),
      values: '1 = chosen; 0 = not chosen',
    });
    expect(row('uk', 'unit')?.values).toBe('lipowo = Gmina Lipowo; debno = Gmina Dębno Dolne');
  });
});
