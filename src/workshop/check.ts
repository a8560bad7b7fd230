/** Faults in the templates, before anybody plans a workshop from one. */
import { type Limits, nameOf, type Path } from '../dialog/check/finding.ts';
import { Area } from '../dialog/dialog.ts';
import { Language } from '../dialog/language.ts';
import { purposes, type Template, textOf } from './template.ts';

/** Something wrong, in one sentence for people who do not program, and how to mend it, in another. */
export type Finding = {
  readonly what: string;
  readonly mend: string;
  /** The template, and the path into its file; without it, something is missing that no template has. */
  readonly at?: { readonly template: string; readonly path: Path };
};

const idForm = /^[a-z][a-z0-9-]{1,35}$/;

/**
 * Everything that is wrong with the templates. Promises: with no finding, each area has a workshop for every purpose,
 * every material is there to be sent, and agendas take as long as they say. `articles`: the ids of all knowledge
 * articles, `undefined` where they are not all known.
 */
export function checkTemplates(
  templates: readonly Template[],
  articles: ReadonlySet<string> | undefined,
  limits: Pick<Limits, 'textChars'>,
): readonly Finding[] {
  return [
    ...templates.flatMap((template) => [
      ...checkId(template),
      ...checkPeople(template),
      ...checkMinutes(template),
      ...checkMaterials(template, articles),
      ...checkLists(template),
      ...checkSides(template),
      ...Language.options.flatMap((language) => checkLength(template, language, limits)),
    ]),
    ...Language.options.flatMap((language) => checkTitles(templates, language)),
    ...checkCovered(templates),
  ];
}

function at({ id }: Template, ...path: Path): { readonly at: NonNullable<Finding['at']> } {
  return { at: { template: id, path } };
}

function checkId(template: Template): readonly Finding[] {
  if (idForm.test(template.id)) return [];
  return [
    {
      ...at(template),
      what: `"${template.id}" cannot be the name of a template.`,
      mend: 'Name the file with 2–36 of a–z, 0–9 and -, beginning with a letter.',
    },
  ];
}

function checkPeople(template: Template): readonly Finding[] {
  const { from, to } = template.people;
  if (from <= to) return [];
  return [
    {
      ...at(template, 'people', 'from'),
      what: `The workshop is for ${from} to ${to} people, and ${from} are more than ${to}.`,
      mend: 'Write the smaller number at "from".',
    },
  ];
}

function checkMinutes(template: Template): readonly Finding[] {
  const sum = template.agenda.reduce((total, step) => total + step.minutes, 0);
  if (sum === template.minutes) return [];
  return [
    {
      ...at(template, 'minutes'),
      what: `The workshop takes ${template.minutes} minutes, and the steps of its agenda take ${sum} together.`,
      mend: `Write minutes: ${sum}, or change the steps.`,
    },
  ];
}

function checkMaterials(template: Template, articles: ReadonlySet<string> | undefined): readonly Finding[] {
  return template.materials.flatMap((id, nth) =>
    articles === undefined || articles.has(id)
      ? []
      : [
          {
            ...at(template, 'materials', nth),
            what: `"materials" names "${id}", and there is no such article.`,
            mend: 'Correct the id, take it out, or write the article in data/knowledge/.',
          },
        ],
  );
}

function checkLists(template: Template): readonly Finding[] {
  return (['areas', 'groups', 'materials'] as const).flatMap((key) => {
    const list: readonly string[] = template[key];
    return list.flatMap((one, nth) =>
      list.indexOf(one) === nth
        ? []
        : [{ ...at(template, key, nth), what: `"${one}" stands twice in "${key}".`, mend: 'Take one of them out.' }],
    );
  });
}

/** Where both sides are to talk, both are invited. */
function checkSides(template: Template): readonly Finding[] {
  const missing = (['ngo', 'office'] as const).filter((side) => !template.groups.includes(side));
  if (template.purpose === 'area' || missing.length === 0) return [];
  return [
    {
      ...at(template, 'groups'),
      what: `A workshop with the purpose "${template.purpose}" needs both sides, and ${missing.join(' and ')} is not invited.`,
      mend: 'Write groups: [ngo, office]',
    },
  ];
}

function checkLength(template: Template, language: Language, { textChars }: Pick<Limits, 'textChars'>) {
  const { title, goal, result, who, prepare, agenda } = textOf(template, language);
  const lines = [title, goal, result, who, ...prepare, ...agenda.flatMap(({ what, how }) => [what, how])];
  const chars = lines.join('\n').length;
  if (chars <= textChars) return [];
  return [
    {
      ...at(template, language),
      what: `The template takes ${chars} characters in ${nameOf(language)}, and ${textChars} fit in one message.`,
      mend: 'Shorten how the steps are done.',
    },
  ];
}

/** Two buttons that read alike. */
function checkTitles(templates: readonly Template[], language: Language): readonly Finding[] {
  return templates.flatMap((template, nth) => {
    const { title } = template[language];
    const first = templates.findIndex((other) => other[language].title === title);
    if (first === nth) return [];
    return [
      {
        ...at(template, language, 'title'),
        what: `"${title}" is the title of two templates in ${nameOf(language)}, ${templates[first]?.id} and ${template.id}.`,
        mend: 'Give one of them another title.',
      },
    ];
  });
}

function checkCovered(templates: readonly Template[]): readonly Finding[] {
  return purposes.flatMap((purpose) =>
    Area.options
      .filter((area) => !templates.some((one) => one.purpose === purpose && one.areas.includes(area)))
      .map((area) => ({
        what: `No template with the purpose "${purpose}" helps with the area ${area}.`,
        mend: `Write one, or add "${area}" to the areas of one that does.`,
      })),
  );
}
