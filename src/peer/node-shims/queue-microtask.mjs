export default (callback) => queueMicrotask(callback);
