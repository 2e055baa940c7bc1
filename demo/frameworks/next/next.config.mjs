// Keeps Next from looking for a project around this folder.
export default { turbopack: { root: import.meta.dirname } };
