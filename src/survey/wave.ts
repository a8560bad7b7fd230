/** Responses of a wave → its indexes: one for each JST, and one for those that are too small to be shown alone. */
import type { Area, Area as AreaId, Dialog } from '../dialog/dialog.ts';
import { dontKnow } from '../dialog/session.ts';
import { areasOf, type Campaign } from './campaign.ts';
import { type Facts, factsIn, settleFacts } from './facts.ts';
import { type Instrument, instrumentOf, type Side, sides } from './instrument.ts';
import type { Box, Row } from './response.ts';
import { type Index, score } from './score.ts';
import type { Respondent } from './tally.ts';

/** One JST in one wave, at full precision. */
export type UnitIndex = {
  readonly id: string;
  readonly name: string;
  readonly scope: readonly AreaId[];
  readonly index: Index;
  readonly facts: Facts;
  readonly invited: Readonly<Record<Side, number>>;
  readonly agreed: Readonly<Partial<Record<AreaId, number>>>;
};

/** The people of several JST as if they were one; `people` by JST. */
export type PoolIndex = {
  readonly units: readonly string[];
  readonly people: Readonly<Record<string, number>>;
  readonly index: Index;
};

export type Wave = {
  readonly campaign: string;
  readonly k: number;
  readonly instrument: Instrument;
  readonly units: readonly UnitIndex[];
  readonly pools: Readonly<Partial<Record<Side, PoolIndex>>>;
};

/** What a row says to the statements of the index: "don't know" is `null`, what was not asked is absent. */
function respondent(group: Respondent['group'], { values }: Row, instrument: Instrument): Respondent {
  const answers: Record<string, number | null> = {};
  for (const { id } of instrument) {
    const answer = values[id];
    if (typeof answer === 'number') answers[id] = answer;
    else if (answer === dontKnow) answers[id] = null;
  }
  return { group, answers };
}

/** The indexes of a wave that is over. Only made-up rows of a made-up wave, only real ones of a real one. */
export function scoreWave(campaign: Campaign, dialog: Dialog, boxes: readonly Box[]): Wave {
  const instrument = instrumentOf(dialog);
  const rowsOf = (unit: string, group: string): readonly Row[] =>
    boxes
      .filter(({ address }) => address.table === 'answers' && address.unit === unit && address.group === group)
      .flatMap(({ rows }) => rows)
      .filter((row) => (row.simulated ?? false) === campaign.simulated);
  const people = (unit: string, side: Side): readonly Respondent[] =>
    rowsOf(unit, side).map((row) => respondent(side, row, instrument));
  const units = campaign.units.map((unit): UnitIndex => {
    const scope = areasOf(unit.scope);
    const asked = instrument.filter(({ area }) => scope.includes(area));
    return {
      id: unit.id,
      name: unit.name,
      scope,
      index: score(
        asked,
        sides.flatMap((side) => people(unit.id, side)),
        campaign.k,
      ),
      facts: settleFacts(
        factsIn(dialog).filter(({ area }) => scope.includes(area)),
        rowsOf(unit.id, 'office').map(({ values }) => values),
      ),
      invited: {
        ngo: campaign.invited[`${unit.id}/ngo`] ?? 0,
        office: campaign.invited[`${unit.id}/office`] ?? 0,
      },
      agreed: campaign.agreed[unit.id] ?? {},
    };
  });
  const pool = (side: Side): PoolIndex => {
    const small = units.filter(({ index }) => {
      const { respondents } = index.groups[side];
      return respondents > 0 && respondents < campaign.k;
    });
    return {
      units: small.map(({ id }) => id),
      people: Object.fromEntries(small.map(({ id, index }) => [id, index.groups[side].respondents])),
      index: score(
        instrument,
        small.flatMap(({ id }) => people(id, side)),
        campaign.k,
      ),
    };
  };
  return {
    campaign: campaign.id,
    k: campaign.k,
    instrument,
    units,
    pools: { ngo: pool('ngo'), office: pool('office') },
  };
}

/** Do both waves ask the same statements about this area? Otherwise it is not compared. */
export function sameStatements(earlier: Wave, later: Wave, area: Area): boolean {
  const statements = ({ instrument }: Wave): string =>
    instrument
      .filter((item) => item.area === area)
      .map(({ id, reverse }) => `${id} ${reverse}`)
      .sort()
      .join();
  return statements(earlier) === statements(later);
}
