/** Waves of known answers, for tests of the report. */
import { Area } from '../../src/dialog/dialog.ts';
import { instrumentOf, type Side } from '../../src/survey/instrument.ts';
import { score } from '../../src/survey/score.ts';
import type { Respondent } from '../../src/survey/tally.ts';
import type { UnitIndex, Wave } from '../../src/survey/wave.ts';
import { assessment } from '../faults/solver/experiment.ts';

const dialog = await assessment();
const instrument = instrumentOf(dialog);
const k = 5;

/** People of one side, whose answers differ by person and area around `middle`; all of them answer everything. */
function people(group: Side, count: number, middle: number): readonly Respondent[] {
  return Array.from({ length: count }, (_, person) => ({
    group,
    answers: Object.fromEntries(
      instrument.map(({ id, area, reverse }, at) => {
        const shift = ((person * 7 + at * 3 + Area.options.indexOf(area)) % 3) - 1;
        const answer = Math.min(5, Math.max(1, middle + shift));
        return [id, reverse ? 6 - answer : answer];
      }),
    ),
  }));
}

export type Place = { readonly name: string; readonly ngo: number; readonly office: number; readonly middle?: number };

/** A wave in these places, with so many people of each side. */
export function waveOf(campaign: string, places: readonly Place[], change: Partial<UnitIndex> = {}): Wave {
  const units = places.map(
    ({ name, ngo, office, middle = 3 }, at): UnitIndex => ({
      id: `unit-${at}`,
      name,
      scope: Area.options,
      index: score(instrument, [...people('ngo', ngo, middle), ...people('office', office, middle + 1)], k),
      facts: {
        facts: [
          { id: 'f_annual_program', area: 'I.1', state: 'yes' },
          { id: 'f_multiyear_program', area: 'I.1', state: 'unclear' },
          { id: 'f_council', area: 'III.2', state: 'unknown' },
        ],
        score: 100,
      },
      invited: { ngo: 0, office: 20 },
      agreed: {},
      ...change,
    }),
  );
  const nobody = { units: [], people: {}, index: score(instrument, [], k) };
  return { campaign, k, instrument, units, pools: { ngo: nobody, office: nobody } };
}
