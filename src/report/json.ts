/** The report as data: what is published, exactly as it is shown, with names in one language and what is advised. */
import { Area } from '../dialog/dialog.ts';
import { byArea, byPlane } from '../survey/instrument.ts';
import type { UnitResult } from '../survey/published.ts';
import { recommend } from '../survey/recommend.ts';
import { isUnit, type Materials, subjectsOf } from './subject.ts';

/** With `unit` only that JST. Throws `RangeError` for a stranger. */
export function toJson(materials: Materials, unit?: string): object {
  const { report, words, guide } = materials;
  const { published, name, earlierName, closedOn, simulated, byLink, themes } = report;
  const { region, pools } = published;
  const results = subjectsOf(materials, unit).map(({ result }) => result);
  const units = results.filter(isUnit);
  const asked = Area.options.filter((area) => units.some(({ scope }) => scope.includes(area)));
  return {
    campaign: published.campaign,
    language: words.language,
    name: name[words.language],
    ...(published.earlier !== undefined && {
      earlier: { campaign: published.earlier, name: earlierName?.[words.language] ?? published.earlier },
    }),
    closedOn,
    simulated,
    k: published.k,
    byLink,
    names: {
      areas: byArea((area) => ({ short: words.area(area), official: words.official(area) })),
      planes: byPlane(words.plane),
      statements: statementNames(materials, units, asked),
    },
    ...(unit === undefined && region && { region: { ...region, advice: recommend(region, guide) } }),
    units: units.map((one) => ({ ...one, advice: recommend(one, guide) })),
    ...(unit === undefined && { pools }),
    themes,
  };
}

/** What each shown statement and fact says, by its id. */
function statementNames(
  { words }: Materials,
  units: readonly UnitResult[],
  areas: readonly Area[],
): Readonly<Record<string, string>> {
  const listed = units.flatMap(({ sides }) =>
    (['ngo', 'office'] as const).flatMap((side) =>
      areas.flatMap((area) => {
        const items = sides[side].items[area];
        return 'hidden' in items ? [] : items.map(({ id }) => [id, words.statement(id, 'ngo')] as const);
      }),
    ),
  );
  const facts = units.flatMap((one) => one.facts.facts.map(({ id }) => [id, words.statement(id, 'office')] as const));
  return Object.fromEntries([...listed, ...facts]);
}
