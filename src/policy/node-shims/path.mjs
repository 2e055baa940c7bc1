/** picomatch asks for the separator of file paths. For a URL, it's a slash. */
export const sep = '/';

/** picomatch uses this for the last segment when matching only base names. */
export const basename = (path) => path.slice(path.lastIndexOf('/') + 1);
