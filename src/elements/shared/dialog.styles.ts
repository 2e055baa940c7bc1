import { css } from 'lit';

/** A modal dialog: a heading, a text, and a row of actions. */
export const dialogStyles = css`
  dialog {
    inline-size: min(28em, calc(100vw - 2em));
    max-block-size: calc(100dvh - 2em);
    padding: 1.25em;
    overflow: auto;
    border: 1px solid var(--_line);
    border-radius: calc(var(--_radius) * 1.5);
    background: var(--_surface);
    color: var(--_text);
    box-shadow: var(--_shadow);
    overflow-wrap: anywhere;
  }

  dialog::backdrop {
    background: rgb(0 0 0 / 45%);
  }

  dialog h2 {
    margin: 0 0 0.5em;
    font-size: 1.125em;
    line-height: 1.3;
  }

  dialog p {
    margin: 0 0 0.75em;
  }

  dialog .actions {
    display: flex;
    flex-wrap: wrap;
    justify-content: flex-end;
    gap: 0.5em;
    margin-block-start: 1.25em;
  }

  /* Keeps the buttons visible, however long the text above them. */
  @media (min-height: 30em) {
    dialog .actions {
      position: sticky;
      inset-block-end: -1.25em;
      margin: 0.5em -1.25em -1.25em;
      padding: 0.75em 1.25em 1.25em;
      background: var(--_surface);
    }
  }
`;
