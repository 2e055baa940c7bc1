import { css } from 'lit';

/** The bookmark items of any menu. */
export const bookmarkItemStyles = css`
  .bookmark {
    align-items: flex-start;
  }

  .bookmark svg {
    flex: none;
  }

  .bookmark-words {
    display: flex;
    flex-wrap: wrap;
    gap: 0 0.5em;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }

  .bookmark-open {
    padding-inline: 0.5em;
    border: 1px solid currentcolor;
    border-radius: 1em;
    font-size: 0.8125em;
  }

  .bookmark-trouble {
    flex-basis: 100%;
    font-size: 0.875em;
  }
`;
