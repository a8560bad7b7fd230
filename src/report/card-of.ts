/** The report as one picture for a chat: a place at a glance. */
import { Area } from '../dialog/dialog.ts';
import { isHidden } from '../survey/published.ts';
import { type Advice, recommend } from '../survey/recommend.ts';
import { gapIn, officeOf, pointOf } from './parts/cells.ts';
import { type Standing, standingsOf, whyNoOverall, widestGap } from './parts/standings.ts';
import { type CardInput, type CardLine, type CardList, card } from './pictures/card.ts';
import type { Scene } from './pictures/scene.ts';
import { combined, figureAt, isUnit, type Materials, type Subject, subjectsOf } from './subject.ts';

/** Of the region, where there is one, or of the JST `unit`. Throws `RangeError` for a stranger. */
export function cardOf(materials: Materials, unit?: string): Scene {
  const { report, words, guide, measure } = materials;
  const { say, language } = words;
  const [subject] = subjectsOf(materials, unit);
  if (!subject) throw new RangeError(`${report.published.campaign} has no JST`);
  const [first] = recommend(subject.result, guide);
  return card(
    {
      title: say('glance.title', { place: subject.name }),
      place: subject.name,
      wave: report.name[language],
      ...(report.simulated && { notice: say('summary.simulated') }),
      overall: overall(materials, subject),
      radar: radarOf(materials, subject),
      lists: lists(materials, subject),
      lines: lines(materials, subject),
      ...next(materials, first),
      footer: say('card.footer'),
    },
    measure,
  );
}

/** What to begin with; where there is nothing to go by, and nothing is shown, how to get further. */
function next({ words, guide, report }: Materials, first: Advice | undefined): Pick<CardInput, 'next'> {
  const { say, language } = words;
  const text = first
    ? say('card.nextText', { area: words.area(first.area), workshop: guide.workshop(first.workshop, language).title })
    : say('glance.nothing', { k: report.published.k });
  return { next: { heading: say('card.next'), text } };
}

function overall({ words }: Materials, subject: Subject): CardInput['overall'] {
  const figure = combined(subject.result.joint.overall);
  const label = words.say('glance.overall');
  if (isHidden(figure)) return { label, words: words.hidden(whyNoOverall(subject, figure)) };
  return { label, value: words.shown(figure.value), words: words.level(figure) };
}

function radarOf({ words }: Materials, { result }: Subject): CardInput['radar'] {
  const values = (side: 'ngo' | 'office') => Area.options.map((area) => pointOf(figureAt(result, side, area)));
  return {
    axes: Area.options.map(words.area),
    sides: [
      { name: words.side('ngo'), values: values('ngo') },
      { name: officeOf(words, result), values: values('office') },
    ],
    hidden: words.say('noScore'),
  };
}

function lists({ words }: Materials, subject: Subject): readonly [CardList, CardList] {
  const standings = standingsOf(subject);
  const rows = (those: readonly Standing[] = []) =>
    those.map(({ area, figure }) => ({ label: words.area(area), value: words.shown(figure.value) }));
  return [
    { heading: words.say('card.strongest'), rows: rows(standings?.strongest) },
    { heading: words.say('card.weakest'), rows: rows(standings?.weakest) },
  ];
}

function lines({ words, report }: Materials, subject: Subject): readonly CardLine[] {
  const { say } = words;
  const { answered, invited, result } = subject;
  const widest = widestGap(subject);
  const figure = combined(result.joint.overall);
  const change = isHidden(figure) ? undefined : figure.change;
  const count = (side: 'ngo' | 'office'): string =>
    invited[side] > 0
      ? say('card.countOf', { count: words.count(answered[side]), invited: invited[side] })
      : words.count(answered[side]);
  return [
    ...(widest
      ? [
          {
            heading: say('card.gap'),
            text: say('card.gapText', { area: words.area(widest.area), gap: gapIn(words, result, widest.gap) }),
          },
        ]
      : []),
    ...(change && report.earlierName
      ? [{ heading: say('card.change', { name: report.earlierName[words.language] }), text: words.trend(change) }]
      : []),
    {
      heading: say('card.answered'),
      text: say(isUnit(result) ? 'card.answeredText' : 'card.answeredEverywhere', {
        ngo: count('ngo'),
        office: count('office'),
      }),
    },
  ];
}
