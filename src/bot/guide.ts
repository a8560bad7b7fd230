/** Puts together what can be advised, from the knowledge and the workshop templates. */
import { ofKind, type Shelf, toolsAt } from '../knowledge/shelf.ts';
import type { Guide, GuideWorkshop } from '../survey/guide.ts';
import { byArea } from '../survey/instrument.ts';
import { type Purpose, type Template, textOf } from '../workshop/template.ts';

/** Needs content without a fault: `check` sees to it that every area has its standards, tools and workshops. */
export function createGuide(shelf: Shelf, templates: readonly Template[]): Guide {
  const tools = new Map(ofKind(shelf, 'tool').map((tool) => [tool.id, tool]));
  const byId = new Map(templates.map((template) => [template.id, template]));
  const standards = Object.entries(shelf.standards);
  return {
    area: byArea((area) => {
      const workshop = (purpose: Purpose): string =>
        named(
          templates.find((one) => one.purpose === purpose && one.areas.includes(area)),
          `a workshop for ${area}`,
        ).id;
      return {
        standards: standards.filter(([, one]) => one.area === area).map(([id, { items }]) => ({ id, items })),
        tools: toolsAt(shelf, area).map(({ id, items, seed }) => ({ id, items, founding: seed })),
        workshops: { area: workshop('area'), gap: workshop('gap') },
      };
    }),
    standard: (id, language) => named(shelf.standards[id], `the standard ${id}`)[language],
    tool: (id, language) => {
      const { title, short } = named(tools.get(id), `the tool ${id}`)[language];
      return { title, short };
    },
    workshop: (id, language): GuideWorkshop => {
      const template = named(byId.get(id), `the workshop ${id}`);
      const { title, goal, result, who, agenda } = textOf(template, language);
      const { minutes, people } = template;
      return {
        title,
        goal,
        result,
        who,
        minutes,
        people,
        agenda: agenda.map((step) => ({ minutes: step.minutes, what: step.what })),
      };
    },
  };
}

function named<T>(found: T | undefined, what: string): T {
  if (found === undefined) throw new RangeError(`the content does not have ${what}`);
  return found;
}
