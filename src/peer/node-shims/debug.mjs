const silent = () => undefined;

/** simple-peer's log contains addresses, and a host page that sets `localStorage.debug` for another library would enable it. */
export default () => silent;
