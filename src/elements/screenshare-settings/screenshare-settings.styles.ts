import { css } from 'lit';

export const settingsStyles = css`
  :host {
    display: block;
    container-type: inline-size;
    max-inline-size: 64em;
    overflow-wrap: anywhere;
  }

  .panel {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 1em;
  }

  section {
    padding: 1em 1.25em;
    border: 1px solid var(--_line);
    border-radius: calc(var(--_radius) * 1.5);
    background: var(--_surface);
  }

  h2 {
    margin: 0;
    font-size: 1.125em;
    line-height: 1.3;
  }

  p,
  ul.hint {
    margin: 0.25em 0;
  }

  summary {
    padding: 0.125em;
    border-radius: var(--_radius);
    cursor: pointer;
  }

  summary h2 {
    display: inline;
  }

  details[open] > summary {
    margin-block-end: 0.5em;
  }

  .hint,
  .note,
  .count {
    color: var(--_muted);
    font-size: 0.9375em;
  }

  .note .small {
    margin-inline-start: 0.25em;
  }

  .error {
    color: var(--_danger);
  }

  .warning,
  .notice {
    padding: 0.375em 0.625em;
    border-radius: var(--_radius);
    background: var(--_notice);
    color: var(--_on-notice);
  }

  .notice {
    margin-block: 0.5em;
    padding: 0.625em 0.75em;
  }

  .failure {
    padding: 0.5em 0.75em;
    border: 1px solid var(--_danger);
    border-inline-start-width: 4px;
    border-radius: var(--_radius);
    background: var(--_surface);
  }

  .failure ul {
    margin: 0.25em 0;
  }

  .row {
    display: flex;
    align-items: center;
    gap: 0.5em;
  }

  .row.wrap {
    flex-wrap: wrap;
    column-gap: 1.5em;
  }

  .row.between {
    justify-content: space-between;
  }

  .check {
    display: inline-flex;
    align-items: center;
    gap: 0.5em;
    min-block-size: 2em;
    cursor: pointer;
  }

  fieldset {
    min-inline-size: 0;
    margin: 0.75em 0 0;
    padding: 0;
    border: 0;
  }

  legend,
  .field > label,
  form > label,
  label[for='try'] {
    display: block;
    padding: 0;
    margin-block-end: 0.25em;
    font-weight: 500;
  }

  .field {
    flex: 1 1 14em;
    min-inline-size: 0;
    margin-block: 0.25em 0.5em;
  }

  input[type='text'],
  textarea,
  select {
    inline-size: 100%;
    min-inline-size: 0;
    min-block-size: max(var(--_control), 24px);
    padding: 0.25em 0.625em;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: var(--_text);
    font: inherit;
    scroll-margin-block: 1em 14em;
  }

  input.short {
    max-inline-size: 10em;
  }

  textarea {
    resize: vertical;
  }

  ::placeholder {
    color: var(--_muted);
    opacity: 1;
  }

  input[type='checkbox'],
  input[type='radio'] {
    flex: none;
    inline-size: 1.25em;
    block-size: 1.25em;
    margin: 0;
    font-size: inherit;
    accent-color: var(--_accent);
    scroll-margin-block: 1em 14em;
  }

  input[aria-invalid='true'] {
    border-color: var(--_danger);
    box-shadow: inset 0 0 0 1px var(--_danger);
  }

  input:focus-visible,
  textarea:focus-visible,
  select:focus-visible,
  summary:focus-visible {
    outline: 2px solid var(--_focus);
    outline-offset: 2px;
  }

  button {
    scroll-margin-block: 1em 14em;
  }

  dialog button {
    scroll-margin-block: 0;
  }

  button.small {
    min-block-size: 24px;
    padding: 0 0.5em;
    font-size: 0.9375em;
    overflow-wrap: anywhere;
  }

  form .row button {
    flex: none;
  }

  .rows {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.5em;
    margin: 0.5em 0;
    padding: 0;
    list-style: none;
  }

  .rows:empty {
    display: none;
  }

  .bookmark {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr) auto;
    gap: 0 0.5em;
    align-items: center;
    padding: 0.375em 0.5em;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
  }

  .bookmark.dragged {
    border-color: var(--_accent);
    background: var(--_raised);
  }

  .bookmark .fields {
    display: flex;
    flex-wrap: wrap;
    align-items: start;
    gap: 0 0.75em;
  }

  .bookmark .fields label {
    color: var(--_muted);
    font-size: 0.9375em;
    font-weight: 400;
  }

  .bookmark .field {
    flex-basis: 9em;
  }

  .bookmark .field + .field {
    flex: 2 1 14em;
  }

  .bar .status p:empty {
    display: none;
  }

  .grip {
    display: grid;
    place-items: center;
    min-inline-size: 24px;
    min-block-size: 3em;
    color: var(--_muted);
    cursor: grab;
    touch-action: none;
  }

  .dragged .grip {
    cursor: grabbing;
  }

  .bookmark .tools {
    gap: 0.125em;
  }

  .history li {
    padding-block: 0.25em;
    border-block-end: 1px solid var(--_line);
  }

  .verdicts,
  .changes {
    margin: 0.5em 0;
    padding: 0;
    list-style: none;
  }

  .verdicts li {
    padding: 0.375em 0.625em;
    border-inline-start: 4px solid var(--_danger);
  }

  .verdicts li.yes {
    border-color: var(--_accent);
  }

  .verdicts li + li,
  .changes li + li {
    margin-block-start: 0.375em;
  }

  .verdicts .why {
    display: block;
    color: var(--_muted);
  }

  .changes li {
    position: relative;
    padding-inline-start: 1.25em;
  }

  .changes li::before {
    content: '•' / '';
    position: absolute;
    inset-inline-start: 0.25em;
    font-weight: 700;
  }

  .changes li.added::before {
    content: '+' / '';
  }

  .changes li.removed::before {
    content: '−' / '';
  }

  .sides {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 13em), 1fr));
    gap: 0.5em;
  }

  .side {
    padding: 0.25em 0.75em 0.5em;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
  }

  dialog {
    inline-size: min(42em, calc(100vw - 2em));
  }

  dialog h2[tabindex]:focus-visible {
    outline: none;
  }

  .bar {
    position: sticky;
    z-index: 1;
    inset-block-end: 0;
    display: flex;
    flex-wrap: wrap;
    gap: 0.25em 1em;
    align-items: center;
    /* Whatever there is to say, and however large: most of the page stays in sight. */
    max-block-size: 50vh;
    overflow: auto;
    padding: 0.75em 1.25em;
    border: 1px solid var(--_line);
    border-radius: calc(var(--_radius) * 1.5);
    background: var(--_surface);
    box-shadow: var(--_shadow);
  }

  .bar > [role='alert'],
  .bar .status,
  .bar > .note {
    flex-basis: 100%;
  }

  .bar .status {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5em;
    font-weight: 600;
  }

  .bar .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5em;
  }

  .where {
    flex: 1 1 18em;
    margin: 0;
    font-size: 0.9375em;
  }

  .where dt,
  .where dd {
    display: inline;
    margin: 0;
  }

  .where dt {
    font-weight: 600;
  }

  .where dt::after {
    content: ': ';
  }

  .where dd {
    color: var(--_muted);
  }

  @container (inline-size < 40em) {
    section,
    .bar {
      padding-inline: 0.75em;
    }

    .bookmark {
      grid-template-columns: auto minmax(0, 1fr);
    }

    .bookmark .tools {
      grid-column: 1 / -1;
      flex-wrap: wrap;
      justify-content: flex-end;
    }

    form .row {
      flex-wrap: wrap;
    }
  }

  /* On a small or enlarged page it would cover what one works at. */
  @media (max-height: 40em) {
    .bar {
      position: static;
    }
  }

  @container (inline-size < 30em) {
    .bar {
      position: static;
      max-block-size: none;
    }
  }

  @media (forced-colors: active) {
    .warning,
    .notice {
      border: 1px solid CanvasText;
    }

    /* Colours and shadows are gone. */
    input[aria-invalid='true'] {
      border: 3px double;
    }

    .error {
      font-weight: 700;
    }
  }
`;
