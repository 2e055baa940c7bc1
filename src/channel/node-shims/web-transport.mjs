/** engine.io-client lists this transport beside the two that are used. */
export const WT = undefined;
