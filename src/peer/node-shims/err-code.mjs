/** simple-peer names the reason of each error so. A `DOMException` has a `code` of its own, which can only be redefined. */
export default (error, code) => Object.defineProperty(error, 'code', { value: code, enumerable: true, configurable: true });
