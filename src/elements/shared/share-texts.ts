import { msg, str } from '@lit/localize';
import type { Surface } from '../../policy/surface.js';
import { timeText } from './words.js';

/** `Sharing a window`: what the agent shares, for the agent. */
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

/** `Ana is sharing a window`: who shares what, for everybody else. */
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

/** What turns the direction of the text that follows, and what can't be seen. */
const TURNS = /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

/** The agent's name, or what stands for it. It comes from outside: the words around it must keep their order. */
export function nameOf(name: string | undefined, otherwise = msg('The agent')): string {
  return name?.replace(TURNS, '').trim() || otherwise;
}

/** The time of day, as the language writes it. */
export function clockTime(time: number, language: string): string {
  return timeText(time, { timeStyle: 'short' }, language);
}
