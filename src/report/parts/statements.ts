/** The statements of an area, as both sides see them, where a list of them may be shown. */
import type { Area } from '../../dialog/dialog.ts';
import { type Side, sides } from '../../survey/instrument.ts';
import { ownMin } from '../../survey/knowable.ts';
import { type Hidden, type ItemFigure, isHidden, type UnitResult } from '../../survey/published.ts';
import type { Block } from '../document.ts';
import type { Materials } from '../subject.ts';
import type { Words } from '../words.ts';
import { end, start } from './cells.ts';

type Listed = { readonly side: Side; readonly items: readonly ItemFigure[] };

export function statements({ words }: Materials, unit: UnitResult, area: Area): readonly Block[] {
  const { say } = words;
  const shown = sides.flatMap((side): readonly Listed[] => {
    const items = unit.sides[side].items[area];
    return isShownList(items) ? [{ side, items }] : [];
  });
  const gone = sides.flatMap((side) => {
    const items = unit.sides[side].items[area];
    if (isShownList(items)) return [];
    const figure = unit.sides[side].area[area];
    const isSmall = isHidden(figure) || figure.n.least < ownMin;
    return [{ side, key: whyKey(items, isSmall) }];
  });
  const why = [...Map.groupBy(gone, ({ key }) => key)].map(([key, same]) =>
    note(say(key, { side: words.sides(same.map((one) => one.side)) })),
  );
  return [...counts(words, unit, area), ...(shown.length > 0 ? list(words, shown, area) : []), ...why];
}

function note(text: string): Block {
  return { kind: 'text', tone: 'note', text };
}

function isShownList(items: readonly ItemFigure[] | Hidden): items is readonly ItemFigure[] {
  return !('hidden' in items);
}

function whyKey({ hidden }: Hidden, isSmall: boolean): string {
  switch (hidden) {
    case 'few':
      return isSmall ? 'plane.listFew' : 'plane.listTelling';
    case 'incomplete':
      return 'plane.listIncomplete';
    case 'part':
    case 'not-asked':
      return 'plane.listPart';
    default:
      throw new RangeError(hidden satisfies never);
  }
}

/** How many answers each side's figure of the area rests on. */
function counts(words: Words, { sides: bySide }: UnitResult, area: Area): readonly Block[] {
  const [ngo, office] = [bySide.ngo.area[area], bySide.office.area[area]];
  const told = (figure: typeof ngo): string => (isHidden(figure) ? words.say('noScore') : words.count(figure.n));
  if (isHidden(ngo) && isHidden(office)) return [];
  return [note(words.say('plane.respondents', { ngo: told(ngo), office: told(office) }))];
}

function list(words: Words, shown: readonly Listed[], area: Area): readonly Block[] {
  const { say } = words;
  const ids = [...new Set(shown.flatMap(({ items }) => items.map(({ id }) => id)))];
  const at = (id: string) =>
    shown.flatMap(({ side, items }) => items.filter((item) => item.id === id).map((item) => ({ side, item })));
  const wording: Side = shown.some(({ side }) => side === 'ngo') ? 'ngo' : 'office';
  const rows = ids.map((id): readonly string[] => {
    const told = at(id);
    const statement = words.statement(id, wording);
    const reverse = told.some(({ item }) => item.reverse);
    return [
      reverse ? say('plane.reverse', { statement }) : statement,
      ...shown.map(({ side }) => {
        const item = told.find((one) => one.side === side)?.item;
        return item ? words.shown(item.value) : say('noScore');
      }),
      told
        .map(({ side, item }) => {
          const share = say(`ignorance.${item.ignorance}`);
          return shown.length > 1 ? say('ignoranceSide', { side: words.side(side), words: share }) : share;
        })
        .join('; '),
    ];
  });
  return [
    {
      kind: 'table',
      caption: say('plane.statements', { area: words.area(area) }),
      columns: [
        start(say('columns.statement')),
        ...shown.map(({ side }) => end(words.side(side))),
        start(say('columns.unknowing')),
      ],
      rows,
    },
    note(say(wording === 'ngo' ? 'plane.wording' : 'plane.wordingOffice')),
    ...unknown(words, shown, wording),
  ];
}

/** What more than two fifths do not know is a finding of its own, and not a low score. */
function unknown({ say, statement, sides: namesOf }: Words, shown: readonly Listed[], wording: Side): readonly Block[] {
  const found = shown.flatMap(({ side, items }) =>
    items.filter(({ ignorance }) => ignorance === 'high').map(({ id }) => ({ id, side })),
  );
  if (found.length === 0) return [];
  const quoted = [...Map.groupBy(found, ({ id }) => id)].map(([id, same]) =>
    say('plane.quoted', { statement: statement(id, wording), sides: namesOf(same.map(({ side }) => side)) }),
  );
  return [{ kind: 'text', tone: 'plain', text: say('plane.unknown', { statements: quoted.join('; ') }) }];
}
