/** One page at a glance: who answered, the result, the six areas, and what stands out. */
import type { Area } from '../../dialog/dialog.ts';
import { sides } from '../../survey/instrument.ts';
import { type Change, type Figure, type Hidden, isHidden, isShown } from '../../survey/published.ts';
import type { Block } from '../document.ts';
import { dots } from '../pictures/dots.ts';
import { radar } from '../pictures/radar.ts';
import type { Scene } from '../pictures/scene.ts';
import { combined, figureAt, isUnit, type Materials, type Subject } from '../subject.ts';
import { bare, dotRow, dotTexts, end, gapIn, notes, officeOf, pointOf, start } from './cells.ts';
import { type Standing, type Standings, standingsOf, whyNoOverall, widestGap } from './standings.ts';

/** With fewer areas a radar has no shape. */
const axesMin = 3;
/** Smaller than a radar that stands alone: it shares its page. */
const radarFrame = { width: 490, radius: 130, scale: 1 } as const;

export function glance(materials: Materials, subject: Subject): readonly Block[] {
  const { words } = materials;
  const standings = standingsOf(subject);
  const overall = combined(subject.result.joint.overall);
  return [
    { kind: 'heading', level: 1, text: words.say('glance.title', { place: subject.name }) },
    { kind: 'figures', items: figures(materials, subject) },
    ...(isHidden(overall)
      ? [{ kind: 'text', tone: 'plain', text: whyNone(materials, overall, standings) } as const]
      : []),
    ...(standings
      ? [
          {
            kind: 'beside',
            scene: picture(materials, subject),
            items: [...highlights(materials, subject), ...factsTold(words, subject)],
          } as const,
          table(materials, subject),
          ...footnotes(materials, subject),
        ]
      : []),
  ];
}

/** Why there is no overall result, and what can be done. */
function whyNone({ words, report }: Materials, overall: Hidden, standings: Standings | undefined): string {
  if (!standings) return words.say('glance.nothing', { k: report.published.k });
  return words.say('glance.leadHidden', { reason: words.hidden(overall) });
}

type Item = Extract<Block, { readonly kind: 'figures' }>['items'][number];

function figures({ words }: Materials, subject: Subject): readonly Item[] {
  const { answered, invited, result } = subject;
  const overall = combined(result.joint.overall);
  const counts = sides.map(
    (side): Item => ({
      label: side === 'office' ? officeOf(words, result) : words.side(side),
      value: words.count(answered[side]),
      words:
        invited[side] > 0 ? words.say('glance.answeredOf', { invited: invited[side] }) : words.say('glance.answered'),
    }),
  );
  const change = isHidden(overall) ? undefined : overall.change;
  return [
    {
      label: words.say('glance.overall'),
      value: isHidden(overall) ? '–' : words.shown(overall.value),
      words: isHidden(overall) ? words.hidden(whyNoOverall(subject, overall)) : meaning(words, overall),
    },
    ...counts,
    ...(change
      ? [
          {
            label: words.say('glance.change'),
            value: words.signed(change.value.low, change.value.decimals),
            words: words.say(`trendName.${change.trend}`),
          },
        ]
      : []),
  ];
}

function meaning(words: Materials['words'], overall: Figure): string {
  const level = words.level(overall);
  const { interval, value } = overall;
  return interval ? words.say('glance.overallInterval', { level, interval: words.interval(interval, value) }) : level;
}

/** What stands out, a sentence each. */
export function highlights({ words, report }: Materials, subject: Subject): readonly string[] {
  const { say } = words;
  const standings = standingsOf(subject);
  const one = ({ area, figure }: Standing): string =>
    say('glance.one', { area: words.area(area), value: words.shown(figure.value) });
  const named = (key: string, areas: readonly string[] = []): readonly string[] =>
    areas.length > 0 ? [say(key, { areas: words.list(areas) })] : [];
  const widest = widestGap(subject);
  const hasGap = subject.scope.some((area) => !isHidden(subject.result.joint.area[area]));
  return [
    ...named('glance.strongest', standings?.strongest.map(one)),
    ...named('glance.weakest', standings?.weakest.map(one)),
    ...(standings && standings.basis !== 'joint' ? [say(`glance.basis.${standings.basis}`)] : []),
    ...(widest
      ? [say('glance.widest', { area: words.area(widest.area), gap: gapIn(words, subject.result, widest.gap) })]
      : hasGap
        ? [say('glance.close')]
        : []),
    ...(report.published.earlier === undefined ? [] : changed(words, subject)),
  ];
}

/** How much of what the office was asked about is there: beside the index, never in it. */
function factsTold(words: Materials['words'], { result }: Subject): readonly string[] {
  if (!isUnit(result)) return [];
  const { facts, score } = result.facts;
  const count = (wanted: string): number => facts.filter(({ state }) => state === wanted).length;
  const yes = count('yes');
  return score === undefined
    ? []
    : [words.say('glance.facts', { score: words.point(score, 0), yes, known: yes + count('no') })];
}

function changed(words: Materials['words'], { result, scope }: Subject): readonly string[] {
  const changes = scope.flatMap((area) => {
    const figure = figureAt(result, 'joint', area);
    return isHidden(figure) || !figure.change ? [] : [{ area, change: figure.change }];
  });
  if (changes.length === 0) return [];
  const told = (trend: 'rise' | 'fall', key: string): readonly string[] => {
    const areas = changes
      .filter(({ change }) => change.trend === trend)
      .map(({ area, change }) =>
        words.say('glance.one', {
          area: words.area(area),
          value: words.signed(change.value.low, change.value.decimals),
        }),
      );
    return areas.length > 0 ? [words.say(key, { areas: words.list(areas) })] : [];
  };
  const moved = [...told('rise', 'glance.rises'), ...told('fall', 'glance.falls')];
  return moved.length > 0 ? moved : [words.say('glance.steady')];
}

function picture({ words, measure }: Materials, { name, result, scope }: Subject): Scene {
  const title = words.say('glance.radar', { place: name });
  if (scope.length < axesMin)
    return dots(
      {
        title,
        rows: scope.map((area) =>
          dotRow(words, words.area(area), figureAt(result, 'ngo', area), figureAt(result, 'office', area)),
        ),
        ...dotTexts(words, result),
      },
      measure,
    );
  const values = (side: 'ngo' | 'office') => scope.map((area) => pointOf(figureAt(result, side, area)));
  return radar(
    {
      title,
      axes: scope.map(words.area),
      sides: [
        { name: words.side('ngo'), values: values('ngo') },
        { name: officeOf(words, result), values: values('office') },
      ],
      hidden: words.say('noScore'),
    },
    measure,
    radarFrame,
  );
}

/** What the picture shows, and besides it both together, the change and what a workshop agreed on. */
function table({ words, report }: Materials, { result, scope, agreed }: Subject): Block {
  const { say } = words;
  const withChange = report.published.earlier !== undefined;
  const withAgreed = Object.keys(agreed).length > 0;
  const row = (area: Area): readonly string[] => {
    const joint = figureAt(result, 'joint', area);
    const score = agreed[area];
    return [
      words.area(area),
      bare(words, figureAt(result, 'ngo', area)),
      bare(words, figureAt(result, 'office', area)),
      bare(words, joint),
      isHidden(joint) ? say('noScore') : words.level(joint),
      ...(withChange ? [isHidden(joint) || !joint.change ? say('notCompared') : changeOf(words, joint.change)] : []),
      ...(withAgreed ? [score === undefined ? say('noScore') : words.point(score, 1)] : []),
    ];
  };
  return {
    kind: 'table',
    caption: say('glance.table'),
    columns: [
      start(say('columns.area')),
      end(words.side('ngo')),
      end(officeOf(words, result)),
      end(say('columns.both')),
      start(say('columns.meaning')),
      ...(withChange ? [end(say('columns.change'))] : []),
      ...(withAgreed ? [end(say('columns.agreed'))] : []),
    ],
    rows: scope.map(row),
  };
}

/** In brackets where it may be chance. */
function changeOf({ signed }: Materials['words'], { value, trend }: Change): string {
  const written = signed(value.low, value.decimals);
  return trend === 'no-clear-change' ? `(${written})` : written;
}

function footnotes(materials: Materials, { result, scope, agreed }: Subject): readonly Block[] {
  const note = (key: string): Block => ({ kind: 'text', tone: 'note', text: materials.words.say(key) });
  const joint = scope.map((area) => figureAt(result, 'joint', area)).filter(isShown);
  const isByChance = joint.some(({ change }) => change?.trend === 'no-clear-change');
  const all = scope.flatMap((area) => (['ngo', 'office', 'joint'] as const).map((one) => figureAt(result, one, area)));
  return [
    ...(joint.length > 0 ? [note('glance.scale')] : []),
    ...(isByChance ? [note('glance.chance')] : []),
    ...(Object.keys(agreed).length > 0 ? [note('glance.agreed')] : []),
    ...notes(materials, all, result, 'selection'),
  ];
}
