/** picomatch asks for the separator of file paths; a URL has one. */
export const sep = '/';

/** picomatch takes the last segment when it is told to match base names only. */
export const basename = (path) => path.slice(path.lastIndexOf('/') + 1);
