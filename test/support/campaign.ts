/** A wave for tests. */
import type { Campaign } from '../../src/survey/campaign.ts';

const everywhere = (text: string) => ({ pl: text, en: text, uk: text });

/** A real (not demonstration) wave of two units; change what a test is about. */
export function readCampaign(change: Partial<Campaign> = {}): Campaign {
  return {
    id: 'fala-1',
    name: { pl: 'Ocena współpracy 2026', en: 'Cooperation assessment 2026', uk: 'Оцінка співпраці 2026' },
    dialog: 'cooperation-assessment',
    entry: ['link', 'personal'],
    closes: '2026-12-15',
    k: 5,
    notice: {
      controller: 'Fundacja Przykład',
      contact: 'kontakt@example.org',
      dpo: 'iod@example.org',
      purpose: everywhere('ocena współpracy'),
      legalBasis: everywhere('art. 6 ust. 1 lit. e RODO'),
      retention: everywhere('odpowiedzi do końca 2028 r.'),
    },
    units: [
      { id: 'lipowo', name: 'Gmina Lipowo', scope: 'all' },
      { id: 'debno', name: 'Gmina Dębno Dolne', scope: 'II' },
    ],
    demo: false,
    state: 'draft',
    final: false,
    simulated: false,
    invited: {},
    counts: [],
    agreed: {},
    published: false,
    ...change,
  };
}
