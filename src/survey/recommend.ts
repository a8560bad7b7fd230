/**
 * What to work on next, by a rule that the report states in a sentence: the two areas with the lowest result that are
 * not a strength yet, and the area that both sides see most differently; where there is neither, to keep up the lowest.
 * Only what is published is looked at.
 */
import { Area } from '../dialog/dialog.ts';
import type { Guide, GuideStandard, GuideTool } from './guide.ts';
import { type Side, sides } from './instrument.ts';
import { type Figure, type Hidden, isHidden, type RegionResult, type Shown, type UnitResult } from './published.ts';

/** So many areas at most are advised as the weakest. */
const weakestMax = 2;
/** So many tools belong to one piece of advice. */
const toolsCount = 3;
/** After those of the standard, tools for so many of the lowest statements come first. */
const lowestStatements = 2;

export type Place = UnitResult | RegionResult;

export type Advice = {
  readonly area: Area;
  /** Among the lowest, the widest gap between the sides, or nothing is wrong and this should stay so. */
  readonly why: 'weakest' | 'gap' | 'upkeep';
  /** Whose figure it rests on: one side's where that of both together is not shown. */
  readonly basis: 'joint' | Side;
  /** The standard of the area that is missed most. */
  readonly standard: string;
  /** Whether shown statements tell so, or none is shown and it is only the first in order. */
  readonly standardBy: 'statements' | 'order';
  /** Ids of three different tools of the area, what helps most first. */
  readonly tools: readonly string[];
  /** Id of the workshop to begin with. */
  readonly workshop: string;
};

type Standing = { readonly area: Area; readonly basis: Advice['basis']; readonly figure: Figure };

/** The lowest areas first. Nothing where no area is shown: then more answers are needed. */
export function recommend(place: Place, guide: Guide): readonly Advice[] {
  const standings = Area.options
    .flatMap((area) => standingOf(place, area) ?? [])
    .sort((a, b) => middleOf(a.figure.value) - middleOf(b.figure.value));
  const advise = (why: Advice['why']) => (standing: Standing) => adviceFor(standing, why, place, guide);
  const weakest = standings.filter(({ figure }) => figure.level !== 'strength').slice(0, weakestMax);
  const widest = widestGap(place);
  const gap = standings.filter((one) => one.area === widest && !weakest.includes(one));
  const wanting = [...weakest.map(advise('weakest')), ...gap.map(advise('gap'))];
  return wanting.length > 0 ? wanting : standings.slice(0, 1).map(advise('upkeep'));
}

/** A range counts with its middle. */
function middleOf({ low, high }: Shown): number {
  return (low + high) / 2;
}

/** Both together; else the side that is shown, the lower one if both are. */
function standingOf({ joint, sides: bySide }: Place, area: Area): Standing | undefined {
  const together = joint.area[area];
  if (!isHidden(together)) return { area, basis: 'joint', figure: together.combined };
  const [lowest] = sides
    .flatMap((basis): readonly Standing[] => {
      const figure: Figure | Hidden = bySide[basis].area[area];
      return isHidden(figure) ? [] : [{ area, basis, figure }];
    })
    .sort((a, b) => middleOf(a.figure.value) - middleOf(b.figure.value));
  return lowest;
}

/** Of the areas where the sides do not agree, the one that they see most differently; the first of equals. */
function widestGap({ joint }: Place): Area | undefined {
  const gaps = Area.options.flatMap((area) => {
    const figure = joint.area[area];
    if (isHidden(figure) || figure.gap.agreement === 'agreement') return [];
    return [{ area, width: Math.abs(middleOf(figure.gap.value)) }];
  });
  return gaps.sort((a, b) => b.width - a.width)[0]?.area;
}

function adviceFor({ area, basis }: Standing, why: Advice['why'], place: Place, guide: Guide): Advice {
  const { standards, tools, workshops } = guide.area[area];
  const means = statementMeans(place, area);
  const standard = missedMost(standards, means);
  return {
    area,
    why,
    basis,
    standard: standard.id,
    standardBy: standard.items.some((item) => means.has(item)) ? 'statements' : 'order',
    tools: helpful(tools, standard, means, factsTrue(place)),
    workshop: why === 'gap' ? workshops.gap : workshops.area,
  };
}

/** The mean of each shown statement over the sides that show it, the lowest first. */
function statementMeans(place: Place, area: Area): ReadonlyMap<string, number> {
  // A region shows no statements.
  const lists = 'scope' in place ? sides.map((side) => place.sides[side].items[area]) : [];
  const shown = lists.flatMap((list) => (isHidden(list) ? [] : list));
  const means = [...Map.groupBy(shown, ({ id }) => id)].map(
    ([id, same]) => [id, meanOf(same.map(({ value }) => middleOf(value)))] as const,
  );
  return new Map(means.sort(([, a], [, b]) => a - b));
}

function meanOf(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0) / values.length;
}

/** The standard whose shown statements have the lowest mean; the first where none is shown. */
function missedMost(standards: readonly GuideStandard[], means: ReadonlyMap<string, number>): GuideStandard {
  const scored = standards.map((standard) => {
    const shown = standard.items.flatMap((item) => means.get(item) ?? []);
    return { standard, mean: shown.length > 0 ? meanOf(shown) : Number.POSITIVE_INFINITY };
  });
  return scored.reduce((a, b) => (b.mean < a.mean ? b : a)).standard;
}

/** Facts that the office said yes to. */
function factsTrue(place: Place): ReadonlySet<string> {
  const facts = 'facts' in place ? place.facts.facts : [];
  return new Set(facts.filter(({ state }) => state === 'yes').map(({ id }) => id));
}

/** Tools for the standard, for the lowest statements, of the founding document, others; last what is there already. */
function helpful(
  tools: readonly GuideTool[],
  standard: GuideStandard,
  means: ReadonlyMap<string, number>,
  existing: ReadonlySet<string>,
): readonly string[] {
  const lowest = [...means.keys()].slice(0, lowestStatements);
  const rank = ({ items, founding }: GuideTool): number => {
    if (items.some((item) => existing.has(item))) return 4;
    if (items.some((item) => standard.items.includes(item))) return 0;
    if (items.some((item) => lowest.includes(item))) return 1;
    return founding ? 2 : 3;
  };
  return tools
    .toSorted((a, b) => rank(a) - rank(b))
    .slice(0, toolsCount)
    .map(({ id }) => id);
}
