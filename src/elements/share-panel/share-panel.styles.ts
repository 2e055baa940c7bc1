import { css } from 'lit';

export const panelStyles = css`
  :host {
    display: contents;
  }

  .panel {
    position: fixed;
    inset: auto;
    display: none;
    flex-direction: column;
    margin: 0;
    padding: 0;
    overflow: hidden;
    border: 1px solid var(--_line);
    border-radius: calc(var(--_radius) * 1.5);
    background: var(--_surface);
    color: var(--_text);
    box-shadow: var(--_shadow);
    overflow-wrap: anywhere;
  }

  .panel:popover-open {
    display: flex;
  }

  /* For browsers without popovers. */
  @supports not selector(:popover-open) {
    .panel,
    .back {
      z-index: 2147483647;
    }

    .panel[data-shown] {
      display: flex;
    }
  }

  .panel.sheet {
    border-width: 1px 0 0;
    border-end-start-radius: 0;
    border-end-end-radius: 0;
    padding-block-end: env(safe-area-inset-bottom);
  }

  .head {
    display: flex;
    flex: none;
    align-items: center;
    gap: 0.25em;
    padding: 0.25em;
    border-block-end: 1px solid var(--_line);
    cursor: grab;
    touch-action: none;
    user-select: none;
  }

  /* Leaves room for the corner that changes the size. */
  .panel.top-left .head {
    padding-left: 26px;
  }

  .panel.top-right .head {
    padding-right: 26px;
  }

  .head:active {
    cursor: grabbing;
  }

  .grip {
    color: var(--_muted);
    cursor: inherit;
  }

  h2 {
    flex: 1 1 auto;
    min-inline-size: 0;
    margin: 0;
    overflow: hidden;
    font-size: 1em;
    font-weight: 600;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .body {
    position: relative;
    display: flex;
    flex: 1 1 auto;
    flex-direction: column;
    min-block-size: 0;
  }

  glance-share-view {
    flex: 1 1 auto;
    min-block-size: 0;
    max-block-size: none;
  }

  glance-share-view::part(base) {
    border: 0;
    border-radius: 0;
  }

  .front {
    display: flex;
    flex: 1 1 auto;
    flex-direction: column;
    align-items: center;
    justify-content: safe center;
    gap: 1em;
    padding: 1.25em;
    overflow: auto;
    text-align: center;
  }

  .front p {
    max-inline-size: 30em;
    margin: 0;
    font-size: 1.125em;
  }

  .front .spinner {
    inline-size: 2em;
    block-size: 2em;
    color: var(--_accent);
  }

  .actions {
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    gap: 0.5em;
  }

  .corner {
    position: absolute;
    min-inline-size: 0;
    min-block-size: 0;
    inline-size: 24px;
    block-size: 24px;
    padding: 0;
    border: 0;
    border-radius: 0;
    background: none;
    touch-action: none;
  }

  .corner::after {
    content: '';
    position: absolute;
    inline-size: 10px;
    block-size: 10px;
    border: solid var(--_muted);
    border-width: 0;
  }

  .corner:hover {
    background: none;
  }

  .corner:focus-visible {
    outline-offset: -3px;
  }

  /* Physical sides, which don't depend on the text direction. */
  .corner.top-left,
  .corner.top-right {
    top: 0;
  }

  .corner.top-left::after,
  .corner.top-right::after {
    top: 3px;
    border-top-width: 2px;
  }

  .corner.bottom-left,
  .corner.bottom-right {
    bottom: 0;
  }

  .corner.bottom-left::after,
  .corner.bottom-right::after {
    bottom: 3px;
    border-bottom-width: 2px;
  }

  .corner.top-left,
  .corner.bottom-left {
    left: 0;
  }

  .corner.top-left::after,
  .corner.bottom-left::after {
    left: 3px;
    border-left-width: 2px;
  }

  .corner.top-right,
  .corner.bottom-right {
    right: 0;
  }

  .corner.top-right::after,
  .corner.bottom-right::after {
    right: 3px;
    border-right-width: 2px;
  }

  .corner.top-left,
  .corner.bottom-right {
    cursor: nwse-resize;
  }

  .corner.top-right,
  .corner.bottom-left {
    cursor: nesw-resize;
  }

  .back {
    position: fixed;
    border-radius: 999px;
    box-shadow: var(--_shadow);
  }

  .back.top-left,
  .back.bottom-left {
    left: 12px;
  }

  .back.top-right,
  .back.bottom-right {
    right: 12px;
  }

  .back.top-left,
  .back.top-right {
    top: 12px;
  }

  .back.bottom-left,
  .back.bottom-right {
    bottom: calc(12px + env(safe-area-inset-bottom));
  }

  @media (forced-colors: active) {
    .corner::after {
      border-color: ButtonText;
    }
  }
`;
