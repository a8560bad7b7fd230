/** Waves with made answers for tests of exports, and the words that exports use. */
import { loadContent } from '../../src/content/content.ts';
import { choicesOf, type Dialog, isQuestion } from '../../src/dialog/dialog.ts';
import type { Language } from '../../src/dialog/language.ts';
import type { Answer, Group } from '../../src/dialog/session.ts';
import { areasOf, type Campaign } from '../../src/survey/campaign.ts';
import type { Wording } from '../../src/survey/codebook.ts';
import type { Box, Row } from '../../src/survey/response.ts';
import { createTexts } from '../../src/text/texts.ts';

const content = await loadContent();
const texts = createTexts();
for (const { language, space, texts: own } of content.texts) texts.add(language, space, own);

/** The questionnaire that is shipped. */
export const questionnaire: Dialog = (() => {
  const found = content.dialogs.find(({ dialog }) => dialog.id === 'cooperation-assessment');
  if (!found) throw new Error('there is no questionnaire');
  return found.dialog;
})();

/** Throws for a text of the exports that is not there. */
export function wordingIn(language: Language): Wording {
  return {
    asked: (key) => texts.find(language, questionnaire.id, key),
    own(key, values) {
      const text = texts.find(language, 'export', key, values);
      if (text === undefined) throw new Error(`${language}: ${key}`);
      return text;
    },
  };
}

/** Chance that is the same for the same seed. */
export function createChance(seed: number): (below: number) => number {
  let state = seed + 1;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const roles: Readonly<Record<Group, string>> = { ngo: 'organisation', office: 'clerk', other: 'village' };

/** How many of each group answered in each unit: { lipowo: { ngo: 3 } }. Ids end with the unit that they are from. */
export function answeredBy(
  campaign: Campaign,
  sizes: Readonly<Record<string, Readonly<Partial<Record<Group, number>>>>>,
  { seed = 1, open = [] as readonly string[] } = {},
): readonly Box[] {
  const chance = createChance(seed);
  const id = (from: string): string =>
    `${chance(2 ** 32)
      .toString(16)
      .padStart(8, '0')} ${from}`;
  const box = (address: Box['address'], rows: readonly Row[]): Box => ({
    address,
    rows: rows.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    withdrawn: [],
    byLink: 0,
  });
  const people = campaign.units.flatMap((unit) =>
    Object.entries(sizes[unit.id] ?? {}).flatMap(([group, count]) =>
      Array.from({ length: count }, () => ({ unit, group: group as Group })),
    ),
  );
  const answersOf = (group: Group, scope: readonly string[]): Record<string, Answer> =>
    Object.fromEntries(
      questionnaire.steps.filter(isQuestion).flatMap((question): [string, Answer][] => {
        const { kind, area, table } = question;
        if (table !== 'answers' || (area && (group === 'other' || !scope.includes(area)))) return [];
        if (kind === 'scale') return [[question.id, chance(8) === 0 ? 'dk' : 1 + chance(5)]];
        if (kind === 'yes-no') return group === 'office' ? [[question.id, ['yes', 'no', 'dk'][chance(3)] ?? 'dk']] : [];
        const choices = kind === 'choose' || kind === 'multi' ? choicesOf(question).map((choice) => choice.id) : [];
        const chosen = choices[chance(choices.length)] ?? '';
        return [[question.id, kind === 'multi' ? [chosen] : chosen]];
      }),
    );
  const cells = Map.groupBy(people, ({ unit, group }) => `${unit.id} ${group}`);
  return [
    ...[...cells.values()].flatMap((cell) => {
      const [first] = cell;
      if (!first) return [];
      const { unit, group } = first;
      const rows = cell.map(() => ({ id: id(unit.id), values: answersOf(group, areasOf(unit.scope)) }));
      return [box({ table: 'answers', campaign: campaign.id, unit: unit.id, group }, rows)];
    }),
    box(
      { table: 'background', campaign: campaign.id },
      people.map(({ unit, group }) => ({ id: id(unit.id), values: { m_role: roles[group], m_field: ['culture'] } })),
    ),
    box(
      { table: 'open_text', campaign: campaign.id },
      open.map((text) => ({ id: id('text'), values: { text }, reviewed: true })),
    ),
  ];
}

/** Texts that break files, spreadsheets and programs that read them. */
export const hostileTexts: readonly string[] = [
  '=1+1',
  '+48 601 000 000',
  '-1',
  '@SUM(A1:A9)',
  '\tz tabulatorem',
  '\rz powrotem',
  '=HYPERLINK("http://example.org";"kliknij")',
  'a,b;c"d\'e',
  'dwie\nlinie',
  'z powrotem\rw środku',
  'pierwsza linia\r\ndruga\ntrzecia',
  '<script>alert(1)</script> & ]]> <![CDATA[',
  'constructor',
  '__proto__',
  'toString',
  '_x0041_ zwykły tekst',
  'Чи ґава їсть їжаків? Є!',
  'Zażółć gęślą jaźń 👩‍👩‍👧',
  '  odstępy  ',
  '0012',
  '1e5',
  'x'.repeat(4000),
];
