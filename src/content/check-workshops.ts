/** Looks over `data/workshops/`, and puts what it finds on its line. */
import { narrowest } from '../channels/channel.ts';
import { checkTemplates } from '../workshop/check.ts';
import type { Fault } from './files.ts';
import { readTemplates, workshopFolder } from './workshops.ts';

/**
 * Every fault of the templates, and how many files they are written in. What is wrong with the files themselves comes
 * alone. `articles`: the ids of all knowledge articles, `undefined` where they could not be read.
 */
export async function inspectWorkshops(
  articles: ReadonlySet<string> | undefined,
): Promise<{ readonly faults: readonly Fault[]; readonly files: number }> {
  const { templates, faults, files } = await readTemplates();
  if (faults.length > 0) return { faults, files };
  const findings = checkTemplates(
    templates.map(({ template }) => template),
    articles,
    narrowest,
  );
  const contents = new Map(templates.map(({ template, content }) => [template.id, content]));
  const found = findings.map(({ at, what, mend }): Fault => {
    const content = at && contents.get(at.template);
    return { file: content?.file ?? workshopFolder, line: content?.lineOf(at?.path ?? []) ?? 1, what, mend };
  });
  return { faults: found, files };
}
