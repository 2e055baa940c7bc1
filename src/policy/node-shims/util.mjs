/** micromatch and fill-range print invalid arguments in their messages. */
export const inspect = (value) => JSON.stringify(value);
