/** Content is data: reads `dialogs/`, `locales/` and `data/`, and says file and line where something is wrong. */
import { isUtf8 } from 'node:buffer';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { isNode, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { misfitsOf } from './misfit.ts';

/** The folder of the program, where its content lies. */
export const home = join(import.meta.dirname, '..', '..');

/** A fault that an author can mend. */
export type Fault = { readonly file: string; readonly line: number; readonly what: string; readonly mend: string };

/** A parsed file that still knows where everything stands. */
export type ContentFile = {
  /** Relative to the program's folder. */
  readonly file: string;
  readonly value: unknown;
  /** The line of a path into the value, counted from 1; of the nearest part above it when it is missing. */
  readonly lineOf: (path: readonly PropertyKey[]) => number;
};

/** Files that show how it is written: of a dialog, of what the bot knows, of a workshop, and of a campaign. */
const exampleDialog = 'dialogs/cooperation-assessment.yaml';
const exampleKnowledge = 'data/knowledge/tools-2-1.yaml';
const exampleWorkshop = 'data/workshops/konsultacje.yaml';
const exampleCampaign = 'data/demo-campaign.yaml';
const operatorSchema = 'data/operator.schema.json';

function exampleOf(file: string): string {
  if (file.startsWith('dialogs')) return exampleDialog;
  if (file.startsWith('data/knowledge')) return exampleKnowledge;
  if (file.startsWith('data/workshops')) return exampleWorkshop;
  return file.endsWith('operator.yaml') ? operatorSchema : exampleCampaign;
}

/** Reads one YAML file. What YAML itself refuses comes back as faults. */
export async function readYaml(
  path: string,
): Promise<{ readonly content?: ContentFile; readonly faults: readonly Fault[] }> {
  const file = relative(home, path);
  const bytes = await readFile(path);
  const text = bytes.toString('utf8');
  if (!isUtf8(bytes)) {
    const line = text.slice(0, text.indexOf('\ufffd')).split('\n').length;
    return { faults: [{ file, line, what: 'The file is not UTF-8', mend: 'Save the file as UTF-8.' }] };
  }
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, uniqueKeys: true });
  const faults = document.errors.map((error) => ({
    file,
    line: error.linePos?.[0].line ?? 1,
    what: error.message.split('\n')[0] ?? error.message,
    mend: 'Check the indentation, colons and quotation marks of this line and the one above it.',
  }));
  if (faults.length > 0) return { faults };
  const lineOf = (at: readonly PropertyKey[]): number => {
    for (let length = at.length; length >= 0; length -= 1) {
      const node = document.getIn(at.slice(0, length), true);
      if (isNode(node) && node.range) return counter.linePos(node.range[0]).line;
    }
    return 1;
  };
  return { content: { file, value: document.toJS(), lineOf }, faults };
}

/** Checks a file against its schema; each issue is a fault with its line. */
export function fit<T>(
  schema: z.ZodType<T>,
  content: ContentFile,
): { readonly value?: T; readonly faults: readonly Fault[] } {
  const result = schema.safeParse(content.value);
  if (result.success) return { value: result.data, faults: [] };
  const example = exampleOf(content.file);
  const faults = result.error.issues
    .flatMap((issue) => misfitsOf(issue, content.value, example))
    .map(({ path, what, mend }) => ({ file: content.file, line: content.lineOf(path), what, mend }));
  return { faults };
}

/** The YAML files of a folder, in alphabetical order. */
export async function yamlFiles(folder: string): Promise<readonly string[]> {
  const names = await readdir(join(home, folder));
  return names
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => join(home, folder, name));
}

/** "file:line what. mend" for every fault. */
export function showFault(fault: Fault): string {
  return `${fault.file}:${fault.line}  ${fault.what}\n    → ${fault.mend}`;
}
