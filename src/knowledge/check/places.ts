/** The shape of the Model: three planes of two areas, each with its article, its standards and its tools. */
import { Area } from '../../dialog/dialog.ts';
import { Plane } from '../article.ts';
import { digits, planeOf } from '../shelf.ts';
import { type Finding, inArticle, type Written, type WrittenArticle } from './finding.ts';

/** Fewer are no choice. */
const toolsMin = 3;

export function checkPlaces({ articles, standards }: Written): readonly Finding[] {
  return [
    ...Plane.options.flatMap((plane) =>
      checkOne(
        'plane',
        plane,
        articles.filter(({ article }) => article.kind === 'plane' && article.plane === plane),
      ),
    ),
    ...Area.options.flatMap((area) => {
      const about = articles.filter(({ article }) => article.kind === 'area' && article.areas[0] === area);
      return [...checkOne('area', area, about), ...about.flatMap(checkPlane), ...checkTools(area, articles, about[0])];
    }),
    ...Area.options.filter((area) => !Object.values(standards).some((one) => one.area === area)).map(withoutStandards),
    ...articles.flatMap(checkHome),
  ];
}

/** Exactly one article. */
function checkOne(
  kind: 'plane' | 'area',
  name: string,
  [first, ...others]: readonly WrittenArticle[],
): readonly Finding[] {
  if (!first)
    return [
      {
        at: { in: 'folder' },
        what: `No article is about the ${kind} ${name}.`,
        mend: `Write one with "kind: ${kind}" beside those of the others.`,
      },
    ];
  return others.map((other) => ({
    at: inArticle(other),
    what: `Two articles are about the ${kind} ${name}, ${first.id} and ${other.id}.`,
    mend: 'Make one of the two.',
  }));
}

function checkPlane(written: WrittenArticle): readonly Finding[] {
  const { article, id } = written;
  if (article.kind !== 'area') return [];
  return article.areas
    .filter((area) => planeOf(area) !== article.plane)
    .map((area) => ({
      at: inArticle(written, 'plane'),
      what: `${id} is about the area ${area}, but says that it belongs to the plane ${article.plane}.`,
      mend: `Write plane: ${planeOf(area)}`,
    }));
}

function checkTools(
  area: Area,
  articles: readonly WrittenArticle[],
  about: WrittenArticle | undefined,
): readonly Finding[] {
  const tools = articles.filter(({ article }) => article.kind === 'tool' && article.areas.includes(area)).length;
  if (tools >= toolsMin) return [];
  return [
    {
      at: about ? inArticle(about) : { in: 'folder' },
      what: `The area ${area} has ${tools} of the ${toolsMin} tools that every area must have.`,
      mend: `Write articles of the kind tool with ${area} among their areas.`,
    },
  ];
}

function withoutStandards(area: Area): Finding {
  return {
    at: { in: 'standards', path: ['standards'] },
    what: `The area ${area} has no standards.`,
    mend: `Write those of the Model here, each with area: "${area}"`,
  };
}

/** Tools that the founding document names stand in the file of the area under which it names them. */
function checkHome(written: WrittenArticle): readonly Finding[] {
  const { article, id, file } = written;
  if (article.kind !== 'tool' || !article.seed) return [];
  const [home] = article.areas;
  if (home === undefined || file.endsWith(`tools-${digits(home)}.yaml`)) return [];
  return [
    {
      at: inArticle(written, 'areas'),
      what: `${id} is named in the founding document ("seed") and its first area is ${home}, but it does not stand in the file of that area.`,
      mend: `Begin its areas with the one that the founding document names, and keep it in the file of that area: tools-${digits(home)}.yaml for ${home}.`,
    },
  ];
}
