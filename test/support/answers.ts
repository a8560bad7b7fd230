/** A ballot box that many have filled, without walking each of them through the survey. */
import { createHash } from 'node:crypto';
import { DialogFile, flatten } from '../../src/dialog/dialog.ts';
import type { Store } from '../../src/store/store.ts';
import { areasOf } from '../../src/survey/campaign.ts';
import { addRow, boxesOf } from '../../src/survey/response.ts';

/** Points from 1 to 5 that follow from a word: the same each time, and not all alike. */
function pointOf(word: string): number {
  return 1 + ((createHash('sha256').update(word).digest()[0] ?? 0) % 5);
}

/** So many answers on each side of every JST of the only wave, about what it is asked. */
export async function answerAsMany(store: Store, people: number): Promise<void> {
  const [campaign] = store.campaigns();
  const [frozen] = store.frozen();
  if (!campaign || !frozen) throw new Error('there is no open wave');
  const dialog = flatten(DialogFile.parse(frozen.content));
  for (const address of boxesOf(campaign)) {
    if (address.table !== 'answers' || address.group === 'other') continue;
    const { unit, group } = address;
    const scope: readonly string[] = areasOf(campaign.units.find(({ id }) => id === unit)?.scope ?? 'all');
    const asked = dialog.steps.filter(
      (step) =>
        step.kind === 'scale' && scope.includes(dialog.sections.find(({ id }) => id === step.section)?.area ?? ''),
    );
    for (let person = 0; person < people; person += 1) {
      const id = createHash('sha256').update(`${unit} ${group} ${person}`).digest('hex').slice(0, 32);
      const values = Object.fromEntries(asked.map((step) => [step.id, pointOf(`${id} ${step.id}`)]));
      await store.changeBox(address, (box) => addRow(box, { id, values }));
    }
  }
}
