import { msg, str } from '@lit/localize';
import { html, nothing, render } from 'lit';
import type { AgentSession } from '../../../session/agent/agent-session.js';
import type { BookmarkEntry } from '../../bookmark-menu/bookmark-list.js';
import { controls } from '../../shared/controls.styles.js';
import { nameOf } from '../../shared/share-texts.js';
import { openIcon, pauseIcon, playIcon, screenIcon, stopIcon } from '../../shared/icons.js';
import { tokens } from '../../shared/tokens.styles.js';

/**
 * The parts of the button's file that the control uses. The control is loaded when
 * a share runs, and its separate file must not bring a second Lit or untranslated
 * texts.
 */
export const controlKit = { html, nothing, render, msg, str, nameOf, styles: [tokens, controls], icons: { openIcon, pauseIcon, playIcon, screenIcon, stopIcon } } as const;

export type ControlKit = typeof controlKit;

/** What the control shows. */
export interface ControlState {
  readonly session: AgentSession;
  readonly status: string;
  readonly why: string;
  /** The remaining time of a hold, to display and to announce. */
  readonly countdown: { readonly shown: string; readonly said: string };
  /** When it began, who is watching, and whose connection is poor. */
  readonly details: unknown;
  /** The current notice, or null. */
  readonly notice: object | null;
  readonly isSharing: boolean;
  readonly pauseLabel: string;
  readonly isPaused: boolean;
  /** Null if the source can't be switched. */
  readonly switchLabel: string | null;
  readonly stopLabel: string;
  readonly bookmarks: readonly BookmarkEntry[];
}

/** The button that owns the control. */
export interface ControlHost {
  readonly element: HTMLElement;
  /** Called in a click or key handler of the control. */
  readonly onStop: () => void;
  readonly onPause: () => void;
  readonly onSwitch: () => void;
  readonly onBookmark: (bookmark: BookmarkEntry) => void;
  readonly onKeydown: (event: KeyboardEvent) => void;
  /** The control has been closed, by anyone. */
  readonly onClosed: () => void;
}

/** A control in its own window. */
export interface ShareControl {
  update(state: ControlState): void;
  close(): void;
}
