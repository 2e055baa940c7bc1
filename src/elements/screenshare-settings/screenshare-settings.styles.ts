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

  .contents {
    display: flex;
    flex-wrap: wrap;
    gap: 0.125em 0.25em;
    margin: 0;
    padding: 0;
    list-style: none;
  }

  button.link {
    min-block-size: max(1.75em, 24px);
    padding: 0.125em 0.5em;
    border-color: transparent;
    background: none;
    color: var(--_accent);
  }

  button.link:hover {
    background: var(--_raised);
  }

  h2[tabindex]:focus-visible {
    border-radius: var(--_radius);
    outline-offset: 4px;
  }

  .tools {
    display: flex;
    flex-wrap: wrap;
    gap: 0 0.75em;
    align-items: end;
  }

  .tools .field {
    flex: 0 1 auto;
  }

  .tools .search {
    flex: 1 1 12em;
  }

  .tools .check {
    min-block-size: max(var(--_control), 24px);
    margin-block: 0.25em 0.5em;
  }

  .grid {
    max-block-size: min(26em, 55vh);
    overflow: auto;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    scroll-padding-block: 2.25em;
  }

  /* Elements scrolled into view stop above the bar. */
  .panel :is(input, textarea, select, button, summary, a, h2) {
    scroll-margin-block: 1em 14em;
  }

  .panel :is(.grid, .bar) :is(input, button) {
    scroll-margin-block: 0;
  }

  .site,
  .host {
    display: grid;
    grid-template-columns: auto minmax(0, 3fr) minmax(0, 2fr) auto;
    gap: 0 0.625em;
    align-items: center;
    padding: 0 0.5em;
    border-block-end: 1px solid var(--_line);
  }

  .site {
    min-block-size: 2.25em;
    content-visibility: auto;
    contain-intrinsic-size: auto 2.25em;
  }

  .site[aria-selected='true'] {
    background: var(--_raised);
  }

  .group:last-child > .site:last-child {
    border-block-end: 0;
  }

  .host {
    position: sticky;
    z-index: 1;
    inset-block-start: 0;
    min-block-size: 2.125em;
    background: var(--_raised);
    font-weight: 600;
  }

  .host .count {
    font-weight: 400;
  }

  .site .rule {
    align-self: stretch;
    display: flex;
    align-items: center;
    border-radius: 4px;
    cursor: text;
  }

  .site .rule:focus-visible {
    outline: 2px solid var(--_focus);
    outline-offset: -2px;
  }

  .site .rule[aria-invalid] {
    text-decoration: underline wavy var(--_danger);
  }

  .site .scheme,
  .site .about {
    color: var(--_muted);
  }

  .site .about {
    font-size: 0.9375em;
  }

  .site .about strong {
    color: var(--_text);
    font-weight: 500;
  }

  .site .used::before {
    content: ' ';
  }

  .site .used {
    display: block;
  }

  .site .wrong {
    grid-column: 2 / -1;
  }

  .site.editing {
    display: block;
    padding: 0.625em;
    background: var(--_raised);
    content-visibility: visible;
  }

  .site.editing .row {
    align-items: end;
    column-gap: 0.75em;
  }

  .site.editing .field {
    flex: 1 1 9em;
  }

  .site.editing .field.note {
    flex-grow: 3;
  }

  .site.editing .row > button {
    margin-block-end: 0.5em;
  }

  .selection {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5em;
    min-block-size: max(var(--_control), 24px);
  }

  .history li {
    padding-block: 0.25em;
    border-block-end: 1px solid var(--_line);
  }

  .history .comment {
    margin: 0;
    white-space: pre-wrap;
  }

  h3 {
    margin: 0.75em 0 0.25em;
    font-size: 1em;
  }

  .change-groups details > summary {
    font-weight: 500;
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
    /* However long the texts or large the font, most of the page stays visible. */
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

    .site:not(.editing) {
      grid-template-columns: auto minmax(0, 1fr) auto;
    }

    .site .about {
      grid-area: 2 / 2 / 3 / 3;
    }

    .grid {
      max-block-size: min(32em, 75vh);
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

  /* On a small or zoomed page it would cover the content. */
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

    /* Forced colours remove colours and shadows. */
    input[aria-invalid='true'] {
      border: 3px double;
    }

    .error {
      font-weight: 700;
    }
  }
`;
