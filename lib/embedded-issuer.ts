/**
 * The issuer under which the embedded provider's people stand in the database. Its address holds a port;
 * this name stays the same, so that a data folder can move to another port and people keep their wikis.
 */
export const EMBEDDED_ISSUER = "embedded";
