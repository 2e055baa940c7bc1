import { msg, str } from '@lit/localize';
import type { Surface } from '../../policy/surface.js';
import { timeText } from './words.js';

/** `Sharing a window`: what is being shared, for the agent. */
export function sharingText(surface: Surface | undefined): string {
  switch (surface) {
    case 'screen':
      return msg('Sharing a screen');
    case 'window':
      return msg('Sharing a window');
    case 'tab':
      return msg('Sharing a tab');
    case undefined:
      return msg('Sharing');
  }
}

/** `Ana is sharing a window`: who is sharing what, for everybody else. */
export function sharedByText(name: string | undefined, surface: Surface | undefined): string {
  const agent = nameOf(name);
  switch (surface) {
    case 'screen':
      return msg(str`${agent} is sharing a screen.`);
    case 'window':
      return msg(str`${agent} is sharing a window.`);
    case 'tab':
      return msg(str`${agent} is sharing a tab.`);
    case undefined:
      return msg(str`${agent} is sharing.`);
  }
}

/** Characters that change the direction of the following text, and invisible ones. */
const TURNS = /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

/** The agent's name, or a substitute. The name comes from outside and must not reorder the words around it. */
export function nameOf(name: string | undefined, otherwise = msg('The agent')): string {
  return name?.replace(TURNS, '').trim() || otherwise;
}

/** The time of day in the language's format. */
export function clockTime(time: number, language: string): string {
  return timeText(time, { timeStyle: 'short' }, language);
}
