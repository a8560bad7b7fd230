/** The JSON Schemas beside the files that people write: editors complete and explain by them. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { DialogFile } from '../dialog/dialog.ts';
import { ArticleFile, SourceFile, StandardFile, VoiceFile } from '../knowledge/article.ts';
import { CampaignFile } from '../survey/campaign.ts';
import { TemplateFile } from '../workshop/template.ts';
import { type Fault, home } from './files.ts';
import { Operator } from './pages.ts';

const schemas = [
  { file: 'dialogs/dialog.schema.json', schema: DialogFile },
  { file: 'data/campaign.schema.json', schema: CampaignFile },
  { file: 'data/operator.schema.json', schema: Operator },
  { file: 'data/workshop.schema.json', schema: TemplateFile },
  { file: 'data/knowledge/article.schema.json', schema: ArticleFile },
  { file: 'data/knowledge/source.schema.json', schema: SourceFile },
  { file: 'data/knowledge/standard.schema.json', schema: StandardFile },
  { file: 'data/knowledge/questions/voice.schema.json', schema: VoiceFile },
] as const;

/** Longest line that the formatter leaves on one line (`biome.json`). */
const lineWidth = 120;

/**
 * The schema as the file should hold it. Draft 7 is what the YAML language server knows in full
 * (https://github.com/redhat-developer/yaml-language-server/issues/856).
 */
export function schemaText(schema: z.ZodType): string {
  const expanded = JSON.stringify(z.toJSONSchema(schema, { io: 'input', target: 'draft-7' }), null, 2);
  return `${expanded.replace(/^(.*)\[\n([^[\]{}]*?)\n *\](,?)$/gm, onOneLine)}\n`;
}

/** Short lists on one line, as the formatter wants them. */
function onOneLine(whole: string, before: string, items: string, comma: string): string {
  const line = `${before}[${items.trim().replace(/\n\s*/g, ' ')}]${comma}`;
  return line.length <= lineWidth ? line : whole;
}

/** Writes the schema files and returns their names. */
export async function writeSchemas(): Promise<readonly string[]> {
  for (const { file, schema } of schemas) await writeFile(join(home, file), schemaText(schema));
  return schemas.map(({ file }) => file);
}

/** A fault for every schema file that is not what the program would write. */
export async function schemaFaults(): Promise<readonly Fault[]> {
  const faults: Fault[] = [];
  for (const { file, schema } of schemas) {
    const written = await readFile(join(home, file), 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw error;
    });
    if (written === schemaText(schema)) continue;
    const what =
      written === undefined
        ? 'The schema for editors is not there.'
        : 'The schema for editors is not what the program reads.';
    faults.push({ file, line: 1, what, mend: 'Run: npm run rozmownica -- check --schema' });
  }
  return faults;
}
