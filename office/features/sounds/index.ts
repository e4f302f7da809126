/** Sounds of the office: greetings and announcements, as rows; the service keeps their files. */
import { z } from 'zod';
import { defineFeature, entity, query } from '../../core/feature.ts';
import { line } from '../../core/text.ts';
import { callFlows, flowSteps } from '../call-flows/table.ts';
import { soundCommands } from './commands.ts';
import { prompts, promptId } from './prompts.ts';
import { sounds } from './table.ts';

export const soundsFeature = defineFeature({
  id: 'sounds',
  entities: [entity({ table: sounds, label: (sound) => sound.name, route: () => '/sounds' })],
  commands: soundCommands,
  queries: {
    /** The office's own first, then the prompts that come with the engine. */
    'sound.list': query({
      input: z.strictObject({ search: line(80, 'The search text').default('') }),
      topics: ['sounds', 'flow_steps', 'call_flows'],
      run({ read }, { search }) {
        const wanted = search.toLowerCase();
        return {
          sounds: read
            .all(sounds)
            .filter((sound) => sound.name.toLowerCase().includes(wanted))
            .sort((a, b) => a.name.localeCompare(b.name, 'en') || (a.id < b.id ? -1 : 1))
            .map((sound) => ({
              ...sound,
              usedBy: [...new Set(read.all(flowSteps, { sound: sound.id }).map(({ flowId }) => flowId))].map(
                (flowId) => ({ id: flowId, name: read.get(callFlows, flowId)?.name ?? '' }),
              ),
            })),
          prompts: prompts
            .filter(({ says }) => says.toLowerCase().includes(wanted))
            .map(({ name, says, milliseconds }) => ({ id: promptId(name), name: says, milliseconds })),
        };
      },
    }),
  },
});
