/** The content the program starts with. Refuses to start on a fault, in the words of `check`. */
import { basename } from 'node:path';
import { type Dialog, DialogFile, flatten } from '../dialog/dialog.ts';
import { Language } from '../dialog/language.ts';
import { type Flat, flattenTexts } from '../text/texts.ts';
import { type ContentFile, type Fault, fit, readYaml, showFault, yamlFiles } from './files.ts';
import { type Pages, readPages } from './pages.ts';

export type LoadedDialog = { readonly content: ContentFile; readonly file: DialogFile; readonly dialog: Dialog };
export type LoadedTexts = {
  readonly content: ContentFile;
  readonly language: Language;
  readonly space: string;
  readonly texts: Flat;
};
export type Content = {
  readonly dialogs: readonly LoadedDialog[];
  readonly texts: readonly LoadedTexts[];
  /** Missing when something is wrong with them. */
  readonly pages: Pages | undefined;
  readonly faults: readonly Fault[];
};

/** Reads everything; what cannot be read is a fault, the rest is there. */
export async function readContent(): Promise<Content> {
  const dialogs: LoadedDialog[] = [];
  const texts: LoadedTexts[] = [];
  const faults: Fault[] = [];
  for (const path of await yamlFiles('dialogs')) {
    const { content, faults: syntax } = await readYaml(path);
    faults.push(...syntax);
    if (!content) continue;
    const { value, faults: misfits } = fit(DialogFile, content);
    faults.push(...misfits);
    if (value) dialogs.push({ content, file: value, dialog: flatten(value) });
  }
  for (const language of Language.options) {
    for (const path of await yamlFiles(`locales/${language}`)) {
      const { content, faults: syntax } = await readYaml(path);
      faults.push(...syntax);
      if (!content) continue;
      try {
        texts.push({ content, language, space: basename(path, '.yaml'), texts: flattenTexts(content.value) });
      } catch (error) {
        faults.push({
          file: content.file,
          line: 1,
          what: String(error instanceof Error ? error.message : error),
          mend: 'Write words there.',
        });
      }
    }
  }
  const { pages, faults: pageFaults } = await readPages();
  return { dialogs, texts, pages, faults: [...faults, ...pageFaults] };
}

/** The content, or an error that lists every fault. */
export async function loadContent(): Promise<Content> {
  const content = await readContent();
  if (content.faults.length > 0)
    throw new Error(`the content cannot be used:\n${content.faults.map(showFault).join('\n')}`);
  return content;
}
