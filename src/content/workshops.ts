/** Reads `data/workshops/`: the templates that workshops are planned from. Nothing is read before it is asked for. */
import { basename } from 'node:path';
import { type Template, TemplateFile } from '../workshop/template.ts';
import { type ContentFile, type Fault, fit, readYaml, showFault, yamlFiles } from './files.ts';

export const workshopFolder = 'data/workshops';

export type LoadedTemplate = { readonly template: Template; readonly content: ContentFile };

/** Reads every template, in the order of their ids; what cannot be read is a fault, the rest is there. */
export async function readTemplates(): Promise<{
  readonly templates: readonly LoadedTemplate[];
  readonly faults: readonly Fault[];
  /** How many files were read. */
  readonly files: number;
}> {
  const templates: LoadedTemplate[] = [];
  const faults: Fault[] = [];
  const paths = await yamlFiles(workshopFolder);
  for (const path of paths) {
    const { content, faults: syntax } = await readYaml(path);
    faults.push(...syntax);
    if (!content) continue;
    const { value, faults: misfits } = fit(TemplateFile, content);
    faults.push(...misfits);
    if (value) templates.push({ template: { ...value, id: basename(path, '.yaml') }, content });
  }
  return { templates, faults, files: paths.length };
}

/** The templates. Throws with every fault that keeps them from being read, in the words of `check`. */
async function loadTemplates(): Promise<readonly Template[]> {
  const { templates, faults } = await readTemplates();
  if (faults.length > 0) throw new Error(`the workshop templates cannot be used:\n${faults.map(showFault).join('\n')}`);
  return templates.map(({ template }) => template);
}

/** The templates, read when they are first asked for and then kept; after a failure they are read again. */
export function createTemplates(load: typeof loadTemplates = loadTemplates): () => Promise<readonly Template[]> {
  let loading: Promise<readonly Template[]> | undefined;
  return () => {
    loading ??= load().catch((error: unknown) => {
      loading = undefined;
      throw error;
    });
    return loading;
  };
}
