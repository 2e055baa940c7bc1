/** micromatch and fill-range print a wrong argument in their messages. */
export const inspect = (value) => JSON.stringify(value);
