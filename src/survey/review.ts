/** Free texts are read by a person before anybody else sees them: names are blackened, some are withheld. */
import type { Campaign } from './campaign.ts';
import type { Box, Row } from './response.ts';

export type Verdict =
  /** May be shown, under a heading; these words are taken out for good. */
  | { readonly kind: 'release'; readonly theme?: string; readonly blacken: readonly string[] }
  | { readonly kind: 'withhold' };

/** Free text is shown from so many answers of a wave on. */
const answersMin = 10;

/** The texts of a wave that may be shown. */
export function released(campaign: Campaign, boxes: readonly Box[]): readonly Row[] {
  const inTable = (table: 'answers' | 'open_text'): readonly Row[] =>
    boxes
      .filter(({ address }) => address.table === table)
      .flatMap(({ rows }) => rows.filter((row) => (row.simulated ?? false) === campaign.simulated));
  return inTable('answers').length < answersMin ? [] : inTable('open_text').filter((row) => row.reviewed === true);
}

/** What stands where words were taken out: it does not tell how long they were. */
export const blackened = '█████';

/** The row with this id, or whose id begins so; `undefined`: none, or more than one. */
export function rowBy(box: Box, id: string): Row | undefined {
  const found = id === '' ? [] : box.rows.filter((row) => row.id.startsWith(id));
  return found.length === 1 ? found[0] : undefined;
}

/** Those of `words` that do not stand in the text. */
export function missingIn(row: Row, words: readonly string[]): readonly string[] {
  const text = textOf(row).toLowerCase();
  return words.filter((word) => !text.includes(word.toLowerCase()));
}

/** The box after somebody has read one of its texts. Words are found in any letter case. */
export function review(box: Box, id: string, verdict: Verdict): Box {
  return { ...box, rows: box.rows.map((row) => (row.id === id ? decided(row, verdict) : row)) };
}

function decided({ withheld: _, theme: before, ...row }: Row, verdict: Verdict): Row {
  if (verdict.kind === 'withhold') return { ...row, reviewed: false, withheld: true };
  const text = verdict.blacken.reduce(
    (rest, word) => (word === '' ? rest : rest.replaceAll(new RegExp(RegExp.escape(word), 'giu'), blackened)),
    textOf(row),
  );
  const theme = verdict.theme ?? before;
  return { ...row, values: { ...row.values, text }, reviewed: true, ...(theme && { theme }) };
}

/** The words of a free text. */
export function textOf(row: Row): string {
  return String(row.values.text ?? '');
}
