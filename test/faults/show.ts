/** The tables that the experiments print. */
import { insideTurn, places } from './deathbed.ts';
import { type Law, laws } from './judge.ts';
import type { KillResult } from './kill.ts';
import type { LinkLine } from './linker.ts';

const shownMax = 5;

export function showKill(title: string, results: readonly KillResult[]): string {
  const total = (of: (result: KillResult) => number): number => results.reduce((sum, result) => sum + of(result), 0);
  const kills = total(({ deaths }) => places.reduce((sum, place) => sum + deaths[place], 0));
  const inside = total(({ deaths }) => insideTurn.reduce((sum, place) => sum + deaths[place], 0));
  const figure = (name: keyof KillResult['figures']): number => total(({ figures }) => figures[name]);
  const checked = (name: string): number => total((result) => result.checked[name] ?? 0);
  const violations = results.flatMap((result) => result.violations);
  return [
    title,
    '',
    ...places.map((place) =>
      line(
        `killed ${place === 'between turns' ? '' : 'at: '}${place}`,
        total(({ deaths }) => deaths[place]),
      ),
    ),
    line('kills', kills),
    line('of them from the first byte of a commit to its settle', inside),
    line('turns', figure('turns')),
    line('sent again by the platform', figure('repeatedSends')),
    line('messages repeated to people (allowed)', figure('repeatedMessages')),
    line('written by people who heard nothing', figure('nudges')),
    line(
      'sweeps that came to their end',
      total(({ sweeps }) => sweeps),
    ),
    line('people', checked('people')),
    line('responses checked', checked('responses')),
    line('answers in them', checked('answers')),
    line('withdrawn / dropped / erased', `${checked('withdrawn')} / ${checked('dropped')} / ${checked('erased')}`),
    line('moved / refused / left unfinished', `${checked('moved')} / ${checked('refused')} / ${checked('unfinished')}`),
    '',
    ...(Object.keys(laws) as Law[]).map((law) => line(laws[law], violations.filter((one) => one.law === law).length)),
    ...violations.slice(0, shownMax).map(({ law, how }) => `  ${law}: ${how}`),
    ...results
      .filter((result) => result.violations.length > 0)
      .map(({ folder }) => `  the data and the journal are in ${folder}`),
  ].join('\n');
}

function line(name: string, value: number | string): string {
  return `${name.padEnd(58)}${String(value).padStart(14)}`;
}

export function showLinks(title: string, lines: readonly LinkLine[]): string {
  const head = ['build'.padEnd(34), 'table'.padEnd(10), 'respondents', '  chance', '  hits', '        p'].join(' ');
  const rows = lines.map(({ build, table, respondents, chance, hits, p, outcome }) =>
    [
      build.padEnd(34),
      table.padEnd(10),
      String(respondents).padStart(11),
      chance.toFixed(1).padStart(8),
      String(hits).padStart(6),
      (p < 0.0001 ? '< 0.0001' : p.toFixed(4)).padStart(9),
      ` ${outcome}`,
    ].join(' '),
  );
  const found = lines.filter(({ outcome }) => outcome === 'FOUND');
  const why = found.map(({ build, table, clues }) => `  ${build}, ${table}: ${clues.slice(0, shownMax).join('; ')}`);
  return [title, '', head, ...rows, ...(why.length > 0 ? ['what gave them away:', ...why] : [])].join('\n');
}
